/**
 * Distribution function and quantiles of Student's t.
 *
 *   P(T ≤ t) = 1 - ½·I_{ν/(ν+t²)}(ν/2, ½) for t ≥ 0, and by symmetry below 0. Source: DLMF 8.17; Abramowitz & Stegun 26.7.
 */
import { incompleteBeta } from "./incomplete-beta.js";

/** P(T ≤ t) with `degrees` > 0 degrees of freedom. */
export function studentTCdf(t: number, degrees: number): number {
  if (t === Infinity) return 1;
  if (t === -Infinity) return 0;
  const tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  return t >= 0 ? 1 - tail : tail;
}

/** The t with P(T ≤ t) = p, 0 < p < 1; bisection on the distribution function to 1e-12 relative. */
export function studentTQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a quantile needs a probability between 0 and 1, got ${p}`);
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentTQuantile(1 - p, degrees);
  let high = 1;
  while (studentTCdf(high, degrees) < p && high < 1e300) high *= 2;
  let low = 0;
  while (high - low > 1e-12 * Math.max(high, 1e-6)) {
    const middle = (low + high) / 2;
    if (studentTCdf(middle, degrees) < p) low = middle;
    else high = middle;
    if (middle === low && middle === high) break;
  }
  return (low + high) / 2;
}
