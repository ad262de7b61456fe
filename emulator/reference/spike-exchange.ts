/**
 * SpikeExchange: after the neurons of a step were updated, plays the spike sources of that step and delivers everything
 * that was emitted: projections in order, and for each of them neurons or sources in ascending id, then injected spikes.
 */
import type { InjectedSpike } from "../../src/program/execution-target.js";
import { SourcePlayer, type PlayableSource, type SourcePlayerOptions } from "../../src/network/source-player.js";
import type { Arrivals } from "./arrivals.js";
import type { RowDelivery } from "./deliver.js";
import { InjectedSpikes } from "./injected-spikes.js";

/** Where what is emitted lies. */
export interface ExchangeArrays {
  ids(length: number): Uint32Array;
  counts(length: number): Uint16Array;
}

export const OWN_ARRAYS: ExchangeArrays = {
  ids: (length) => new Uint32Array(length),
  counts: (length) => new Uint16Array(length),
};

/** Draws what a source emits (SourcePlayer). */
export type PlayCounts = Pick<SourcePlayer, "counts">;

/** Projections that are the first to write a slot, and whose sums can be had by counting. */
export interface FirstSums {
  readonly members: readonly RowDelivery[];
  /** All of whose channel is written. */
  readonly arrivals: Arrivals;
  readonly channel: number;
  /** A one-to-one projection that is next; null: none. */
  readonly last: RowDelivery | null;
  /** Whether counting entries `from[m]` ≤ e < `to[m]` of each member is sooner done than adding them one by one. */
  pays(from: readonly number[], to: readonly number[]): boolean;
  /** Counts entries `from[m]` ≤ e < `to[m]` of each member; gives the synaptic events, or null: there were too many, and nothing is counted. */
  count(ids: Uint32Array, from: readonly number[], to: readonly number[]): number | null;
  /** Writes what was counted in `step` to the slot, and `last` counts in the same pass; gives the events of these. */
  write(step: number, last: Uint16Array | null): number;
}

/** Ids and how often each was emitted, ids ascending. */
export interface EmittedList {
  readonly ids: Uint32Array;
  readonly counts: Uint32Array;
  readonly length: number;
  /** The entries of ids first ≤ id < end. */
  within(first: number, end: number): [from: number, to: number];
}

/** All that was emitted in a step. */
export interface Emitted {
  readonly listed: EmittedList;
  /** From outside. */
  readonly given: EmittedList;
  /** Counts of the sources of a projection that are in no list; null: none of them can have spiked. */
  vectors(delivery: RowDelivery): Uint16Array | null;
}

/** Deliveries that wait until the step in which they arrive. */
export interface Deferred {
  readonly deliveries: ReadonlySet<RowDelivery>;
  /** Takes what was emitted in a step; gives the synaptic events. */
  emit(step: number, emitted: Emitted): number;
  /**
   * Makes the arrivals of a step with this index, if they are not made yet, and of others that lie beside them; all that was emitted before the
   * step, and can arrive, is there. Called for every index in ascending order.
   */
  arrive(step: number, index: number): void;
  /** Whether the arrivals with this index are made by `arrive`. */
  makes(index: number): boolean;
  /** The ring of each of the arrivals as a checkpoint has it; null: it is not deferred. */
  ringsOf(arrivals: readonly Arrivals[]): readonly (Float64Array | null)[];
  /** Puts rings back that are those before step `next`. */
  restoreRings(rings: readonly Float64Array[], next: number): void;
}

export interface SpikeExchangeModel {
  readonly size: number;
  readonly sourceSize: number;
  readonly seed: number;
  /** ms */
  readonly dt: number;
  readonly sources: readonly PlayableSource[];
  /** In projection order. */
  readonly deliveries: readonly RowDelivery[];
  readonly arrivals: readonly Arrivals[];
  /** Absent: none. */
  readonly firstSums?: readonly FirstSums[];
  /** Null, or absent: all is delivered as it is emitted. */
  readonly deferred?: Deferred | null;
  /** Absent: arrays of their own. */
  readonly arrays?: ExchangeArrays;
  /** Makes what plays the sources whose counts are added as a vector; absent: a SourcePlayer. */
  readonly player?: (options: SourcePlayerOptions) => PlayCounts;
}

