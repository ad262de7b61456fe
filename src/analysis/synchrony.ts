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
import { columnOf, everyStepOf } from "../recording/recorded-probe.js";
import type { Recording } from "../recording/recording.js";

export function fanoFactor(counts: Float64Array): number {
  const mean = meanOf(counts);
  return mean > 0 ? varianceOf(counts, mean) / mean : NaN;
}

export function rateModulation(counts: Float64Array): number {
  const mean = meanOf(counts);
  return mean > 0 ? Math.sqrt(Math.max(0, varianceOf(counts, mean) - mean)) / mean : NaN;
}

/**
 * χ of those neurons with first ≤ id < first + size whose voltage was read after every step, from absolute step `fromStep` up to `toStep`;
 * NaN for fewer than two, and where their records differ in length.
 */
export function golombChi(
  recording: Pick<Recording, "populations" | "probes">,
  first: number,
  size: number,
  fromStep: number,
  toStep: number,
): number {
  if (!recording.probes?.some(({ variable }) => variable === "v")) return NaN;
  const columns = Array.from({ length: size }, (_, i) => everyStepOf(recording, "v", first + i)).filter(
    (column) => column !== undefined,
  );
  if (columns.length < 2) return NaN;
  const begin = Math.max(fromStep, ...columns.map(({ probe }) => probe.fromStep));
  const end = Math.min(toStep, ...columns.map(({ probe }) => probe.fromStep + probe.rows));
  if (end - begin < 2) return NaN;
  const average = new Float64Array(end - begin);
  let variance = 0;
  for (const { probe, column } of columns) {
    const single = columnOf(probe, column).subarray(begin - probe.fromStep, end - probe.fromStep);
    for (let t = 0; t < single.length; t++) average[t] += single[t] / columns.length;
    variance += varianceOf(single) / columns.length;
  }
  return variance > 0 ? Math.sqrt(varianceOf(average) / variance) : NaN;
}
