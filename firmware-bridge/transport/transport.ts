/** A byte stream to a board, and the clock that measures its silence. The protocol knows no more of the world than this. */

export interface Transport {
  /** For messages: `/dev/ttyUSB1`, `tcp:board:4000`. */
  readonly name: string;
  /** Takes all bytes; never throws. Bytes written after the end are lost. */
  write(bytes: Uint8Array): void;
  /** At most one listener of each kind. Pieces come in any size. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /** Called once, when the line is gone: unplugged, hung up or closed by the other end. */
  onClose(listener: () => void): void;
  close(): void;
  /** Of a serial port: true where its driver hands bytes on at once; otherwise why it does not, in the system's words. */
  readonly lowLatency?: true | string;
  /** Where board and line are simulated in a time of their own: what a rate may be measured against. */
  readonly simulation?: {
    /** Of the line, whatever was asked for. */
    readonly baud: number;
    /** Seconds of the board's own time. */
    seconds(): number;
  };
}

/** Opens the line, again after it was lost. Rejects where there is none now. */
export type Dialer = () => Promise<Transport>;

export interface Clock {
  /** ms */
  readonly now: number;
  /** Calls `task` once, `ms` from now, unless the returned function is called before. */
  after(ms: number, task: () => void): () => void;
}

/** Resolves `ms` from now. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}