/** Sources all of whose projections are one-to-one: their counts are added as a vector, without a list of ids. */
interface VectorSource {
  readonly indexInPlayer: number;
  /** Local id of the first. */
  readonly from: number;
  readonly size: number;
  readonly counts: Uint16Array;
  /** Whether any of them can have spiked in this step. */
  active: boolean;
}

export class SpikeExchange {
  /** Ids emitted in this step: the neurons' first, written by the caller, then the sources'. */
  readonly ids: Uint32Array;
  private readonly counts: Uint32Array;
  private readonly injected: InjectedSpikes;
  private readonly vectorOf = new Map<RowDelivery, VectorSource>();
  private readonly vectorSources: VectorSource[] = [];
  private readonly vectorPlayer: PlayCounts;
  private readonly listPlayer: SourcePlayer;
  /** What first sums have delivered of this step. */
  private readonly delivered = new Set<RowDelivery>();
  private length = 0;
  private fired = 0;
  private injectedCount = 0;
  private readonly append: (id: number, count: number) => void;
  private readonly deferred: Deferred | null;
  /** Arrivals that are there before their step. */
  private readonly rings: readonly Arrivals[];
  synapticEvents = 0;

  constructor(private readonly model: SpikeExchangeModel) {
    const idEnd = model.size + model.sourceSize;
    const { arrays = OWN_ARRAYS, player = (options) => new SourcePlayer(options) } = model;
    this.ids = arrays.ids(idEnd);
    this.counts = arrays.ids(idEnd).fill(1);
    this.injected = new InjectedSpikes();
    this.deferred = model.deferred ?? null;
    this.rings = model.arrivals.filter((_, k) => !this.deferred?.makes(k));
    const vector: PlayableSource[] = [];
    const list: PlayableSource[] = [];
    const unheard: PlayableSource[] = [];
    for (const source of model.sources) {
      const end = source.first + source.size;
      const own = model.deliveries.filter(
        ({ preFirst, preEnd, empty }) => preFirst >= source.first && preEnd <= end && !empty,
      );
      if (own.length === 0) {
        unheard.push(source);
        continue;
      }
      if (!own.every((delivery) => delivery.oneToOne)) {
        list.push(source);
        continue;
      }
      // A part of a network has a part of the sources, which another projection may cut elsewhere.
      for (const delivery of own) {
        const from = delivery.preFirst - source.first;
        const size = delivery.preEnd - delivery.preFirst;
        let entry = this.vectorSources.find(
          (e) => vector[e.indexInPlayer] === source && e.from === from && e.size === size,
        );
        if (entry === undefined) {
          entry = { indexInPlayer: vector.length, from, size, counts: arrays.counts(size), active: false };
          vector.push(source);
          this.vectorSources.push(entry);
        }
        this.vectorOf.set(delivery, entry);
      }
    }
    this.vectorPlayer = player({ seed: model.seed, dt: model.dt, sources: vector });
    this.listPlayer = new SourcePlayer({ seed: model.seed, dt: model.dt, sources: list });
    // Nobody hears these: they are only checked. A part of a network has many of them.
    new SourcePlayer({ seed: model.seed, dt: model.dt, sources: unheard });
    this.append = (id, count) => {
      this.ids[this.length] = id;
      this.counts[this.length++] = count;
    };
  }

  inject(spikes: readonly InjectedSpike[]): void {
    this.injected.add(spikes);
  }

  /**
   * What arrives in `step` at a population is there when this was called, for each one in ascending order; all steps before have been
   * exchanged, as far as a delay can tell.
   */
  arrive(step: number, index: number): void {
    this.deferred?.arrive(step, index);
  }

  /** `fired` neurons, ascending, are in `ids`. */
  exchange(step: number, fired: number): void {
    this.emit(step, fired);
    this.deliverAll(step);
  }

  /** Adds what spike sources emit in `step`, and what was injected for it, to the `fired` neurons, ascending in `ids`. */
  emit(step: number, fired: number): void {
    this.length = fired;
    this.fired = fired;
    this.counts.fill(1, 0, fired);
    this.listPlayer.play(step, this.append);
    for (const source of this.vectorSources)
      source.active = this.vectorPlayer.counts(
        step,
        source.indexInPlayer,
        source.from,
        source.from + source.size,
        source.counts,
      );
    this.injectedCount = this.injected.take(step);
  }

