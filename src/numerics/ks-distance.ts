/**
 * Kolmogorov–Smirnov distance of two samples: D = sup_x |F_a(x) - F_b(x)| of their empirical distribution functions.
 * Source: Smirnov, Ann. Math. Statist. 19 (1948) 279.
 */
import { ascending } from "./ascending.js";

/** D in [0, 1]; NaN if a sample is empty. Samples need not be sorted, and are not changed. O(n log n). */
export function ksDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length === 0 || b.length === 0) return NaN;
  const x = ascending(a);
  const y = ascending(b);
  let i = 0;
  let j = 0;
  let largest = 0;
  while (i < x.length && j < y.length) {
    // Step over every copy of the next value in both samples before comparing: ties must not count.
    const value = Math.min(x[i], y[j]);
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return largest;
}

/**
 * The distance that two independent samples of one distribution exceed with probability `alpha` (asymptotic, conservative with ties):
 * √(-ln(alpha/2)/2)·√((n + m)/(n·m)).
 */
export function ksCriticalDistance(n: number, m: number, alpha: number): number {
  return Math.sqrt(-Math.log(alpha / 2) / 2) * Math.sqrt((n + m) / (n * m));
}
