/**
 * Rows (kernel/synapse-rows.ts) of programs whose input axons share their lists and have one source each. Few delays, groups and weights
 * occur: the synapses of each source are counted for each, so that every synapse goes to its place among the rows at once.
 */
import type { Row } from "./kernel/synapse-row.js";
import { AscendingRuns } from "./ascending-runs.js";
import type { AxonOwners } from "./axon-owners.js";
import type { SharedLists } from "./shared-lists.js";

/** Different codes that are counted apart, and counters for each axon. */
const MOST_CODES = 256;
const COUNTERS_AN_AXON = 4;
const COUNTERS_GRANTED = 1 << 16;
/** Sources whose rows are written at once: few enough that all places where they are written stay in the caches. */
const SOURCES_AT_ONCE = 2048;

export interface SharedRows {
  /** The targets of all rows, one row behind the other. */
  readonly target: Uint16Array | Uint32Array;
  /** Gives the row of every source, in the order of their ids: views of `target`, each valid until the next. */
  each(append: (row: Row) => void): void;
}

/**
 * @param sources number of source ids
 * @param targets number of places in the slice
 * @returns null where too many different codes occur
 */
export function sharedRows(
  lists: SharedLists,
  owners: AxonOwners,
  sources: number,
  targets: number,
): SharedRows | null {
  const codes = Uint32Array.from(new Set(lists.code)).sort();
  const kinds = codes.length;
  const counters = sources * kinds;
  if (kinds > MOST_CODES || counters > COUNTERS_GRANTED + COUNTERS_AN_AXON * lists.listOf.length) return null;
  const rank = new Map(Array.from(codes, (code, k) => [code, k]));
  const kind = Uint8Array.from(lists.code, (code) => rank.get(code)!);
  /** By source, then kind of synapse: how many, then the place of the next, at last the end. */
  const next = new Uint32Array(counters);
  countSynapses(lists, owners, { kind, kinds, sources, next });
  let synapses = 0;
  for (let k = 0; k < counters; k++) {
    const here = next[k];
    next[k] = synapses;
    synapses += here;
  }
  const target = targets <= 65_536 ? new Uint16Array(synapses) : new Uint32Array(synapses);
  placeSynapses(lists, owners, { kind, kinds, sources, next }, target);
  return { target, each: (append) => eachRow({ target, next, codes, sources }, new AscendingRuns(targets), append) };
}

interface Counters {
  /** Of each entry of the lists: which of `kinds` it is. */
  readonly kind: Uint8Array;
  readonly kinds: number;
  readonly sources: number;
  /** By source, then kind. */
  readonly next: Uint32Array;
}

function countSynapses(lists: SharedLists, { source, none }: AxonOwners, { kind, kinds, next }: Counters): void {
  const { firstAxon, firstList, listOf, start } = lists;
  for (let c = 0; c < firstList.length; c++) {
    const first = firstList[c];
    for (let a = firstAxon[c], end = firstAxon[c + 1]; a < end; a++) {
      const list = listOf[a];
      if (list === 0 || source[a] === none) continue;
      const row = source[a] * kinds;
      for (let e = start[first + list], behind = start[first + list + 1]; e < behind; e++) next[row + kind[e]]++;
    }
  }
}

/** Some sources after the other, core by core: of one kind, the targets of a source are in the order of its routes. */
function placeSynapses(
  { firstAxon, firstList, listOf, start, target: onto }: SharedLists,
  { source, none }: AxonOwners,
  { kind, kinds, sources, next }: Counters,
  target: Uint16Array | Uint32Array,
): void {
  const cores = firstList.length;
  /** By core: the axon that comes next. */
  const nextAxon = firstAxon.slice(0, cores);
  for (let below = SOURCES_AT_ONCE; below < sources + SOURCES_AT_ONCE; below += SOURCES_AT_ONCE) {
    for (let c = 0; c < cores; c++) {
      const first = firstList[c];
      const end = firstAxon[c + 1];
      let a = nextAxon[c];
      for (; a < end && (source[a] < below || source[a] === none); a++) {
        const list = listOf[a];
        if (list === 0 || source[a] === none) continue;
        const row = source[a] * kinds;
        for (let e = start[first + list], behind = start[first + list + 1]; e < behind; e++)
          target[next[row + kind[e]]++] = onto[e];
      }
      nextAxon[c] = a;
    }
  }
}

interface PlacedRows {
  readonly target: Uint16Array | Uint32Array;
  /** By source, then kind: the end of its synapses. */
  readonly next: Uint32Array;
  /** Of each kind, ascending. */
  readonly codes: Uint32Array;
  readonly sources: number;
}

function eachRow({ target, next, codes, sources }: PlacedRows, runs: AscendingRuns, append: (row: Row) => void): void {
  const kinds = codes.length;
  let code = new Uint32Array(1024);
  let from = 0;
  for (let s = 0; s < sources; s++) {
    const to = kinds === 0 ? 0 : next[(s + 1) * kinds - 1];
    const length = to - from;
    if (length > code.length) code = new Uint32Array(2 * length);
    let begin = from;
    let mixed = false;
    for (let k = 0; k < kinds; k++) {
      const end = next[s * kinds + k];
      if (end === begin) continue;
      if (end - begin < length) {
        mixed = true;
        runs.sort(target, begin, end);
      }
      code.fill(codes[k], begin - from, end - from);
      begin = end;
    }
    append({ target: target.subarray(from, to), code, length, mixed });
    from = to;
  }
}
