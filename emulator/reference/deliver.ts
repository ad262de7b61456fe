/**
 * Push delivery: adds the weights of the spiking rows of one projection to the arrivals of its postsynaptic population.
 *
 *   for every emitted (id, count), ids ascending; for every synapse k of row id, k ascending:
 *     arrivals[step + delay_k][receptor_k][target_k] += count · weight_k
 *
 * Rows are source-major, so silent sources cost nothing. The order of these additions is fixed by the network alone
 * (projections in order, ids ascending, rows as drawn): float sums never depend on how the run was cut into calls.
 */
import type { Network } from "../../src/network/types.js";
import type { Arrivals } from "./arrivals.js";

type Targets = Uint16Array | Uint32Array;

/** Synapses of a projection, sorted by source: row r is start[r] .. start[r+1]-1. */
export interface DeliveryRows {
  /** Global id of row 0. */
  readonly preFirst: number;
  readonly preSize: number;
  readonly start: Uint32Array;
  /** Index of the target inside the arrivals' channel, less `targetOffset`. */
  readonly target: Targets;
  readonly targetOffset: number;
  readonly weight: number | Float32Array | Float64Array;
  /** Steps from emission to arrival, ≥ 1. */
  readonly delay: number | Uint8Array | Uint16Array;
}

/** Rearranges values that lie along a projection's rows (by target) into push order (by source). */
export function inPushOrder<T extends Float32Array | Float64Array | Uint8Array | Uint16Array>(
  values: T,
  order: Uint32Array | null,
): T {
  if (order === null) return values;
  const moved = values.slice() as T;
  for (let k = 0; k < order.length; k++) moved[k] = values[order[k]];
  return moved;
}

export function largestDelay(delay: number | Uint8Array | Uint16Array): number {
  if (typeof delay === "number") return delay;
  let largest = 0;
  for (let k = 0; k < delay.length; k++) if (delay[k] > largest) largest = delay[k];
  return largest;
}

/** The smallest delay of all synapses, in steps; at least 1, and Infinity where there are none. */
export function smallestDelayOf({ projections }: Pick<Network, "projections">): number {
  let smallest = Infinity;
  for (const { delay, source } of projections) {
    if (source.length === 0) continue;
    if (typeof delay === "number") smallest = Math.min(smallest, delay);
    else for (let k = 0; k < delay.length; k++) if (delay[k] < smallest) smallest = delay[k];
  }
  return smallest;
}

/** The longest delay of what reaches a population, in steps; at least 1. */
export function longestDelayTo({ projections }: Pick<Network, "projections">, population: number): number {
  return projections.reduce(
    (steps, { post, delay }) => (post === population ? Math.max(steps, largestDelay(delay)) : steps),
    1,
  );
}

/** `negative`/`positive` by the signs that occur; zero counts as positive. */
function signOf(weight: number | Float32Array | Float64Array): "positive" | "negative" | "mixed" {
  if (typeof weight === "number") return weight < 0 ? "negative" : "positive";
  let positive = false;
  let negative = false;
  for (let k = 0; k < weight.length; k++) {
    if (weight[k] < 0) negative = true;
    else positive = true;
  }
  return negative ? (positive ? "mixed" : "negative") : "positive";
}

/** Delivers what the sources of one projection emit. */
export interface RowDelivery {
  readonly preFirst: number;
  readonly preEnd: number;
  /** Whether there is no synapse. */
  readonly empty: boolean;
  /** Row r has one synapse, onto target r, with one weight and one delay for all: counts can be added as a vector. */
  readonly oneToOne: boolean;
  /** Delivers entries `from` ≤ e < `to` of (ids, counts), all of which must be sources of this projection; returns the synaptic events. */
  deliver(step: number, ids: Uint32Array, counts: Uint32Array, from: number, to: number): number;
  /** One-to-one projections only: `counts[r]` spikes of every row r. */
  deliverCounts(step: number, counts: Uint16Array): number;
}

export class Delivery implements RowDelivery {
  readonly preFirst: number;
  readonly preEnd: number;
  readonly empty: boolean;
  readonly oneToOne: boolean;
  /** Of all weights; one channel takes both. */
  readonly sign: "positive" | "negative" | "mixed";
  /** Where the slot of each delay starts, for the step being delivered. */
  private readonly slotOffset: Uint32Array;

  constructor(
    private readonly rows: DeliveryRows,
    private readonly arrivals: Arrivals,
  ) {
    this.preFirst = rows.preFirst;
    this.preEnd = rows.preFirst + rows.preSize;
    this.empty = rows.target.length === 0;
    this.sign = arrivals.channels === 1 ? "positive" : signOf(rows.weight);
    this.slotOffset = new Uint32Array(arrivals.slots);
    this.oneToOne = typeof rows.weight === "number" && typeof rows.delay === "number" && isIdentity(rows);
  }

