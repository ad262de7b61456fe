/**
 * What known spike times bring: for each neuron of a population the steps in which some of those spikes arrive, and the summed weights of
 * each, delays included. Head-room must hold these sums, not their mean over a run.
 */
import type { Network, Projection, SpikeSource } from "../../../src/network/types.js";

/** The arrivals at one neuron, by ascending step; arrays are reused by the next neuron, and only their first `length` entries hold. */
export interface Arrivals {
  length: number;
  step: Float64Array;
  /** Summed magnitudes of the positive and of the negative weights, in the unit of `weightOf`. */
  positive: Float64Array;
  negative: Float64Array;
  /** How many spikes make up each sum. */
  positives: Float64Array;
  negatives: Float64Array;
}

export interface ArrivalRules {
  /** Steps from a spike to its arrival, for the drawn delay of a synapse. */
  delayOf(projection: Projection, delay: number): number;
  /** What a drawn weight onto a neuron (by its place in the population) counts; itself unless told. */
  weightOf?(projection: Projection, weight: number, neuron: number): number;
}

interface Train {
  readonly projection: Projection;
  /** The spikes of source s are steps[start[s]] .. steps[start[s + 1] - 1]. */
  readonly start: Uint32Array;
  readonly steps: Uint32Array;
}

function trainOf(projection: Projection, { size, spikeSteps, spikeIds }: SpikeSource): Train {
  const start = new Uint32Array(size + 1);
  for (const id of spikeIds) start[id + 1]++;
  for (let s = 0; s < size; s++) start[s + 1] += start[s];
  const cursor = start.slice(0, size);
  const steps = new Uint32Array(spikeSteps.length);
  for (let k = 0; k < spikeSteps.length; k++) steps[cursor[spikeIds[k]]++] = spikeSteps[k];
  return { projection, start, steps };
}

/** Whether any spike times are known for a population. */
export function hasKnownInput(network: Network, population: number): boolean {
  return network.projections.some(
    (p) =>
      p.post === population &&
      p.preKind === "source" &&
      network.sources[p.pre].spikeSteps.length > 0 &&
      network.sources[p.pre].kind === "spike_times",
  );
}

/** Calls `visit` for each neuron (by its place in the population) at which a known spike arrives. */
export function forEachKnownInput(
  network: Network,
  population: number,
  { delayOf, weightOf }: ArrivalRules,
  visit: (neuron: number, arrivals: Arrivals) => void,
): void {
  const trains = network.projections
    .filter((p) => p.post === population && p.preKind === "source" && network.sources[p.pre].kind === "spike_times")
    .map((p) => trainOf(p, network.sources[p.pre]));
  if (trains.length === 0) return;
  const gather = new Gather();
  for (let i = 0; i < network.populations[population].size; i++) {
    for (const { projection, start, steps } of trains) {
      const { rowStart, source, weight, delay } = projection;
      for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
        const w = typeof weight === "number" ? weight : weight[k];
        if (w === 0) continue;
        const d = delayOf(projection, typeof delay === "number" ? delay : delay[k]);
        const counts = weightOf === undefined ? w : weightOf(projection, w, i);
        for (let s = start[source[k]]; s < start[source[k] + 1]; s++) gather.add(steps[s] + d, counts);
      }
    }
    const arrivals = gather.take();
    if (arrivals.length > 0) visit(i, arrivals);
  }
}

/** Collects arrivals in any order and sums those of one step. */
class Gather {
  private steps: Float64Array = new Float64Array(1024);
  private weights: Float64Array = new Float64Array(1024);
  private count = 0;
  private result: Arrivals = {
    length: 0,
    step: new Float64Array(0),
    positive: new Float64Array(0),
    negative: new Float64Array(0),
    positives: new Float64Array(0),
    negatives: new Float64Array(0),
  };

  add(step: number, weight: number): void {
    if (this.count === this.steps.length) [this.steps, this.weights] = [doubled(this.steps), doubled(this.weights)];
    this.steps[this.count] = step;
    this.weights[this.count++] = weight;
  }

  take(): Arrivals {
    const { count, steps, weights } = this;
    const distinct = steps.slice(0, count).sort();
    let length = 0;
    for (let k = 0; k < count; k++)
      if (k === 0 || distinct[k] !== distinct[length - 1]) distinct[length++] = distinct[k];
    if (this.result.step.length < length) this.result = emptyArrivals(2 * length);
    const { step, positive, negative, positives, negatives } = this.result;
    step.set(distinct.subarray(0, length));
    for (const column of [positive, negative, positives, negatives]) column.fill(0, 0, length);
    for (let k = 0; k < count; k++) {
      const at = placeOf(step, length, steps[k]);
      const w = weights[k];
      if (w > 0) {
        positive[at] += w;
        positives[at]++;
      } else {
        negative[at] -= w;
        negatives[at]++;
      }
    }
    this.count = 0;
    this.result.length = length;
    return this.result;
  }
}

function emptyArrivals(length: number): Arrivals {
  const column = () => new Float64Array(length);
  return {
    length: 0,
    step: column(),
    positive: column(),
    negative: column(),
    positives: column(),
    negatives: column(),
  };
}

function doubled(column: Float64Array): Float64Array {
  const larger = new Float64Array(2 * column.length);
  larger.set(column);
  return larger;
}

/** The place of a step that is there. Steps without gaps, as in long trains, are found at once. */
function placeOf(steps: Float64Array, length: number, step: number): number {
  const dense = step - steps[0];
  if (dense < length && steps[dense] === step) return dense;
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
