/** A kind of input that is fuzzed: valid seeds, changes that keep its structure, and what is done with it. */
import type { CounterStream } from "../../src/numerics/philox.js";

/** An input is one file or several, by their names. */
export type Files = ReadonlyMap<string, Uint8Array>;

export interface FuzzFormat {
  readonly name: string;
  /** Part of the paths of the modules whose coverage leads the search. */
  readonly modules: readonly string[];
  /** Inputs that are accepted as they are. */
  seeds(): Promise<readonly Files[]>;
  /** Changes fields, records or tokens, with checksums right afterwards. */
  change(files: Files, draw: CounterStream): Promise<Files> | Files;
  /**
   * Reads and uses an input; what was accepted is written again and must read as the same.
   * @throws EquipoiseError or ArrayFileError for what is refused; anything else is a fault
   */
  run(files: Files): Promise<void> | void;
  /** Whether what ran last has used the process up, so that the next needs a new one. */
  spent?(): boolean;
}

export function oneFile(name: string, bytes: Uint8Array): Files {
  return new Map([[name, bytes]]);
}

export function withFile(files: Files, name: string, bytes: Uint8Array): Files {
  return new Map([...files, [name, bytes]]);
}

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A file of an input; where the input has lost it, an empty one. */
export function fileOf(files: Files, name: string): Uint8Array {
  return files.get(name) ?? new Uint8Array();
}

/** @throws Error where two encodings of the same thing differ: a fault */
export function mustBeSame(what: string, first: Uint8Array | string, second: Uint8Array | string): void {
  const same =
    typeof first === "string" || typeof second === "string" ? first === second : Buffer.compare(first, second) === 0;
  if (!same) throw new Error(`${what} reads differently once it was written again`);
}

/** Plain data as text, with typed arrays and numbers that JSON lacks. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (ArrayBuffer.isView(part)) return [part.constructor.name, ...Array.from(part as unknown as number[], String)];
    if (part instanceof Map) return ["Map", ...part];
    if (typeof part === "number" && (!Number.isFinite(part) || Object.is(part, -0)))
      return Object.is(part, -0) ? "-0" : String(part);
    // The order of keys means nothing.
    if (typeof part === "object" && part !== null && !Array.isArray(part))
      return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
    return part;
  });
}