  deliver(step: number, ids: Uint32Array, counts: Uint32Array, from: number, to: number): number {
    const { rows, arrivals } = this;
    const { weight, delay } = rows;
    if (typeof delay === "number" && this.sign !== "mixed") {
      const channel = this.sign === "negative" ? arrivals.size : 0;
      const base = arrivals.offset(step + delay) + channel + rows.targetOffset;
      const slot = arrivals.data.subarray(base);
      return typeof weight === "number"
        ? addConstant(slot, rows, weight, ids, counts, from, to)
        : addWeighted(slot, rows, weight, ids, counts, from, to);
    }
    for (let d = 0; d < this.slotOffset.length; d++) this.slotOffset[d] = arrivals.offset(step + d) + rows.targetOffset;
    return addGeneral(arrivals, this.slotOffset, rows, ids, counts, from, to);
  }

  deliverCounts(step: number, counts: Uint16Array): number {
    const { rows, arrivals } = this;
    const weight = rows.weight as number;
    const channel = this.sign === "negative" ? arrivals.size : 0;
    const base = arrivals.offset(step + (rows.delay as number)) + channel + rows.targetOffset;
    const data = arrivals.data;
    let events = 0;
    for (let r = 0; r < rows.preSize; r++) {
      const count = counts[r];
      data[base + r] += weight * count;
      events += count;
    }
    return events;
  }
}

function isIdentity(rows: DeliveryRows): boolean {
  if (rows.target.length !== rows.preSize) return false;
  for (let r = 0; r < rows.preSize; r++) if (rows.start[r] !== r || rows.target[r] !== r) return false;
  return true;
}

type Ids = Uint32Array;

/** `slot` starts at target 0. Four at a time: half the time of the plain loop; the additions keep their order. */
function addConstant(
  slot: Float64Array,
  rows: DeliveryRows,
  weight: number,
  ids: Ids,
  counts: Ids,
  from: number,
  to: number,
): number {
  const { start, target, preFirst } = rows;
  let events = 0;
  for (let e = from; e < to; e++) {
    const row = ids[e] - preFirst;
    const end = start[row + 1];
    const w = weight * counts[e];
    let k = start[row];
    for (; k + 4 <= end; k += 4) {
      const a = target[k];
      const b = target[k + 1];
      const c = target[k + 2];
      const d = target[k + 3];
      slot[a] += w;
      slot[b] += w;
      slot[c] += w;
      slot[d] += w;
    }
    for (; k < end; k++) slot[target[k]] += w;
    events += (end - start[row]) * counts[e];
  }
  return events;
}

function addWeighted(
  slot: Float64Array,
  rows: DeliveryRows,
  weight: Float32Array | Float64Array,
  ids: Ids,
  counts: Ids,
  from: number,
  to: number,
): number {
  const { start, target, preFirst } = rows;
  let events = 0;
  for (let e = from; e < to; e++) {
    const row = ids[e] - preFirst;
    const end = start[row + 1];
    const count = counts[e];
    let k = start[row];
    for (; k + 4 <= end; k += 4) {
      const a = target[k];
      const b = target[k + 1];
      const c = target[k + 2];
      const d = target[k + 3];
      slot[a] += weight[k] * count;
      slot[b] += weight[k + 1] * count;
      slot[c] += weight[k + 2] * count;
      slot[d] += weight[k + 3] * count;
    }
    for (; k < end; k++) slot[target[k]] += weight[k] * count;
    events += (end - start[row]) * count;
  }
  return events;
}

/** A delay a synapse, or weights of both signs. */
function addGeneral(
  arrivals: Arrivals,
  slotOffset: Uint32Array,
  rows: DeliveryRows,
  ids: Ids,
  counts: Ids,
  from: number,
  to: number,
): number {
  const { start, target, preFirst, weight, delay } = rows;
  const data = arrivals.data;
  const negativeChannel = arrivals.channels === 1 ? 0 : arrivals.size;
  let events = 0;
  for (let e = from; e < to; e++) {
    const row = ids[e] - preFirst;
    const end = start[row + 1];
    const count = counts[e];
    for (let k = start[row]; k < end; k++) {
      const w = typeof weight === "number" ? weight : weight[k];
      const slot = slotOffset[typeof delay === "number" ? delay : delay[k]];
      data[slot + (w < 0 ? negativeChannel : 0) + target[k]] += w * count;
    }
    events += (end - start[row]) * count;
  }
  return events;
}
