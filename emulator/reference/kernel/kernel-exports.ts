/** What the WebAssembly module exports (assembly/index.ts); addresses are bytes in its memory. */

/** Adds one-delay rows to a slot; gives the synaptic events. */
type AddRows = (
  slot: number,
  start: number,
  target: number,
  weight: number,
  ids: number,
  counts: number,
  entries: number,
  preFirst: number,
) => number;

type AddDelayed = (
  slots: number,
  negative: number,
  start: number,
  target: number,
  constantWeight: number,
  weight: number,
  delay: number,
  delayStep: number,
  wide: boolean,
  ids: number,
  counts: number,
  entries: number,
  preFirst: number,
) => number;

/** Executes a step of a population; appends the ids of who fired, and gives the new length. */
export type UpdatePopulation = (
  record: number,
  first: number,
  size: number,
  arriving: number,
  ids: number,
  fired: number,
) => number;

export interface KernelExports {
  poissonCounts(
    step: number,
    seed: number,
    stream: number,
    first: number,
    blocks: number,
    thresholds: number,
    n: number,
    least: number,
    guide: number,
    shift: number,
    out: number,
  ): void;
  readonly addConstant16: AddRows;
  readonly addConstant32: AddRows;
  readonly addWeighted16: AddRows;
  readonly addWeighted32: AddRows;
  readonly addDelayed16: AddDelayed;
  readonly addDelayed32: AddDelayed;
  addOneToOne(slot: number, weight: number, counts: number, size: number): number;
  countBits(
    planes: number,
    counters: number,
    bitmaps: number,
    bytes: number,
    nothing: number,
    list: number,
    ids: number,
    entries: number,
    preFirst: number,
  ): void;
  countAgain(counters: number, start: number, target: number, ids: number, entries: number, preFirst: number): number;
  countTargets(counters: number, start: number, target: number, ids: number, entries: number, preFirst: number): number;
  writeSums(
    slot: number,
    size: number,
    first: number,
    second: number,
    table: number,
    firstWeight: number,
    secondWeight: number,
    last: number,
    lastWeight: number,
  ): number;
  putOnLists(
    begins: number,
    delays: number,
    constant: boolean,
    weight: number,
    list: number,
    stride: number,
    ends: number,
    lists: number,
    lengths: number,
    capacity: number,
    ids: number,
    counts: number,
    entries: number,
    preFirst: number,
  ): number;
  addList(arriving: number, list: number, n: number, rows: number): void;
  keepCounts(to: number, from: number, size: number): number;
  readonly pscDelta: UpdatePopulation;
  readonly pscExp: UpdatePopulation;
}
