/**
 * CV of the intervals of all neurons of a population together, without the bias of a finite record.
 *
 * For neurons that are alike and independent, the CV of their pooled intervals is that of one infinite train, while the mean of single CVs
 * is too low where a neuron has few intervals. A record also cuts off long intervals more often than short ones, so only those count that
 * begin in its first `share`: the rest of it is time enough for nearly all of them to end.
 */
import { spikeTrains } from "../../src/analysis/spike-trains.js";
import { meanOf, varianceOf } from "../../src/numerics/sample-moments.js";
import type { Recording } from "../../src/recording/recording.js";

export interface PooledIntervals {
  /** NaN with fewer than two. */
  readonly cv: number;
  readonly intervals: number;
  /** Steps. */
  readonly mean: number;
}

/** Steps `fromStep` ≤ n of the recording; neurons first … first + size - 1. */
export function pooledIntervalCv(
  recording: Recording,
  fromStep: number,
  first: number,
  size: number,
  share = 2 / 3,
): PooledIntervals {
  const end = recording.startStep + recording.steps;
  const trains = spikeTrains(recording, fromStep, end);
  const lastBegin = share * (end - fromStep);
  const intervals: number[] = [];
  for (let i = first; i < first + size; i++) {
    for (let k = trains.start[i]; k + 1 < trains.start[i + 1] && trains.steps[k] <= lastBegin; k++)
      intervals.push(trains.steps[k + 1] - trains.steps[k]);
  }
  const mean = meanOf(intervals);
  return {
    cv: intervals.length < 2 ? NaN : Math.sqrt(varianceOf(intervals, mean)) / mean,
    intervals: intervals.length,
    mean,
  };
}
