/** The part of a network that one worker runs: a range of neurons with all that reaches them. Ids stay those of the whole. */
import type { CurrentInput, Network, PerNeuron, Population, Projection } from "../../src/network/types.js";
import { releaseSynapses } from "../../src/network/release-synapses.js";

/** Global ids from ≤ id < to. */
export interface NeuronRange {
  readonly from: number;
  readonly to: number;
}

/** What a neuron's update costs beside its synapses, in synapses: a step costs as much as an event or two, and events are rare. */
const UPDATE_COST = 3000;
/** Ranges begin at multiples of so many neurons of a population: sources are drawn in blocks. */
const BLOCK = 16;

/** Divides the neurons into contiguous ranges of about equal cost. */
export function divideNetwork({ populations, projections, size }: Network, workers: number): NeuronRange[] {
  const costOf = populations.map((population) => {
    const incoming = projections.filter(({ post }) => post === population.index);
    return UPDATE_COST + incoming.reduce((sum, { source }) => sum + source.length, 0) / Math.max(1, population.size);
  });
  const total = populations.reduce((sum, population, k) => sum + population.size * costOf[k], 0);
  const cutAt = (share: number): number => {
    let left = share * total;
    for (let k = 0; k < populations.length; k++) {
      const { first, size: neurons } = populations[k];
      if (left < neurons * costOf[k]) return first + Math.min(neurons, Math.round(left / costOf[k] / BLOCK) * BLOCK);
      left -= neurons * costOf[k];
    }
    return size;
  };
  const cuts = Array.from({ length: workers + 1 }, (_, w) => (w === workers ? size : cutAt(w / workers)));
  return Array.from({ length: workers }, (_, w) => ({ from: cuts[w], to: cuts[w + 1] }));
}

/** The local ids of a population that lie in a range. */
export function partOf({ first, size }: Pick<Population, "first" | "size">, range: NeuronRange): NeuronRange {
  const clamp = (id: number) => Math.min(Math.max(id - first, 0), size);
  return { from: clamp(range.from), to: clamp(range.to) };
}

/**
 * Cuts out the parts of a network in ranges; synapses lie in shared memory, so that they are not copied again on the way to a thread.
 * @param releases gives the synapses of each projection back once they are cut
 */
export function sliceNetwork(network: Network, ranges: readonly NeuronRange[], releases: boolean): Network[] {
  const projections = network.projections.map((projection) => {
    const cutOut = isOneToOne(projection) ? sliceOneToOne : sliceRows;
    const parts = ranges.map((range) => cutOut(projection, partOf(network.populations[projection.post], range)));
    if (releases) releaseSynapses(projection);
    return parts;
  });
  return ranges.map((range, w) =>
    sliceRange(
      network,
      range,
      projections.map((parts) => parts[w]),
    ),
  );
}

function sliceRange(network: Network, range: NeuronRange, projections: readonly Projection[]): Network {
  const parts = network.populations.map((population) => partOf(population, range));
  const { name, seed, dt, steps, burnInSteps, size, sourceSize, sources, currentSample, delayRounding } = network;
  return {
    ...{ name, seed, dt, steps, burnInSteps, size, sourceSize, sources, currentSample, delayRounding, projections },
    synapses: projections.reduce((sum, { source }) => sum + source.length, 0),
    populations: network.populations.map((population, k) => slicePopulation(population, parts[k])),
    currents: network.currents.map((current) => sliceCurrent(current, parts[current.post])),
  };
}

const cut = (values: PerNeuron, { from, to }: NeuronRange) =>
  typeof values === "number" ? values : values.slice(from, to);

function slicePopulation(population: Population, part: NeuronRange): Population {
  const parameters = Object.fromEntries(
    Object.entries(population.parameters).map(([name, values]) => [name, cut(values, part)]),
  ) as Population["parameters"];
  return {
    ...population,
    first: population.first + part.from,
    size: part.to - part.from,
    parameters,
    initialV: population.initialV.slice(part.from, part.to),
  };
}

function sliceCurrent(current: CurrentInput, part: NeuronRange): CurrentInput {
  return { ...current, amplitude: current.amplitude.map((values) => cut(values, part)) };
}

function sliceRows(projection: Projection, { from, to }: NeuronRange): Projection {
  const { rowStart, source, weight, delay } = projection;
  const [begin, end] = [rowStart[from], rowStart[to]];
  const rows = shared(rowStart.subarray(from, to + 1));
  for (let i = 0; i < rows.length; i++) rows[i] -= begin;
  return {
    ...projection,
    postFirst: projection.postFirst + from,
    postSize: to - from,
    rowStart: rows,
    source: shared(source.subarray(begin, end)),
    weight: typeof weight === "number" ? weight : shared(weight.subarray(begin, end)),
    delay: typeof delay === "number" ? delay : shared(delay.subarray(begin, end)),
  };
}

/** Each neuron has its own source: the part has its own, and stays one-to-one. */
function sliceOneToOne(projection: Projection, { from, to }: NeuronRange): Projection {
  const { preFirst, postFirst, rowStart, source } = projection;
  // The first entries of a projection that is one-to-one are those of any part of it.
  const part = { rowStart: shared(rowStart.subarray(0, to - from + 1)), source: shared(source.subarray(0, to - from)) };
  return {
    ...projection,
    ...part,
    preFirst: preFirst + from,
    preSize: to - from,
    postFirst: postFirst + from,
    postSize: to - from,
  };
}

/** Tells whether source i has one synapse, onto neuron i, with one weight and one delay for all. */
export function isOneToOne({ preSize, postSize, rowStart, source, weight, delay }: Projection): boolean {
  return (
    typeof weight === "number" &&
    typeof delay === "number" &&
    preSize === postSize &&
    source.length === postSize &&
    source.every((pre, i) => pre === i && rowStart[i] === i)
  );
}

/** A copy in memory that threads share. */
function shared<T extends Uint8Array | Uint16Array | Uint32Array | Float32Array>(values: T): T {
  const Kind = values.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Kind(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
