/**
 * Irregularity of single neurons from their inter-spike intervals T_1..T_n:
 *   CV = SD(T)/mean(T)  (SD with n - 1)
 *   LV = 3/(n-1) · Σ_k ((T_k - T_{k+1})/(T_k + T_{k+1}))²
 * Both are 1 for a Poisson train and 0 for a regular one; LV does not grow when the rate merely drifts.
 *
 * Sources: Softky & Koch, J. Neurosci. 13 (1993) 334; Shinomoto, Shima & Tanji, Neural Comput. 15 (2003) 2823.
 */
import type { SpikeTrains } from "./spike-trains.js";

/** Intervals that a neuron needs to enter CV and LV, unless told. */
export const MINIMUM_INTERVALS = 10;

export interface IntervalStatistics {
  /** One entry for each neuron that has at least `minimumIntervals` intervals. */
  readonly cv: Float64Array;
  readonly lv: Float64Array;
  /** Intervals of all neurons, also of those left out. */
  readonly intervals: number;
}

export function intervalStatistics(
  trains: SpikeTrains,
  first: number,
  size: number,
  minimumIntervals: number,
): IntervalStatistics {
  const cv = new Float64Array(size);
  const lv = new Float64Array(size);
  const least = Math.max(2, minimumIntervals);
  let kept = 0;
  let intervals = 0;
  for (let i = first; i < first + size; i++) {
    const begin = trains.start[i];
    const n = trains.start[i + 1] - begin - 1;
    if (n > 0) intervals += n;
    if (n < least) continue;
    const mean = (trains.steps[begin + n] - trains.steps[begin]) / n;
    let squares = 0;
    let local = 0;
    let last = 0;
    for (let k = 0; k < n; k++) {
      const interval = trains.steps[begin + k + 1] - trains.steps[begin + k];
      squares += (interval - mean) ** 2;
      if (k > 0) local += ((last - interval) / (last + interval)) ** 2;
      last = interval;
    }
    cv[kept] = Math.sqrt(squares / (n - 1)) / mean;
    lv[kept++] = (3 * local) / (n - 1);
  }
  return { cv: cv.slice(0, kept), lv: lv.slice(0, kept), intervals };
}