  /** Delivers what was emitted in `step`. */
  deliverAll(step: number): void {
    const injected = this.injectedCount;
    this.delivered.clear();
    // Spikes from outside come between the projections: then all goes one by one.
    const counted = injected === 0 ? this.countFirst() : [];
    if (step > 0) this.clearSlots(step - 1, counted);
    for (const sums of counted) this.writeCounted(sums, step);
    const { deferred } = this;
    if (deferred !== null) this.synapticEvents += deferred.emit(step, this.emitted());
    for (const delivery of this.model.deliveries) {
      if (this.delivered.has(delivery) || deferred?.deliveries.has(delivery)) continue;
      const vector = this.vectorOf.get(delivery);
      if (vector === undefined) this.deliver(delivery, step, this.ids, this.counts, this.length);
      else if (vector.active) this.synapticEvents += delivery.deliverCounts(step, vector.counts);
      if (injected > 0) this.deliver(delivery, step, this.injected.ids, this.injected.counts, injected);
    }
  }

  private emitted(): Emitted {
    const listOf = (ids: Uint32Array, counts: Uint32Array, length: number): EmittedList => ({
      ids,
      counts,
      length,
      within: (first, end) => [lowerBound(ids, length, first), lowerBound(ids, length, end)],
    });
    return {
      listed: listOf(this.ids, this.counts, this.length),
      given: listOf(this.injected.ids, this.injected.counts, this.injectedCount),
      vectors: (delivery) => {
        const vector = this.vectorOf.get(delivery);
        return vector?.active ? vector.counts : null;
      },
    };
  }

  /** Counts what is had by counting in this step. */
  private countFirst(): FirstSums[] {
    const found: FirstSums[] = [];
    for (const sums of this.model.firstSums ?? []) {
      const from = sums.members.map(({ preFirst }) => lowerBound(this.ids, this.fired, preFirst));
      const to = sums.members.map(({ preEnd }) => lowerBound(this.ids, this.fired, preEnd));
      const events = sums.pays(from, to) ? sums.count(this.ids, from, to) : null;
      if (events === null) continue;
      this.synapticEvents += events;
      found.push(sums);
    }
    return found;
  }

  /** Empties the slot of a past step, except for what will be written as a whole. */
  private clearSlots(step: number, counted: readonly FirstSums[]): void {
    for (const ring of this.rings)
      for (let channel = 0; channel < ring.channels; channel++)
        if (!counted.some((sums) => sums.arrivals === ring && sums.channel === channel)) ring.clear(step, channel);
  }

  private writeCounted(sums: FirstSums, step: number): void {
    for (const member of sums.members) this.delivered.add(member);
    const vector = sums.last === null ? undefined : this.vectorOf.get(sums.last);
    this.synapticEvents += sums.write(step, vector?.active ? vector.counts : null);
    if (vector !== undefined) this.delivered.add(sums.last!);
  }

  private deliver(delivery: RowDelivery, step: number, ids: Uint32Array, counts: Uint32Array, length: number): void {
    const from = lowerBound(ids, length, delivery.preFirst);
    const to = lowerBound(ids, length, delivery.preEnd);
    if (from < to) this.synapticEvents += delivery.deliver(step, ids, counts, from, to);
  }

  /** The part of the dynamic state that lives here. */
  state(): Float64Array[] {
    const { arrivals } = this.model;
    const late = this.deferred?.ringsOf(arrivals);
    return [this.injected.pending(), ...arrivals.map((ring, k) => late?.[k] ?? ring.data)];
  }

  /** Whether `state` can be what this exchange has before `step`. */
  canBe(state: readonly Float64Array[], step: number): boolean {
    return this.injected.canBe(state[0], step, this.ids.length);
  }

  /** @param next the step before which `state` was taken; only what is deferred needs it */
  restore(state: readonly Float64Array[], next: number): void {
    this.injected.restore(state[0]);
    this.model.arrivals.forEach((ring, k) => {
      if (this.rings.includes(ring)) ring.data.set(state[1 + k]);
    });
    this.deferred?.restoreRings(state.slice(1), next);
  }
}

/** First index whose id is ≥ `id`, in the first `length` ascending entries. */
function lowerBound(ids: Uint32Array, length: number, id: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ids[middle] < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
