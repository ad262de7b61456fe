/**
 * DeferredDelivery: what is emitted is put on the lists of the steps in which it arrives, and added when such a step comes.
 *
 * A ring of arrivals of 77,169 neurons and 60 delays has 70 MB, and every synaptic event falls somewhere into it: it waits for memory. Here
 * the sums of one step only are held, which stay in the cache, and the synapses of each source lie by delay, so that they are read in one
 * stretch. The additions to each entry come in the same order: by the step of their emission, then by source, then as drawn.
 *
 * A checkpoint has the ring: it is made from the lists.
 */
import type { Projection } from "../../../src/network/types.js";
import type { Arrivals } from "../arrivals.js";
import type { RowDelivery } from "../deliver.js";
import type { Deferred, Emitted } from "../spike-exchange.js";
import type { DeferredPart, DeferredPlan, DeferredPopulation } from "./deferred-plan.js";
import { weightAt, type DeferredRows } from "./deferred-rows.js";
import { bytesOf, type KernelMemory } from "./kernel-memory.js";
import { lengthOfCounts } from "./wasm-player.js";

/** Words of an entry, and the bit of its second one (assembly/deferred.ts). */
const ENTRY = 4;
const CONSTANT = 0x80000000;
/** Entries of a list, at least; and one for so many sources. Lists that would grow longer are added to a ring before their step. */
const LEAST_CAPACITY = 256;
const SOURCES_AN_ENTRY = 3;

function capacityOf({ blocks }: DeferredPlan): number {
  const sources = blocks.reduce((sum, { preSize }) => sum + preSize, 0);
  return Math.max(LEAST_CAPACITY, Math.ceil(sources / SOURCES_AN_ENTRY));
}

/** Bytes of the lists, of the arrivals and of spikes given from outside. */
export function bytesOfLists(plan: DeferredPlan): number {
  const lists = (plan.longest + 1) * plan.groups.length;
  const capacity = capacityOf(plan);
  return bytesOf(lists * capacity * ENTRY, 4) + bytesOf(lists, 4) + bytesOf(plan.entries, 8) + 2 * bytesOf(capacity, 4);
}

/** Bytes of the counts that a one-to-one projection keeps. */
export function bytesOfKeptCounts(size: number, delay: number): number {
  return delay * bytesOf(lengthOfCounts(size), 2);
}

/** A one-to-one projection whose counts wait for their step. */
interface Vector {
  readonly delivery: RowDelivery;
  readonly weight: number;
  readonly delay: number;
  /** Its entries begin here. */
  readonly first: number;
  readonly size: number;
  /** The population with whose arrivals its own are made. */
  readonly madeWith: number;
  /** Of the last steps, by step mod delay. */
  readonly kept: readonly KeptCounts[];
}

interface KeptCounts {
  readonly counts: Uint16Array;
  /** When they were emitted; -1: nothing waits here. */
  step: number;
  /** Whether there are counts; else there are only spikes given from outside. */
  active: boolean;
  /** How long the list of each group was. */
  readonly after: Uint32Array;
  /** Spikes given from outside, by row. */
  given: readonly (readonly [row: number, count: number])[];
}

export class DeferredDelivery implements Deferred {
  readonly deliveries = new Set<RowDelivery>();
  /** The sums of the step at hand. */
  private readonly arriving: Float64Array;
  private readonly lists: Uint32Array;
  /** The same memory. */
  private readonly factors: Float64Array;
  private readonly lengths: Uint32Array;
  private readonly capacity: number;
  private readonly slots: number;
  private readonly scratch: { readonly ids: Uint32Array; readonly counts: Uint32Array };
  /** By descending delay: the order in which they were emitted. */
  private vectors: Vector[] = [];
  /** What arrives in the step s mod slots before anything on the lists; null: nothing has been put there. */
  private early: Float64Array[] | null = null;
  /** The step after the last that has any. */
  private earlyUntil = 0;
  /** The step whose sums are held. */
  private held = -1;

