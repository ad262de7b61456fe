/**
 * CountedSums: what the first one or two projections of one weight and one delay add to a slot, by counting.
 *
 * A slot begins empty, and one weight added again and again gives a sum that the number of additions alone decides; so does a second
 * weight after it. Counting takes a byte a target and no order; a table then has the sum that the additions, one by one, would give.
 * It holds where nothing can have reached the slot before: the delay is the longest that the population has, so that the slot was emptied
 * in this very step, and these projections are the first that write it. A one-to-one projection that follows is added in the same pass.
 */
import type { Projection } from "../../../src/network/types.js";
import type { Arrivals } from "../arrivals.js";
import type { DeliveryRows } from "../deliver.js";
import type { FirstSums } from "../spike-exchange.js";
import { bitmapsInMemory, bytesOfBitmap, LEAST_BITMAPS, type BitmapRows } from "./bitmap-rows.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";
import type { WasmDelivery } from "./wasm-delivery.js";

/** Sizes of the table, as assembly/counted-sums.ts has them. */
const FIRST = 64;
const SECOND = 32;
/** A counter is a byte. */
const MOST = 255;

/** What decides whether a projection is counted; its synapses may be gone. */
interface CountedProjection extends Pick<Projection, "index" | "preKind" | "postSize"> {
  /** null: they differ. */
  readonly weight: number | null;
  readonly delay: number | null;
}

export function countedProjection({ index, preKind, postSize, weight, delay }: Projection): CountedProjection {
  const one = (value: Projection["weight" | "delay"]) => (typeof value === "number" ? value : null);
  return { index, preKind, postSize, weight: one(weight), delay: one(delay) };
}

/** Projections whose sums can be counted together, by their indices. */
export interface CountedGroup {
  /** One or two. */
  readonly rows: readonly number[];
  /** A one-to-one projection onto all neurons that is next; null: none. */
  readonly last: number | null;
}

/** Bytes that the counters and the table of a group take. */
export function bytesOfCounts(targets: number): number {
  // Counters and planes of whole bitmaps, and a list of them.
  return (2 + 1) * bytesOf(8 * bytesOfBitmap(targets), 1) + bytesOf(MOST + 1, 4) + bytesOf(FIRST * SECOND, 8);
}

/**
 * Finds the projections to one population that can be counted.
 * @param incoming in their order
 * @param oneToOne whether a projection is, onto all neurons of the population
 */
export function countedGroups(
  incoming: readonly CountedProjection[],
  { slots, channels }: Arrivals,
  oneToOne: (projection: CountedProjection) => boolean,
): CountedGroup[] {
  const longest = slots - 1;
  const delta = channels === 1;
  const writes = (negative: boolean) =>
    incoming.filter(
      ({ weight, delay }) =>
        (delay === null || delay === longest) && (delta || weight === null || weight < 0 === negative),
    );
  const groups: CountedGroup[] = [];
  for (const negative of delta ? [false] : [false, true]) {
    const order = writes(negative);
    const rows: number[] = [];
    const isConstant = ({ weight, delay }: CountedProjection) => weight !== null && delay !== null;
    for (const projection of order.slice(0, 2)) {
      if (!isConstant(projection) || projection.preKind === "source" || projection.postSize > 65_536) break;
      rows.push(projection.index);
    }
    if (rows.length === 0) continue;
    const next = order.at(rows.length);
    groups.push({ rows, last: next !== undefined && isConstant(next) && oneToOne(next) ? next.index : null });
  }
  return groups;
}

export class CountedSums implements FirstSums {
  /** The most synapses onto one target, for each row of each member. */
  private readonly multapses: readonly Uint16Array[];
  /** Of each member; null: it has few synapses. */
  private readonly bitmaps: readonly (BitmapRows | null)[];
  private readonly planes: Uint8Array;
  /** Addresses of bitmaps. */
  private readonly list: Uint32Array;
  readonly channel: number;
  private readonly counters: readonly [Uint8Array, Uint8Array];
  private readonly table: Float64Array;
  private readonly weights: readonly [number, number];

