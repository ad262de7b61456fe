/**
 * Which populations have their input deferred (deferred-delivery.ts), and how the rows onto all of them lie in one piece of memory.
 *
 * Deferring pays where synapses have delays of their own and the ring of arrivals is larger than the caches. It keeps the order of the
 * additions, and so the bits, where a row by source can be one for all targets: each population has one projection from each presynaptic
 * population, in the order of their ids, then the sources that are one-to-one.
 */
import { modelOf, type Network, type Projection } from "../../../src/network/types.js";
import { isOneToOne } from "../network-slice.js";

/** Entries of a group: what 16 bits tell apart. */
export const GROUP = 65_536;
/** Bytes of a ring of arrivals from which additions to it miss the caches. */
const BEYOND_CACHES = 4e6;
/** Synapses that a spike must add to a step, on the mean, for its entry in the list of that step to be paid for. */
const WORTH_AN_ENTRY = 4;

/** Where the input of a population lies: entry first + channel · size + i of the arrivals of all. */
export interface DeferredPopulation {
  readonly first: number;
  readonly size: number;
  readonly channels: number;
  readonly slots: number;
}

/** The rows of one presynaptic population or source: from row `firstRow` of `begins` on, in steps of groups · delays. */
export interface DeferredBlock {
  readonly preFirst: number;
  readonly preSize: number;
  /** The longest of its delays. */
  readonly delays: number;
  /** Of the first row in `begins`. */
  readonly index: number;
}

export interface DeferredPlan {
  /** By index; null: its input is not deferred. */
  readonly populations: readonly (DeferredPopulation | null)[];
  readonly entries: number;
  readonly groups: number;
  /** The longest delay of what is deferred. */
  readonly longest: number;
  readonly synapses: number;
  /** In ascending order of their ids. */
  readonly blocks: readonly DeferredBlock[];
  /** The block of each projection, by index; -1: it is one-to-one, or not deferred. */
  readonly blockOf: readonly number[];
  /** Segments of all rows. */
  readonly segments: number;
}

/** @param always defers what can be deferred, whether it pays or not */
export function planDeferred(network: Network, longestDelays: readonly number[], always = false): DeferredPlan | null {
  const vectors = vectorSources(network);
  const isVector = ({ preKind, pre }: Projection) => preKind === "source" && vectors[pre];
  const can = network.populations.map(({ index }) => {
    const incoming = network.projections.filter(({ post, source }) => post === index && source.length > 0);
    return incoming.some((projection) => !isVector(projection)) && keepsOrder(incoming, isVector);
  });
  const rows = network.projections.filter(
    (projection) => can[projection.post] && projection.source.length > 0 && !isVector(projection),
  );
  let entries = 0;
  const populations = network.populations.map((population, k): DeferredPopulation | null => {
    if (!can[k]) return null;
    const channels = modelOf(network, population).synapse === "delta" ? 1 : 2;
    const first = entries;
    entries += channels * population.size;
    return { first, size: population.size, channels, slots: longestDelays[k] + 1 };
  });
  if (entries === 0) return null;
  const groups = Math.ceil(entries / GROUP);
  const blocks: DeferredBlock[] = [];
  const blockOf = network.projections.map(() => -1);
  let segments = 0;
  for (const preFirst of [...new Set(rows.map((projection) => projection.preFirst))].sort((a, b) => a - b)) {
    const own = rows.filter((projection) => projection.preFirst === preFirst);
    const delays = own.reduce((most, { post }) => Math.max(most, longestDelays[post]), 1);
    const { preSize } = own[0];
    for (const { index } of own) blockOf[index] = blocks.length;
    blocks.push({ preFirst, preSize, delays, index: segments });
    segments += preSize * groups * delays;
  }
  const synapses = rows.reduce((sum, { source }) => sum + source.length, 0);
  const longest = populations.reduce((most, each) => Math.max(most, each === null ? 1 : each.slots - 1), 1);
  const plan = { populations, entries, groups, longest, synapses, blocks, blockOf, segments };
  return always || pays(plan, rows) ? plan : null;
}

function pays({ populations, synapses, segments }: DeferredPlan, rows: readonly Projection[]): boolean {
  const ring = populations.reduce(
    (sum, each) => sum + (each === null ? 0 : 8 * each.slots * each.channels * each.size),
    0,
  );
  const delayed = rows.reduce((sum, { source, delay }) => sum + (typeof delay === "number" ? 0 : source.length), 0);
  return ring > BEYOND_CACHES && delayed > synapses / 2 && synapses > WORTH_AN_ENTRY * segments;
}

/** Of each source: all its projections are one-to-one, so that its counts are added as a vector (SpikeExchange). */
function vectorSources({ sources, projections }: Network): boolean[] {
  return sources.map(({ index }) =>
    projections
      .filter(({ preKind, pre, source }) => preKind === "source" && pre === index && source.length > 0)
      .every(isOneToOne),
  );
}

/** @param incoming the projections of one population, in their order */
function keepsOrder(incoming: readonly Projection[], isVector: (projection: Projection) => boolean): boolean {
  let last = -1;
  let vectors = false;
  for (const projection of incoming) {
    if (isVector(projection)) {
      vectors = true;
      continue;
    }
    const { preFirst, weight } = projection;
    if (vectors || preFirst <= last) return false;
    // A row has a float32 for each synapse.
    if (typeof weight === "number" && Math.fround(weight) !== weight) return false;
    last = preFirst;
  }
  return true;
}