  constructor(
    private readonly plan: DeferredPlan,
    private readonly rows: DeferredRows,
    private readonly memory: KernelMemory,
  ) {
    const { longest, groups, entries } = plan;
    this.capacity = capacityOf(plan);
    this.slots = longest + 1;
    this.arriving = memory.array(Float64Array, entries);
    this.lists = memory.array(Uint32Array, this.slots * groups.length * this.capacity * ENTRY);
    this.factors = new Float64Array(this.lists.buffer, this.lists.byteOffset, this.lists.length / 2);
    this.lengths = memory.array(Uint32Array, this.slots * groups.length);
    this.scratch = { ids: memory.array(Uint32Array, this.capacity), counts: memory.array(Uint32Array, this.capacity) };
  }

  makes(index: number): boolean {
    return this.plan.populations[index] !== null;
  }

  /** The memory of the arrivals of a population. */
  arrivalsOf({ first, size, channels }: DeferredPopulation): Float64Array {
    return this.arriving.subarray(first, first + channels * size);
  }

  /** Takes a projection whose rows are there. */
  addRows({ preFirst, preSize }: Projection): RowDelivery {
    const never = () => {
      throw new Error("a deferred projection was delivered at once");
    };
    const delivery = {
      preFirst,
      preEnd: preFirst + preSize,
      empty: false,
      oneToOne: false,
      deliver: never,
      deliverCounts: never,
    };
    this.deliveries.add(delivery);
    return delivery;
  }

  /** Takes a one-to-one projection onto a population. */
  addVector(
    delivery: RowDelivery,
    weight: number,
    delay: number,
    { first, size, channels, group }: DeferredPopulation,
  ): void {
    const kept = Array.from({ length: delay }, () => ({
      counts: this.memory.array(Uint16Array, lengthOfCounts(size)),
      step: -1,
      active: false,
      after: new Uint32Array(this.plan.groups.length),
      given: [],
    }));
    const channel = channels === 2 && weight < 0 ? size : 0;
    const madeWith = this.plan.groups[group].population;
    this.vectors.push({ delivery, weight, delay, first: first + channel, size, madeWith, kept });
    this.vectors.sort((a, b) => b.delay - a.delay);
    this.deliveries.add(delivery);
  }

  emit(step: number, emitted: Emitted): number {
    const { plan, scratch, capacity } = this;
    const { listed, given } = emitted;
    let events = 0;
    for (const { preFirst, preSize, parts } of plan.blocks) {
      const [from, to] = listed.within(preFirst, preFirst + preSize);
      for (let at = from; at < to; at += capacity >>> 1) {
        const n = Math.min(to - at, capacity >>> 1);
        events += this.put(step, parts, listed.ids.subarray(at, at + n), listed.counts.subarray(at, at + n));
      }
      if (given.length === 0) continue;
      const [first, last] = given.within(preFirst, preFirst + preSize);
      for (let at = first; at < last; at += capacity >>> 1) {
        const n = Math.min(last - at, capacity >>> 1);
        scratch.ids.set(given.ids.subarray(at, at + n));
        scratch.counts.set(given.counts.subarray(at, at + n));
        events += this.put(step, parts, scratch.ids.subarray(0, n), scratch.counts.subarray(0, n));
      }
    }
    for (const vector of this.vectors) events += this.keep(vector, step, emitted);
    return events;
  }

  /** @param ids,counts in the kernel's memory, at most half of what a list holds */
  private put(step: number, parts: readonly DeferredPart[], ids: Uint32Array, counts: Uint32Array): number {
    const { plan, rows, lists, lengths, capacity, slots } = this;
    const groups = plan.groups.length;
    let events = 0;
    for (const { group, delays, index, weight, preFirst } of parts) {
      for (let d = 1; d <= delays; d++) this.makeRoom(step + d, group, ids.length);
      events += this.memory.exports.putOnLists(
        rows.begins.byteOffset + 4 * index,
        delays,
        weight !== null,
        weight ?? 1,
        ((step + 1) % slots) * groups + group,
        groups,
        slots * groups,
        lists.byteOffset,
        lengths.byteOffset,
        capacity,
        ids.byteOffset,
        counts.byteOffset,
        ids.length,
        preFirst,
      );
    }
    return events;
  }