  /**
   * @param members one or two projections
   * @param last one-to-one, or none
   */
  constructor(
    readonly members: readonly WasmDelivery[],
    readonly last: WasmDelivery | null,
    readonly arrivals: Arrivals,
    private readonly memory: KernelMemory,
  ) {
    this.multapses = members.map(({ rows }) => multapsesOf(rows));
    this.bitmaps = members.map(({ rows }) => bitmapsInMemory(rows, arrivals.size, memory));
    const bytes = 8 * bytesOfBitmap(arrivals.size);
    this.counters = [memory.array(Uint8Array, bytes), memory.array(Uint8Array, bytes)];
    this.planes = memory.array(Uint8Array, bytes);
    this.list = memory.array(Uint32Array, MOST + 1);
    this.table = memory.array(Float64Array, FIRST * SECOND);
    this.weights = [members[0].rows.weight as number, (members.at(1)?.rows.weight as number | undefined) ?? 0];
    this.channel = arrivals.channels === 2 && this.weights[0] < 0 ? 1 : 0;
    for (let a = 0, first = 0; a < FIRST; a++, first += this.weights[0])
      for (let b = 0, sum = first; b < SECOND; b++, sum += this.weights[1]) this.table[a * SECOND + b] = sum;
  }

  pays(from: readonly number[], to: readonly number[]): boolean {
    let events = 0;
    for (let m = 0; m < this.members.length; m++) {
      const { preSize, target } = this.members[m].rows;
      events += ((to[m] - from[m]) * target.length) / preSize;
    }
    return events > this.arrivals.size;
  }

  count(ids: Uint32Array, from: readonly number[], to: readonly number[]): number | null {
    let events = 0;
    for (let m = 0; m < this.members.length; m++) {
      const counted = this.countMember(m, ids, from[m], to[m]);
      if (counted === null) {
        for (const counters of this.counters) counters.fill(0);
        return null;
      }
      events += counted;
    }
    return events;
  }

  private countMember(m: number, ids: Uint32Array, from: number, to: number): number | null {
    const { start, target, preFirst } = this.members[m].rows;
    const { exports } = this.memory;
    const counters = this.counters[m].byteOffset;
    const emitted = [ids.byteOffset + 4 * from, to - from, preFirst] as const;
    const rows = this.bitmaps[m];
    if (rows === null || to - from < LEAST_BITMAPS) {
      let most = 0;
      for (let e = from; e < to; e++) most += this.multapses[m][ids[e] - preFirst];
      return most > MOST ? null : exports.countTargets(counters, start.byteOffset, target.byteOffset, ...emitted);
    }
    if (to - from > MOST) return null;
    const { bitmaps, bytes, againStart, again } = rows;
    const nothing = bitmaps.byteOffset + bitmaps.length - bytes;
    const { planes, list } = this;
    exports.countBits(planes.byteOffset, counters, bitmaps.byteOffset, bytes, nothing, list.byteOffset, ...emitted);
    if (exports.countAgain(counters, againStart.byteOffset, again.byteOffset, ...emitted) !== 0) return null;
    let events = 0;
    for (let e = from; e < to; e++) events += start[ids[e] - preFirst + 1] - start[ids[e] - preFirst];
    return events;
  }

  write(step: number, last: Uint16Array | null): number {
    const { arrivals, counters, table, weights } = this;
    const slot = arrivals.offset(step + arrivals.slots - 1) + this.channel * arrivals.size;
    return this.memory.exports.writeSums(
      arrivals.data.byteOffset + 8 * slot,
      arrivals.size,
      counters[0].byteOffset,
      counters[1].byteOffset,
      table.byteOffset,
      weights[0],
      weights[1],
      last?.byteOffset ?? 0,
      (this.last?.rows.weight as number | undefined) ?? 0,
    );
  }
}

/** The most synapses that each row has onto one target; targets ascend within a row. */
function multapsesOf({ start, target, preSize }: DeliveryRows): Uint16Array {
  const most = new Uint16Array(preSize);
  for (let row = 0; row < preSize; row++) {
    let longest = 0;
    for (let k = start[row], run = 0; k < start[row + 1]; k++) {
      run = k > start[row] && target[k] === target[k - 1] ? run + 1 : 1;
      if (run > longest) longest = run;
    }
    most[row] = Math.min(longest, MOST + 1);
  }
  return most;
}
