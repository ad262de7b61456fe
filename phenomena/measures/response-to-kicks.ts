/** How the rate of a population answers a kick that comes again and again in one run: its average over the kicks, and when it is back. */
import { populationCounts, spikeTrains } from "../../src/analysis/spike-trains.js";
import { largestOf } from "../../src/numerics/extrema.js";
import { meanOf } from "../../src/numerics/sample-moments.js";
import { stepsOf } from "../../src/numerics/time-grid.js";
import type { Recording } from "../../src/recording/recording.js";
import type { Curve } from "../experiment.js";

export interface Kicks {
  /** ms */
  readonly first: number;
  readonly period: number;
  readonly count: number;
}

/** Rate (Hz per neuron) of neurons first..first+size-1 over the time since the kick, at the middles of bins of `binMs`, averaged over the kicks. */
export function responseToKicks(
  recording: Recording,
  first: number,
  size: number,
  { first: from, period, count }: Kicks,
  binMs: number,
): Curve {
  const steps = (ms: number) => stepsOf(ms, recording.dt).steps;
  const trains = spikeTrains(recording, steps(from), steps(from + count * period));
  const counts = populationCounts(trains, first, size, steps(binMs));
  const bins = Math.round(period / binMs);
  const ys = Array.from({ length: bins }, (_, bin) => {
    let spikes = 0;
    for (let kick = 0; kick < count; kick++) spikes += counts[kick * bins + bin];
    return (1000 * spikes) / (count * size * binMs);
  });
  return { xs: ys.map((_, bin) => (bin + 0.5) * binMs), ys };
}

/** Mean of the response between two times since the kick (ms). */
export function meanBetween({ xs, ys }: Curve, from: number, to: number): number {
  return meanOf(ys.filter((_, k) => xs[k] >= from && xs[k] < to));
}

/**
 * Relaxation time (ms) of the dip that follows the volley: ∫(1 − r/base) dt from the first bin below `base` after the largest one up to the
 * time `until`. For an exponential return from silence that is its time constant; as an integral it does not hang on single noisy bins.
 * NaN where the rate never falls below `base`.
 */
export function relaxationTime({ xs, ys }: Curve, base: number, until: number): number {
  const volley = ys.indexOf(largestOf(ys));
  const from = ys.findIndex((y, k) => k > volley && y < base);
  if (from < 0 || ys.length < 2) return NaN;
  const bin = xs[1] - xs[0];
  return ys.reduce((sum, y, k) => (k >= from && xs[k] < until ? sum + bin * (1 - y / base) : sum), 0);
}
