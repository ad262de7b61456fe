/**
 * Rows of presynaptic ids while they are drawn, and how (pre, post) pairs in any order become rows.
 */
import { fail } from "../diagnostics/diagnostic.js";

export type SourceArray = Uint16Array | Uint32Array;

/** Where a projection is drawn: names for errors, sizes, and whether pre and post are the same population. */
export interface ConnectContext {
  readonly name: string;
  readonly seed: number;
  readonly stream: number;
  readonly preSize: number;
  readonly postSize: number;
  /** Pre and post are the same population and autapses are forbidden. */
  readonly skipSelf: boolean;
  readonly multapses: boolean;
  /** Called with the number of synapses drawn so far. */
  readonly progress: (drawn: number) => void;
}

export interface SynapseRows {
  readonly rowStart: Uint32Array;
  /** Ascending within each row. */
  readonly source: SourceArray;
  /** Explicit lists: the list entry that became this synapse. Null elsewhere. */
  readonly entry: Uint32Array | null;
}

/** Synapses between two progress reports. */
export const PROGRESS_EVERY = 1 << 20;

/** Two bytes an id where the ids fit, else four. */
export function sourceArray(length: number, preSize: number): SourceArray {
  return preSize <= 65536 ? new Uint16Array(length) : new Uint32Array(length);
}

/** @throws EquipoiseError `too-many-synapses` where row starts would not fit 32 bits */
export function requireCount(name: string, synapses: number): number {
  if (synapses > 0xffffffff)
    fail("too-many-synapses", `projection ${name} has ${synapses} synapses`, {
      limit: { what: "synapses of one projection", used: synapses, max: 0xffffffff },
      hint: "split the projection by its postsynaptic population",
    });
  return synapses;
}

/** Row starts from row lengths given as `lengths[i]`; one entry longer. */
export function rowStarts(lengths: Uint32Array): Uint32Array {
  const start = new Uint32Array(lengths.length + 1);
  for (let i = 0, sum = 0; i < lengths.length; i++) {
    sum += lengths[i];
    start[i + 1] = sum;
  }
  return start;
}

/** Rows of equal length. */
export function equalRowStarts(rows: number, length: number): Uint32Array {
  const start = new Uint32Array(rows + 1);
  for (let i = 1; i <= rows; i++) start[i] = i * length;
  return start;
}
