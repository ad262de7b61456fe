/**
 * Which populations have their input deferred (deferred-delivery.ts), and how the rows onto all of them lie in one piece of memory.
 *
 * Deferring pays where synapses have delays of their own and the ring of arrivals is larger than the caches. It keeps the order of the
 * additions, and so the bits, where a row by source can be one for all targets: each population has one projection from each presynaptic
 * population, in the order of their ids, then the sources that are one-to-one.
 */
import { modelOf, type Network, type Projection } from "../../../src/network/types.js";
import { largestDelay } from "../deliver.js";
import { isOneToOne } from "../network-slice.js";

/** Entries of a group, at most: what 16 bits tell apart, and what the second-level cache of a core holds. */
const GROUP = 65_536;
/** Bytes of a ring of arrivals from which additions to it miss the caches. */
const BEYOND_CACHES = 1e6;
/** Synapses that a spike must add to a step, on the mean, for its entry in the list of that step to be paid for. */
const WORTH_AN_ENTRY = 2;

/** Where the input of a population lies: entry first + channel · size + i of the arrivals of all. */
export interface DeferredPopulation {
  readonly first: number;
  readonly size: number;
  readonly channels: number;
  readonly slots: number;
  /** Of its first entry; a population of more than a group has those that follow, too. */
  readonly group: number;
}

/** Entries that are made together: whole populations, or a part of one that is larger. */
export interface DeferredGroup {
  readonly first: number;
  readonly entries: number;
  /** Index of the first population that has entries here. */
  readonly population: number;
}

/** The rows from one presynaptic population or source onto a group: segment `index` + row · delays + delay - 1. */
export interface DeferredPart {
  readonly group: number;
  readonly preFirst: number;
  readonly preSize: number;
  /** The longest of its delays. */
  readonly delays: number;
  /** Of all its synapses; null: each has one of its own. */
  readonly weight: number | null;
  /** Its first segment. */
  readonly index: number;
}

/** All rows of one presynaptic population or source. */
export interface DeferredBlock {
  readonly preFirst: number;
  readonly preSize: number;
  /** In ascending order of their groups. */
  readonly parts: readonly DeferredPart[];
}

export interface DeferredPlan {
  /** By index; null: its input is not deferred. */
  readonly populations: readonly (DeferredPopulation | null)[];
  readonly entries: number;
  readonly groups: readonly DeferredGroup[];
  /** The longest delay of what is deferred. */
  readonly longest: number;
  readonly synapses: number;
  /** In the order in which they lie in memory: group by group, as projections are brought, whose drawn synapses are then given back. */
  readonly parts: readonly DeferredPart[];
  /** In ascending order of their ids. */
  readonly blocks: readonly DeferredBlock[];
  /** The parts of each projection, by index: one, or one for each group of a large population; null: it is one-to-one, or not deferred. */
  readonly partsOf: readonly (readonly DeferredPart[] | null)[];
  /** Segments of all parts: what one spike adds to one group in one step. */
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
  if (rows.length === 0) return null;
  const { populations, groups } = placePopulations(network, longestDelays, rows);
  const { parts, partsOf, segments } = placeRows(network, rows, populations, groups);
  const blocks = [...new Set(rows.map(({ preFirst }) => preFirst))]
    .sort((a, b) => a - b)
    .map((preFirst): DeferredBlock => {
      const own = parts.filter((part) => part.preFirst === preFirst);
      return { preFirst, preSize: own[0].preSize, parts: own };
    });
  const synapses = rows.reduce((sum, { source }) => sum + source.length, 0);
  const longest = populations.reduce((most, each) => Math.max(most, each === null ? 1 : each.slots - 1), 1);
  const entries = groups.reduce((sum, group) => sum + group.entries, 0);
  const plan = { populations, entries, groups, longest, synapses, parts, blocks, partsOf, segments };
  return always || pays(plan, rows) ? plan : null;
}

/** The weight of a part that a projection can have rows in. */
const weightOf = ({ weight }: Projection) => (typeof weight === "number" ? weight : null);

/**
 * Packs populations into groups, in their order. A group ends where the next population does not fit, or has, from the same presynaptic
 * population, another constant weight: those of a part are not kept.
 */
function placePopulations(network: Network, longestDelays: readonly number[], rows: readonly Projection[]) {
  const groups: DeferredGroup[] = [];
  let weights = new Map<number, number | null>();
  const populations = network.populations.map((population): DeferredPopulation | null => {
    const { index, size } = population;
    const own = rows.filter(({ post }) => post === index);
    if (own.length === 0) return null;
    const channels = modelOf(network, population).synapse === "delta" ? 1 : 2;
    const slots = longestDelays[index] + 1;
    let left = channels * size;
    const last = groups.at(-1);
    const fits =
      last !== undefined &&
      last.entries + left <= GROUP &&
      own.every((row) => !weights.has(row.preFirst) || weights.get(row.preFirst) === weightOf(row));
    if (!fits) weights = new Map();
    for (const row of own) weights.set(row.preFirst, weightOf(row));
    const first = last === undefined ? 0 : last.first + last.entries;
    if (fits) {
      groups[groups.length - 1] = { ...last, entries: last.entries + left };
      return { first, size, channels, slots, group: groups.length - 1 };
    }
    const group = groups.length;
    for (let at = first; left > 0; at += GROUP, left -= GROUP)
      groups.push({ first: at, entries: Math.min(left, GROUP), population: index });
    return { first, size, channels, slots, group };
  });
  return { populations, groups };
}

function placeRows(
  network: Network,
  rows: readonly Projection[],
  populations: readonly (DeferredPopulation | null)[],
  groups: readonly DeferredGroup[],
) {
  const delayOf = rows.map(({ delay }) => largestDelay(delay));
  const partsOf: (DeferredPart[] | null)[] = network.projections.map(() => null);
  for (const { index } of rows) partsOf[index] = [];
  const parts: DeferredPart[] = [];
  let segments = 0;
  for (let g = 0; g < groups.length; g++) {
    const reaches = ({ post }: Projection) => {
      const { first, size, channels } = populations[post]!;
      return first < groups[g].first + groups[g].entries && first + channels * size > groups[g].first;
    };
    const own = rows.filter(reaches);
    for (const preFirst of [...new Set(own.map((row) => row.preFirst))].sort((a, b) => a - b)) {
      const some = own.filter((row) => row.preFirst === preFirst);
      const delays = some.reduce((most, row) => Math.max(most, delayOf[rows.indexOf(row)]), 1);
      const { preSize } = some[0];
      const part = { group: g, preFirst, preSize, delays, weight: weightOf(some[0]), index: segments };
      segments += preSize * delays;
      parts.push(part);
      for (const { index } of some) partsOf[index]!.push(part);
    }
  }
  return { parts, partsOf, segments };
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
    if (vectors || projection.preFirst <= last) return false;
    last = projection.preFirst;
  }
  return true;
}
