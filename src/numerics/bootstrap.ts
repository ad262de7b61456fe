/**
 * Percentile bootstrap interval of a statistic of a sample, with seeded draws: the same bytes on every run.
 * Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), ch. 13. Anti-conservative below about ten values.
 */
import { CounterStream } from "./philox.js";
import { quantileOfSorted } from "./quantile.js";

/** The [alpha, 1 - alpha] interval of `statistic` over `resamples` draws with replacement; NaN for an empty sample. */
export function bootstrapInterval(
  sample: ArrayLike<number>,
  statistic: (values: Float64Array) => number,
  alpha = 0.05,
  resamples = 1000,
  seed = 1,
): { lower: number; upper: number } {
  if (sample.length === 0) return { lower: NaN, upper: NaN };
  const values = new Float64Array(resamples);
  const draw = new Float64Array(sample.length);
  const random = new CounterStream(seed, 0);
  for (let r = 0; r < resamples; r++) {
    random.reseat(r);
    for (let i = 0; i < draw.length; i++) draw[i] = sample[random.below(sample.length)];
    values[r] = statistic(draw);
  }
  values.sort();
  return { lower: quantileOfSorted(values, alpha), upper: quantileOfSorted(values, 1 - alpha) };
}
