/**
 * How many seeds would decide: the smallest n with
 *   (t_{1-α, n-1} + t_{0.8, n-1}) · s/√n ≤ | margin - |δ| |,
 * i.e. with 80 % power if the measured difference δ and spread s are the true ones (Julious, Stat. Med. 23 (2004) 1921).
 */
import { studentTQuantile } from "../numerics/student-t.js";

const POWER = 0.8;
/** Beyond this the difference lies at the margin, and more data is not the way out. */
export const MOST_SEEDS = 100;

/** null where the spread is unknown or no n up to MOST_SEEDS is enough. `have` seeds were not enough, so the answer is larger. */
export function neededSeeds(difference: number, deviation: number, margin: number, have: number, alpha = 0.05): number | null {
  const distance = Math.abs(margin - Math.abs(difference));
  if (!(distance > 0) || !Number.isFinite(deviation)) return null;
  for (let n = Math.max(3, have + 1); n <= MOST_SEEDS; n++) {
    const quantiles = studentTQuantile(1 - alpha, n - 1) + studentTQuantile(POWER, n - 1);
    if ((quantiles * deviation) / Math.sqrt(n) <= distance) return n;
  }
  return null;
}
