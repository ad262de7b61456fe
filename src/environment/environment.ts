/**
 * What the machine around the compiler and the emulators can do for them. They need none of it: without threads they run in one, without
 * a faster hash in their own, and where nobody says how much memory there is, none is found too small. Results are the same bits either way.
 * `src/node` gives what Node has; a page in a browser may give what it likes, once, before it compiles or runs anything.
 */

/** A sha256 over bytes that come piece by piece. */
export interface Sha256 {
  update(bytes: Uint8Array): void;
  /** Once, at the end: 32 bytes. */
  digest(): Uint8Array;
  /** Another one that has taken the same bytes; where it is missing, what needs it takes the hash of numerics/sha256. */
  copy?(): Sha256;
}

export interface MachineMemory {
  /** Bytes that the machine has. */
  total(): number;
  /** Bytes that may be used. @throws EquipoiseError where what the user says of it is no number */
  usable(): number;
  /** Completes the advice of an error: how a user says that more may be used. */
  readonly howToAllowMore: string;
}

/** Another thread that runs one slice of an emulator (emulator/loihi/worker.ts); requests are answered in order. */
export interface Thread {
  post(message: unknown): void;
  terminate(): Promise<void>;
}

export interface ThreadListener {
  message(message: unknown): void;
  /** The thread cannot go on. */
  failed(error: Error): void;
}

export interface Environment {
  /** A sha256 that is faster than the one in numerics/sha256. */
  readonly startSha256?: () => Sha256;
  readonly memory?: MachineMemory;
  /** Threads that can run at once. */
  readonly cores?: () => number;
  /**
   * Starts a thread that runs `serveSlice`.
   * @param start what it begins with; its SharedArrayBuffers and WebAssembly modules are shared, all else is copied
   */
  readonly startSlice?: (start: unknown, listener: ThreadListener) => Thread;
  /** zlib stream (RFC 1950) of the bytes, packed as tightly as can be. */
  readonly deflate?: (bytes: Uint8Array) => Uint8Array;
  /** What a raw deflate stream (RFC 1951) holds. @param most bytes that it may be. @throws anything where it is damaged or holds more */
  readonly inflate?: (bytes: Uint8Array, most: number) => Uint8Array;
}

let current: Environment = {};

/** Gives the environment of everything that follows, in place of the one before. */
export function useEnvironment(environment: Environment): void {
  current = environment;
}

export function environment(): Environment {
  return current;
}
