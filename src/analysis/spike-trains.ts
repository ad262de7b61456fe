/**
 * SpikeTrains: the spikes of a recording sorted by neuron, O(spikes + neurons) by counting sort.
 * The spikes of neuron i (global id) are steps[start[i]] .. steps[start[i+1]-1], ascending, relative to `fromStep`.
 */
import type { Recording } from "../recording/recording.js";

export interface SpikeTrains {
  readonly neurons: number;
  /** Absolute step of relative step 0. */
  readonly fromStep: number;
  /** Steps in the window. */
  readonly length: number;
  readonly start: Uint32Array;
  readonly steps: Uint32Array;
}

/** Trains within fromStep ≤ step < toStep. Relies on the recording's order by step. */
export function spikeTrains(recording: Recording, fromStep: number, toStep: number): SpikeTrains {
  let neurons = 0;
  for (const population of recording.populations) neurons = Math.max(neurons, population.first + population.size);
  const { spikeSteps, spikeIds } = recording;
  const begin = lowerBound(spikeSteps, fromStep);
  const end = lowerBound(spikeSteps, toStep);
  const start = new Uint32Array(neurons + 1);
  for (let k = begin; k < end; k++) start[spikeIds[k] + 1]++;
  for (let i = 0; i < neurons; i++) start[i + 1] += start[i];
  const next = start.slice(0, neurons);
  const steps = new Uint32Array(end - begin);
  for (let k = begin; k < end; k++) steps[next[spikeIds[k]]++] = spikeSteps[k] - fromStep;
  return { neurons, fromStep, length: Math.max(0, toStep - fromStep), start, steps };
}

/** Spike counts of neurons first..first+size-1 together, in consecutive bins of `binSteps`; an incomplete last bin is left out. */
export function populationCounts(trains: SpikeTrains, first: number, size: number, binSteps: number): Float64Array {
  const counts = new Float64Array(Math.floor(trains.length / binSteps));
  for (let k = trains.start[first]; k < trains.start[first + size]; k++) {
    const bin = Math.floor(trains.steps[k] / binSteps);
    if (bin < counts.length) counts[bin]++;
  }
  return counts;
}

/** Index of the first entry ≥ value in ascending `values`. */
function lowerBound(values: Uint32Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
