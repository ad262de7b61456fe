/**
 * What arrives at each neuron of a population, by synapse type, in the unit of the chip: the only thing shift selection needs
 * to know of a network. One sweep over its synapses, and one over known spike times. The sign of a weight is its synapse type.
 */
import { valueAt, type Network, type PerNeuron, type Projection } from "../../../src/network/types.js";
import { driveSets } from "../../common/input/drive-sets.js";
import { forEachKnownInput } from "../../common/input/known-arrivals.js";

export const SYNAPSE_TYPES = ["excitatory", "inhibitory"] as const;
export type SynapseType = (typeof SYNAPSE_TYPES)[number];

/** One entry for each postsynaptic neuron; weights are magnitudes in nA or µS, rates in Hz. */
export interface IncomingWeights {
  /** Synapses whose weight is not 0. */
  readonly indegree: Uint32Array;
  readonly sum: Float64Array;
  /** Σ w·rate and Σ w²·rate of what fires at random, each source at its own rate, and of sources that are on in turn the most. */
  readonly sumRate: Float64Array;
  readonly sumSquareRate: Float64Array;
  readonly largest: Float64Array;
  /** The largest of what fires at random. */
  readonly largestByChance: Float64Array;
  /** Of known spike times: the largest sum that arrives in one tick, the most spikes that make one up, and the largest weight. */
  readonly knownPeak: Float64Array;
  readonly knownSpikes: Float64Array;
  readonly largestKnown: Float64Array;
  /** Infinity for a neuron without synapses of this type. */
  readonly smallest: Float64Array;
}

export type IncomingByType = Readonly<Record<SynapseType, IncomingWeights>>;

function nothingIncoming(size: number): IncomingWeights {
  return {
    indegree: new Uint32Array(size),
    sum: new Float64Array(size),
    sumRate: new Float64Array(size),
    sumSquareRate: new Float64Array(size),
    largest: new Float64Array(size),
    largestByChance: new Float64Array(size),
    knownPeak: new Float64Array(size),
    knownSpikes: new Float64Array(size),
    largestKnown: new Float64Array(size),
    smallest: new Float64Array(size).fill(Infinity),
  };
}

/** What one projection brings a second: by type, Σ w·rate and Σ w²·rate of each neuron. */
type Arriving = Readonly<Record<SynapseType, Pick<IncomingWeights, "sumRate" | "sumSquareRate">>>;

function nothingArriving(size: number): Arriving {
  return {
    excitatory: { sumRate: new Float64Array(size), sumSquareRate: new Float64Array(size) },
    inhibitory: { sumRate: new Float64Array(size), sumSquareRate: new Float64Array(size) },
  };
}

const EXCITATORY_FIRST: readonly SynapseType[] = SYNAPSE_TYPES;
const INHIBITORY_FIRST: readonly SynapseType[] = ["inhibitory", "excitatory"];

/** `arriving` is null for known spike times, which do not come by chance. */
function enterSynapses(
  projection: Projection,
  size: number,
  toChip: PerNeuron,
  rate: PerNeuron,
  incoming: IncomingByType,
  arriving: Arriving | null,
): void {
  const { rowStart, weight } = projection;
  for (let i = 0; i < size; i++) {
    const unit = valueAt(toChip, i);
    const first = rowStart[i];
    let left = rowStart[i + 1] - first;
    if (left === 0) continue;
    // Nearly always all of a row are of one type, that of the first.
    const types =
      (typeof weight === "number" ? weight : weight[first]) * unit < 0 ? INHIBITORY_FIRST : EXCITATORY_FIRST;
    for (const type of types)
      if (left > 0)
        left -= enterRow(projection, i, unit, rate, incoming[type], arriving?.[type] ?? null, type === "inhibitory");
  }
}

