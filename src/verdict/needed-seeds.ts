/**
 * How many seeds would decide: the smallest n with 80 % power if the measured difference δ and spread s are the true ones, e = s/√n,
 * t = t_{1-α, n-1} (Julious, Stat. Med. 23 (2004) 1921):
 *   |δ| < margin: both one-sided tests must succeed,  T((margin - |δ|)/e - t) + T((margin + |δ|)/e - t) - 1 ≥ 0.8;
 *   |δ| > margin: one does,                           T((|δ| - margin)/e - t) ≥ 0.8.
 */
import { studentTCdf, studentTQuantile } from "../numerics/student-t.js";

const POWER = 0.8;
/** Beyond this the difference lies at the margin, and more data is not the way out. */
export const MOST_SEEDS = 100;

/** null where the spread is unknown or no n up to MOST_SEEDS is enough. `have` seeds were not enough, so the answer is larger. */
export function neededSeeds(
  difference: number,
  deviation: number,
  margin: number,
  have: number,
  alpha = 0.05,
): number | null {
  const size = Math.abs(difference);
  if (!(Math.abs(margin - size) > 0) || !Number.isFinite(deviation)) return null;
  for (let n = Math.max(3, have + 1); n <= MOST_SEEDS; n++) {
    const error = deviation / Math.sqrt(n);
    const succeeds = (distance: number) =>
      error > 0 ? studentTCdf(distance / error - studentTQuantile(1 - alpha, n - 1), n - 1) : Number(distance > 0);
    const power = size < margin ? succeeds(margin - size) + succeeds(margin + size) - 1 : succeeds(size - margin);
    if (power >= POWER) return n;
  }
  return null;
}
