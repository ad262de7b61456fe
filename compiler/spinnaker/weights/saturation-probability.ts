/**
 * An upper bound of the probability that a slot of a ring buffer overflows in one tick.
 *
 * The sum X of the weights that arrive in a tick is compound Poisson: mean M = Σ w·λ, variance V = Σ w²·λ, no weight above w_max.
 * Among all such sums Bennett's inequality bounds the tail by that of a Poisson number of largest weights:
 *   P(X ≥ M + t) ≤ exp(-(V/w_max²)·h(t·w_max/V)),   h(u) = (1 + u)·ln(1 + u) - u.
 * It is never too low, as a Gaussian is for rare large inputs, and near the Gaussian for many small ones.
 * Source: Bennett 1962, J. Am. Stat. Assoc. 57:33; Chernoff's bound for equal weights.
 */

export interface ArrivingSum {
  /** Mean and variance of the sum in one tick. */
  readonly mean: number;
  readonly variance: number;
  /** Largest single weight, in the same unit. */
  readonly largest: number;
}

/** h(u), accurate also for small u, where the closed form cancels. */
function bennett(u: number): number {
  if (u < 1e-4) return u * u * (0.5 - u / 6);
  return (1 + u) * Math.log1p(u) - u;
}

/** ln of the bound on P(X > capacity); 0 where it says nothing, -Infinity where it cannot happen. */
export function logSaturationBound({ mean, variance, largest }: ArrivingSum, capacity: number): number {
  if (!(variance > 0)) return mean > capacity ? 0 : -Infinity;
  const room = capacity - mean;
  if (room <= 0) return 0;
  return -(variance / (largest * largest)) * bennett((room * largest) / variance);
}
