/**
 * The most that can arrive at a neuron in one step: the synapses of one sign and one delay, all at once. And what is likely to: the fullest step
 * that known spike times make, delays included, and on top of it populations that start in step. What fires at random does not come together; its
 * fluctuations are the business of the statistics (scaling/input-statistics.ts, saturation-probability.ts).
 */
import type { Network, Projection } from "../../../src/network/types.js";
import { forEachKnownInput, hasKnownInput } from "./known-arrivals.js";
import { firstVolleyShare } from "./first-volley.js";

/** Of one sign, magnitudes in the unit of `unitOf`. */
export interface Arrivals {
  /** One entry a neuron: all synapses of the delay at which the sum is largest (or of all delays), how many they are, and the largest single one of all. */
  readonly sum: Float64Array;
  readonly inputs: Uint32Array;
  readonly largest: Float64Array;
  /** The largest sum of one delay from populations that fire together, and the fullest step of known spike times. */
  readonly together: Float64Array;
}

export interface WorstArrivals {
  readonly positive: Arrivals;
  readonly negative: Arrivals;
  /** Why some fire together; names of the populations and stimuli. */
  readonly because: readonly string[];
}

function nothing(size: number): Arrivals {
  return {
    sum: new Float64Array(size),
    inputs: new Uint32Array(size),
    largest: new Float64Array(size),
    together: new Float64Array(size),
  };
}

/** What arrives at one neuron, by delay: positive weights, and behind them negative ones. */
interface Slots {
  /** Slots of one sign. */
  readonly length: number;
  /** Of all delays at once, not of one. */
  readonly allDelays: boolean;
  readonly sum: Float64Array;
  readonly inputs: Uint32Array;
  readonly together: Float64Array;
  /** Slots with inputs. */
  readonly used: number[];
  /** Of one synapse, by sign. */
  readonly largest: Float64Array;
}

function emptySlots(longest: number, allDelays: boolean): Slots {
  const length = longest + 1;
  return {
    length,
    allDelays,
    sum: new Float64Array(2 * length),
    inputs: new Uint32Array(2 * length),
    together: new Float64Array(2 * length),
    used: [],
    largest: new Float64Array(2),
  };
}

/** What a projection sends at most in a step, of all that it could. */
interface Incoming {
  /** Share of its neurons that fire in one step of the first volley. */
  readonly share: number;
  /** The most spikes of one of its sources. */
  readonly spikes: number;
}

/** Adds the synapses of one row; every synapse of the network passes here. */
function enterRow(
  { rowStart, weight, delay }: Pick<Projection, "rowStart" | "weight" | "delay">,
  i: number,
  above: number,
  below: number,
  { share, spikes }: Incoming,
  { length, sum, inputs, together, used, largest }: Slots,
): void {
  let mostAbove = largest[0];
  let mostBelow = largest[1];
  // A variable that is now an entry of an array and now a number would be put on the heap for every synapse.
  const weights = typeof weight === "number" ? null : weight;
  const constant = typeof weight === "number" ? weight : 0;
  for (let k = rowStart[i], end = rowStart[i + 1]; k < end; k++) {
    const w = weights === null ? constant : weights[k];
    if (w === 0) continue;
    const magnitude = Math.abs(w * (w < 0 ? below : above));
    const d = (typeof delay === "number" ? delay : delay[k]) + (w < 0 ? length : 0);
    if (inputs[d]++ === 0) used.push(d);
    sum[d] += magnitude * spikes;
    if (share > 0) together[d] += magnitude * share;
    if (w < 0) {
      if (magnitude > mostBelow) mostBelow = magnitude;
    } else if (magnitude > mostAbove) mostAbove = magnitude;
  }
  largest[0] = mostAbove;
  largest[1] = mostBelow;
}

/** Enters the fullest slots of neuron `i`, and empties all. */
function takeMost(
  { length, allDelays, sum, inputs, together, used, largest }: Slots,
  { positive, negative }: Pick<WorstArrivals, "positive" | "negative">,
  i: number,
): void {
  for (const d of used) {
    const into = d < length ? positive : negative;
    if (allDelays) {
      into.sum[i] += sum[d];
      into.inputs[i] += inputs[d];
    } else if (sum[d] > into.sum[i]) {
      into.sum[i] = sum[d];
      into.inputs[i] = inputs[d];
    }
    if (together[d] > into.together[i]) into.together[i] = together[d];
    sum[d] = inputs[d] = together[d] = 0;
  }
  [positive.largest[i], negative.largest[i]] = largest;
  largest.fill(0);
  used.length = 0;
}

export interface ArrivalAssumptions {
  /** The sums are of all delays at once, as spikes of several steps may arrive together: no step can have more. */
  readonly allDelays?: boolean;
  /** The most spikes that one source of a projection sends in one step; 1 unless told. */
  readonly spikesOf?: (projection: Projection) => number;
  /** Whether neurons that start alike fire together; true unless told. Of integers, what a population starts with is not known here. */
  readonly volleys?: boolean;
}

