/** Mean and unbiased standard deviation of a sample, in two passes so that large means do not cancel. */

/** Mean; NaN for an empty sample. */
export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Σ(x - mean)² / (n - 1); NaN below two values. */
export function varianceOf(values: ArrayLike<number>, mean = meanOf(values)): number {
  if (values.length < 2) return NaN;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean) ** 2;
  return sum / (values.length - 1);
}

/** Square root of `varianceOf`. */
export function deviationOf(values: ArrayLike<number>): number {
  return Math.sqrt(varianceOf(values));
}