/** Enters the synapses of one type of a row; how many they were, those of weight 0 among them. Every synapse passes here. */
function enterRow(
  { rowStart, weight, source }: Projection,
  i: number,
  unit: number,
  rate: PerNeuron,
  into: IncomingWeights,
  own: Pick<IncomingWeights, "sumRate" | "sumSquareRate"> | null,
  inhibitory: boolean,
): number {
  let [sum, smallest] = [into.sum[i], into.smallest[i]];
  let sumRate = own === null ? 0 : own.sumRate[i];
  let sumSquareRate = own === null ? 0 : own.sumSquareRate[i];
  let [entered, zeros, most] = [0, 0, 0];
  for (let k = rowStart[i], end = rowStart[i + 1]; k < end; k++) {
    const signed = (typeof weight === "number" ? weight : weight[k]) * unit;
    if (signed === 0) {
      // Of no type, and counted once.
      if (!inhibitory) zeros++;
      continue;
    }
    if (signed < 0 !== inhibitory) continue;
    const w = Math.abs(signed);
    entered++;
    sum += w;
    if (w > most) most = w;
    if (w < smallest) smallest = w;
    if (own === null) continue;
    const perSource = typeof rate === "number" ? rate : rate[source[k]];
    sumRate += w * perSource;
    sumSquareRate += w * w * perSource;
  }
  into.indegree[i] += entered;
  into.sum[i] = sum;
  if (most > into.largest[i]) into.largest[i] = most;
  into.smallest[i] = smallest;
  const ofKind = own === null ? into.largestKnown : into.largestByChance;
  if (most > ofKind[i]) ofKind[i] = most;
  if (own !== null) {
    own.sumRate[i] = sumRate;
    own.sumSquareRate[i] = sumSquareRate;
  }
  return entered + zeros;
}

/**
 * @param population index
 * @param rates Hz, by population; sources have their own
 * @param toChip nA or µS per unit of the network's weights, by neuron of the population or one for all
 */
export function incomingWeights(
  network: Network,
  population: number,
  rates: ArrayLike<number>,
  toChip: PerNeuron,
): IncomingByType {
  const { size } = network.populations[population];
  const incoming = { excitatory: nothingIncoming(size), inhibitory: nothingIncoming(size) };
  const arriving = new Map<Projection, Arriving>();
  for (const projection of network.projections) {
    if (projection.post !== population) continue;
    const source = projection.preKind === "source" ? network.sources[projection.pre] : null;
    const rate = source === null ? rates[projection.pre] : source.rate;
    const own = source?.kind === "spike_times" ? null : nothingArriving(size);
    if (own !== null) arriving.set(projection, own);
    enterSynapses(projection, size, toChip, rate, incoming, own);
  }
  for (const on of driveSets(network)) enterSet(incoming, arriving, on);
  enterKnown(network, population, toChip, incoming);
  return incoming;
}

/** What is on together, where that is more than what was on in another set. */
function enterSet(
  incoming: IncomingByType,
  arriving: ReadonlyMap<Projection, Arriving>,
  on: ReadonlySet<number>,
): void {
  const together = [...arriving]
    .filter(([projection]) => projection.preKind === "population" || on.has(projection.pre))
    .map(([, own]) => own);
  for (const type of SYNAPSE_TYPES) {
    for (const key of ["sumRate", "sumSquareRate"] as const) {
      const into = incoming[type][key];
      const sum = new Float64Array(into.length);
      for (const own of together) own[type][key].forEach((x, i) => (sum[i] += x));
      for (let i = 0; i < into.length; i++) into[i] = Math.max(into[i], sum[i]);
    }
  }
}

function enterKnown(
  network: Network,
  population: number,
  toChip: PerNeuron,
  { excitatory, inhibitory }: IncomingByType,
): void {
  forEachKnownInput(
    network,
    population,
    { delayOf: (_, delay) => delay },
    (i, { length, positive, negative, positives, negatives }) => {
      const unit = valueAt(toChip, i);
      for (let k = 0; k < length; k++) {
        excitatory.knownPeak[i] = Math.max(excitatory.knownPeak[i], positive[k] * unit);
        inhibitory.knownPeak[i] = Math.max(inhibitory.knownPeak[i], negative[k] * unit);
        excitatory.knownSpikes[i] = Math.max(excitatory.knownSpikes[i], positives[k]);
        inhibitory.knownSpikes[i] = Math.max(inhibitory.knownSpikes[i], negatives[k]);
      }
    },
  );
}