/**
 * @param population index
 * @param unitOf what a weight of 1 is at neuron `i` (local) of the population, by projection and sign
 */
export function worstArrivals(
  network: Network,
  population: number,
  unitOf: (projection: number, i: number, negative: boolean) => number,
  { allDelays = false, spikesOf = () => 1, volleys = true }: ArrivalAssumptions = {},
): WorstArrivals {
  const { size } = network.populations[population];
  const incoming = network.projections.flatMap((projection, index) =>
    projection.post === population
      ? [{ projection, index, share: volleys ? shareOf(network, projection) : 0, spikes: spikesOf(projection) }]
      : [],
  );
  const longest = incoming.reduce((most, { projection: { delay } }) => Math.max(most, longestDelay(delay)), 0);
  const result = { positive: nothing(size), negative: nothing(size) };
  const slots = emptySlots(longest, allDelays);
  for (let i = 0; i < size; i++) {
    for (const from of incoming) {
      const { projection, index } = from;
      if (projection.rowStart[i] === projection.rowStart[i + 1]) continue;
      enterRow(projection, i, unitOf(index, i, false), unitOf(index, i, true), from, slots);
    }
    takeMost(slots, result, i);
  }
  addKnown(network, population, unitOf, result);
  return {
    ...result,
    because: [
      ...new Set(
        incoming
          .filter(({ projection, share }) => share > 0 || sendsKnown(network, projection))
          .map(({ projection }) => nameOf(network, projection)),
      ),
    ],
  };
}

function longestDelay(delay: number | Uint8Array | Uint16Array): number {
  if (typeof delay === "number") return delay;
  let longest = 0;
  for (let k = 0; k < delay.length; k++) if (delay[k] > longest) longest = delay[k];
  return longest;
}

/** Spikes that are known come when they come: sources that never fire in one step do not add up, nor do volleys that delays keep apart. */
function addKnown(
  network: Network,
  population: number,
  unitOf: (projection: number, i: number, negative: boolean) => number,
  { positive: plus, negative: minus }: Pick<WorstArrivals, "positive" | "negative">,
): void {
  if (!hasKnownInput(network, population)) return;
  const indexOf = new Map(network.projections.map((projection, index) => [projection, index]));
  const weightOf = (projection: Projection, w: number, i: number) => w * unitOf(indexOf.get(projection)!, i, w < 0);
  forEachKnownInput(
    network,
    population,
    { delayOf: (_, delay) => delay, weightOf },
    (i, { length, positive, negative }) => {
      let [up, down] = [0, 0];
      for (let k = 0; k < length; k++) {
        up = Math.max(up, positive[k]);
        down = Math.max(down, negative[k]);
      }
      plus.together[i] += up;
      minus.together[i] += down;
    },
  );
}

function sendsKnown(network: Network, { preKind, pre }: Projection): boolean {
  return (
    preKind === "source" && network.sources[pre].kind === "spike_times" && network.sources[pre].spikeSteps.length > 0
  );
}

function shareOf(network: Network, { preKind, pre }: Projection): number {
  return preKind === "source" ? 0 : firstVolleyShare(network, network.populations[pre]);
}

function nameOf(network: Network, { preKind, pre }: Projection): string {
  return preKind === "source"
    ? `stimulus ${network.sources[pre].name} (known spike times)`
    : `population ${network.populations[pre].name} (its neurons start alike)`;
}

/** The worst neuron of a population against a limit in the same unit; null where even everything at once fits. */
export interface Exceeded {
  /** Neurons whose worst sum passes the limit. */
  readonly neurons: number;
  /** The largest sum, and the largest that is likely, as multiples of the limit. */
  readonly worst: number;
  readonly likely: number;
  /** A single synapse over the limit. */
  readonly single: number;
  /** Inputs of the neuron with the largest sum, and how many of them of mean weight pass the limit together. */
  readonly inputs: number;
  readonly needed: number;
}

export function exceeds({ sum, inputs, largest, together }: Arrivals, limitOf: (i: number) => number): Exceeded | null {
  let [neurons, worst, likely, single, at] = [0, 0, 0, 0, 0];
  for (let i = 0; i < sum.length; i++) {
    const limit = limitOf(i);
    if (sum[i] > limit) neurons++;
    if (sum[i] / limit > worst) [worst, at] = [sum[i] / limit, i];
    likely = Math.max(likely, together[i] / limit);
    single = Math.max(single, largest[i] / limit);
  }
  if (!(worst > 1 || likely > 1)) return null;
  return {
    neurons,
    worst,
    likely,
    single,
    inputs: inputs[at],
    needed: Math.min(inputs[at], Math.floor(inputs[at] / worst) + 1),
  };
}
