/**
 * Wasserstein-1 (earth mover's) distance of two samples on the line: W = ∫ |F_a(x) - F_b(x)| dx, in the unit of the samples.
 * It is at least the difference of the means. Source: Vallender, Theory Probab. Appl. 18 (1974) 784.
 */
import { ascending } from "./ascending.js";

/** W ≥ 0; NaN if a sample is empty. Samples may differ in length, need not be sorted, and are not changed. O(n log n). */
export function wassersteinDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length === 0 || b.length === 0) return NaN;
  const x = ascending(a);
  const y = ascending(b);
  let i = 0;
  let j = 0;
  let at = Math.min(x[0], y[0]);
  let area = 0;
  while (i < x.length || j < y.length) {
    const next = Math.min(i < x.length ? x[i] : Infinity, j < y.length ? y[j] : Infinity);
    area += (next - at) * Math.abs(i / x.length - j / y.length);
    at = next;
    while (i < x.length && x[i] === at) i++;
    while (j < y.length && y[j] === at) j++;
  }
  return area;
}