  private makeRoom(step: number, group: number, entries: number): void {
    const { plan, lengths, slots, capacity } = this;
    if (lengths[(step % slots) * plan.groups.length + group] + entries > capacity) this.addEarly(step);
  }

  /** Adds what waits for a step to a ring. */
  addEarly(step: number): void {
    this.early ??= Array.from({ length: this.slots }, () => new Float64Array(this.plan.entries));
    this.addTo(this.early[step % this.slots], step);
    this.forget(step);
    this.earlyUntil = Math.max(this.earlyUntil, step + 1);
  }

  /** Empties the lists of a step. */
  private forget(step: number): void {
    const { plan, lengths, slots, vectors } = this;
    const list = (step % slots) * plan.groups.length;
    lengths.fill(0, list, list + plan.groups.length);
    for (const vector of vectors) this.forgetCounts(vector, step);
  }

  private forgetCounts({ kept, delay }: Vector, step: number): void {
    const counts = kept[step % delay];
    if (counts.step === step - delay) counts.step = -1;
  }

  private keep({ delivery, delay, kept, size }: Vector, step: number, { vectors, given }: Emitted): number {
    const counts = vectors(delivery);
    const here = kept[step % delay];
    const [from, to] = given.length === 0 ? [0, 0] : given.within(delivery.preFirst, delivery.preEnd);
    here.step = step;
    here.active = counts !== null;
    here.given = [];
    const groups = this.plan.groups.length;
    const list = ((step + delay) % this.slots) * groups;
    here.after.set(this.lengths.subarray(list, list + groups));
    let events = 0;
    if (counts !== null) events = this.memory.exports.keepCounts(here.counts.byteOffset, counts.byteOffset, size);
    if (from < to) {
      here.given = Array.from({ length: to - from }, (_, k) => [
        given.ids[from + k] - delivery.preFirst,
        given.counts[from + k],
      ]);
      events += here.given.reduce((sum, [, count]) => sum + count, 0);
    }
    return events;
  }

  arrive(step: number, index: number): void {
    const { plan, vectors } = this;
    this.held = step;
    if (this.early !== null && step >= this.earlyUntil) this.early = null;
    for (let g = 0; g < plan.groups.length; g++) if (plan.groups[g].population === index) this.makeGroup(step, g);
    for (const vector of vectors) if (vector.madeWith === index) this.forgetCounts(vector, step);
  }

  private makeGroup(step: number, g: number): void {
    const { plan, arriving, lists, lengths, capacity, slots, memory, rows, early } = this;
    const { exports } = memory;
    const { first, entries } = plan.groups[g];
    const end = first + entries;
    if (early === null) arriving.fill(0, first, end);
    else {
      arriving.set(early[step % slots].subarray(first, end), first);
      early[step % slots].fill(0, first, end);
    }
    const list = (step % slots) * plan.groups.length + g;
    const address = arriving.byteOffset + 8 * first;
    const begin = lists.byteOffset + 4 * ENTRY * capacity * list;
    let done = 0;
    const upTo = (n: number) => {
      if (n > done) exports.addList(address, begin + 4 * ENTRY * done, n - done, rows.words.byteOffset);
      done = n;
    };
    for (const vector of this.vectors) {
      const counts = vector.kept[step % vector.delay];
      const from = Math.max(vector.first, first);
      const to = Math.min(vector.first + vector.size, end);
      if (counts.step !== step - vector.delay || from >= to) continue;
      upTo(counts.after[g]);
      if (counts.active)
        exports.addOneToOne(
          arriving.byteOffset + 8 * from,
          vector.weight,
          counts.counts.byteOffset + 2 * (from - vector.first),
          to - from,
        );
      for (const [row, count] of counts.given)
        if (vector.first + row >= from && vector.first + row < to)
          arriving[vector.first + row] += vector.weight * count;
    }
    upTo(lengths[list]);
    lengths[list] = 0;
  }

