/**
 * Lines: consecutive sources with one synapse each, of one delay, onto consecutive entries of a ring slot, as private input of neurons has
 * them. Their counts are added eight at a time, without a row being read.
 */
import { ONE_DELAY, RUN_HEADER } from "./row-stream.js";

export interface SourceLine {
  /** Local source. */
  readonly first: number;
  readonly sources: number;
  readonly group: number;
  /** Place of the first source's word in the group, without its delay. */
  readonly place: number;
  readonly delay: number;
}

/** Shorter ones cost more than rows. */
const SHORTEST_ON_AVERAGE = 8;

/** Words of the line that a record in WebAssembly has (assembly/lines.ts). */
export const LINE_WORDS = 6;

export function mostLines(sources: number): number {
  return Math.floor(sources / SHORTEST_ON_AVERAGE);
}

/**
 * The lines of sources first .. first + size - 1, and their weights by local source; null where a source has several synapses or the
 * lines are too short.
 */
export function linesOf(
  first: number,
  size: number,
  starts: Uint32Array,
  stream: Uint16Array,
): { readonly lines: readonly SourceLine[]; readonly weights: Uint16Array } | null {
  const lines: SourceLine[] = [];
  const weights = new Uint16Array(size);
  for (let i = 0; i < size; i++) {
    const row = starts[first + i];
    const end = starts[first + i + 1];
    if (row === end) continue;
    // A run of one word has one weight and one delay.
    if (end !== row + RUN_HEADER + 1) return null;
    const [group, kind, , weight, place] = stream.subarray(row, end);
    if ((kind & ONE_DELAY) === 0) return null;
    const delay = kind >>> 2;
    weights[i] = weight;
    const last = lines.at(-1);
    if (
      last !== undefined &&
      last.first + last.sources === i &&
      last.group === group &&
      last.delay === delay &&
      last.place + last.sources === place
    )
      lines[lines.length - 1] = { ...last, sources: last.sources + 1 };
    else lines.push({ first: i, sources: 1, group, place, delay });
  }
  return lines.length <= mostLines(size) ? { lines, weights } : null;
}

/** The sources that have a line, from and to, in whole pieces of `piece` sources. */
export function reachOf(lines: readonly SourceLine[], piece: number): { readonly from: number; readonly to: number } {
  if (lines.length === 0) return { from: 0, to: 0 };
  const last = lines[lines.length - 1];
  return {
    from: Math.floor(lines[0].first / piece) * piece,
    to: Math.ceil((last.first + last.sources) / piece) * piece,
  };
}
