/** Quantiles of a sample by linear interpolation between order statistics (type 7 of Hyndman & Fan, Am. Stat. 50 (1996) 361). */

/** Quantile of values in ascending order, 0 ≤ p ≤ 1; NaN for an empty sample. */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return NaN;
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}
