/**
 * Synchrony of a population.
 *   Fano factor of the population count n(t) per bin: F = Var n / ⟨n⟩, 1 for independent Poisson neurons, of the order of N when all fire together.
 *   Modulation of the rate beyond Poisson noise: m = √(max(0, Var n - ⟨n⟩)) / ⟨n⟩, free of N and of the bin's expected noise;
 *     1/√2 for a rate that swings as a sine down to zero.
 *   Golomb's χ of the voltages: χ² = Var_t(⟨V⟩_i) / ⟨Var_t V_i⟩_i, 1 for full synchrony and 1/√n for n independent neurons.
 *
 * Source: Golomb & Rinzel, Physica D 72 (1994) 259; Golomb, Scholarpedia 2 (2007) 1347.
 */
import { meanOf, varianceOf } from "../numerics/sample-moments.js";
import type { Traces } from "../recording/recording.js";

export function fanoFactor(counts: Float64Array): number {
  const mean = meanOf(counts);
  return mean > 0 ? varianceOf(counts, mean) / mean : NaN;
}

export function rateModulation(counts: Float64Array): number {
  const mean = meanOf(counts);
  return mean > 0 ? Math.sqrt(Math.max(0, varianceOf(counts, mean) - mean)) / mean : NaN;
}

/** χ of those probed neurons with first ≤ id < first + size, from absolute step `fromStep` up to `toStep`; NaN for fewer than two. */
export function golombChi(
  traces: Traces | undefined,
  first: number,
  size: number,
  fromStep: number,
  toStep: number,
): number {
  if (traces === undefined) return NaN;
  const width = traces.neurons.length;
  const columns: number[] = [];
  for (let j = 0; j < width; j++) if (traces.neurons[j] >= first && traces.neurons[j] < first + size) columns.push(j);
  const begin = Math.max(0, fromStep - traces.fromStep);
  const end = Math.min(traces.rows, toStep - traces.fromStep);
  if (columns.length < 2 || end - begin < 2) return NaN;
  const average = new Float64Array(end - begin);
  const single = new Float64Array(end - begin);
  let variance = 0;
  for (const j of columns) {
    for (let t = begin; t < end; t++) {
      const v = traces.v[t * width + j];
      single[t - begin] = v;
      average[t - begin] += v / columns.length;
    }
    variance += varianceOf(single) / columns.length;
  }
  return variance > 0 ? Math.sqrt(varianceOf(average) / variance) : NaN;
}