  /** The same by plain code, and to other memory; nothing is forgotten. */
  private addTo(sums: Float64Array, step: number): void {
    const { plan, lengths, slots } = this;
    for (let g = 0; g < plan.groups.length; g++) {
      const list = (step % slots) * plan.groups.length + g;
      const { first, entries } = plan.groups[g];
      const end = first + entries;
      let done = 0;
      const upTo = (n: number) => {
        for (; done < n; done++) this.addEntry(sums.subarray(first, end), list, done);
      };
      for (const { weight, delay, first: firstOf, size, kept } of this.vectors) {
        const { step: emitted, active, counts, after, given } = kept[step % delay];
        const from = Math.max(firstOf, first);
        const to = Math.min(firstOf + size, end);
        if (emitted !== step - delay || from >= to) continue;
        upTo(after[g]);
        if (active) for (let i = from; i < to; i++) sums[i] += weight * counts[i - firstOf];
        for (const [row, count] of given)
          if (firstOf + row >= from && firstOf + row < to) sums[firstOf + row] += weight * count;
      }
      upTo(lengths[list]);
    }
  }

  private addEntry(sums: Float64Array, list: number, e: number): void {
    const { lists, factors, capacity, rows } = this;
    const { words } = rows;
    const at = ENTRY * (capacity * list + e);
    const [begin, synapses, factor] = [lists[at], lists[at + 1], factors[at / 2 + 1]];
    if (synapses >= CONSTANT) {
      for (let k = begin; k < begin + synapses - CONSTANT; k++) sums[words[k]] += factor;
      return;
    }
    for (let k = begin; k < begin + 3 * synapses; k += 3) sums[words[k]] += weightAt(words, k + 1) * factor;
  }

  /** The sums of every step to come, and of the one at hand, by step mod slots. */
  private sumsOf(): (step: number) => Float64Array {
    const { held, arriving, slots, early, plan } = this;
    const made = new Map<number, Float64Array>();
    return (step) => {
      if (step === held) return arriving;
      let sums = made.get(step);
      if (sums === undefined) {
        sums = early !== null && step < this.earlyUntil ? early[step % slots].slice() : new Float64Array(plan.entries);
        this.addTo(sums, step);
        made.set(step, sums);
      }
      return sums;
    };
  }

  ringsOf(rings: readonly Arrivals[]): readonly (Float64Array | null)[] {
    const sumsAt = this.sumsOf();
    const { populations } = this.plan;
    return rings.map(({ stride }, k) => {
      const population = populations[k];
      if (population === null) return null;
      const { first, slots } = population;
      const ring = new Float64Array(slots * stride);
      for (let step = Math.max(0, this.held); step < this.held + slots; step++)
        ring.set(sumsAt(step).subarray(first, first + stride), (step % slots) * stride);
      return ring;
    });
  }

  restoreRings(rings: readonly Float64Array[], next: number): void {
    const { plan, slots, vectors } = this;
    this.lengths.fill(0);
    for (const { kept } of vectors) for (const counts of kept) counts.step = -1;
    this.held = next - 1;
    this.earlyUntil = next + slots - 1;
    this.early = Array.from({ length: slots }, () => new Float64Array(plan.entries));
    plan.populations.forEach((population, k) => {
      if (population === null) return;
      const { first, slots: own, size, channels } = population;
      const stride = size * channels;
      for (let step = Math.max(0, next - 1); step < next - 1 + own; step++) {
        const slot = rings[k].subarray((step % own) * stride, (step % own) * stride + stride);
        (step < next ? this.arriving : this.early![step % slots]).set(slot, first);
      }
    });
  }
}
