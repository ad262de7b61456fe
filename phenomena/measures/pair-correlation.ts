/**
 * Mean Pearson correlation over all pairs of many signals at once. With signals z_i of mean 0 and mean square 1,
 *   ⟨(Σ_i z_i)²⟩ = n + n(n−1)·c̄,
 * so that n signals of length T cost O(n·T) and not O(n²·T). Independent signals give c̄ = 0 but for terms of the order 1/(n·T).
 *
 * Error of a finite record: the sum's variance 1 + (n−1)·c̄ (in units of n) is known to √(2/T_eff), T_eff the number of independent samples
 * (bins, or the record over the correlation time), so that SE(c̄) ≈ √(2/T_eff)·(c̄ + 1/n).
 */
import { populationCounts, spikeTrains } from "../../src/analysis/spike-trains.js";
import { meanOf } from "../../src/numerics/sample-moments.js";
import { stepsOf } from "../../src/numerics/time-grid.js";
import type { Recording } from "../../src/recording/recording.js";

/** Signals that do not vary drop out; NaN for fewer than two. */
export function meanPairCorrelation(signals: readonly ArrayLike<number>[]): number {
  const sum = new Float64Array(signals[0]?.length ?? 0);
  let n = 0;
  for (const signal of signals) {
    const mean = meanOf(signal);
    let squares = 0;
    for (let t = 0; t < sum.length; t++) squares += (signal[t] - mean) ** 2;
    if (!(squares > 0)) continue;
    const scale = Math.sqrt(sum.length / squares);
    for (let t = 0; t < sum.length; t++) sum[t] += (signal[t] - mean) * scale;
    n++;
  }
  if (n < 2) return NaN;
  let square = 0;
  for (const value of sum) square += value * value;
  return (square / sum.length / n - 1) / (n - 1);
}

/** Spike counts of each neuron first..first+size-1 in bins of `binMs`, from step `fromStep` on. */
export function spikeCounts(
  recording: Recording,
  first: number,
  size: number,
  fromStep: number,
  binMs: number,
): Float64Array[] {
  const trains = spikeTrains(recording, fromStep, recording.startStep + recording.steps);
  return Array.from({ length: size }, (_, i) =>
    populationCounts(trains, first + i, 1, stepsOf(binMs, recording.dt).steps),
  );
}
