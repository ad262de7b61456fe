/** By how much one population's rate follows another's: the peak of their cross-correlation, with a parabola through its three highest points. */
import { largestOf } from "../../src/numerics/extrema.js";
import { crossCorrelation } from "../../src/numerics/fft.js";
import { meanOf } from "../../src/numerics/sample-moments.js";

/** ms, positive where `follower` is late; searched within ± `window` ms. NaN where either rate is constant. */
export function rateLag(leader: Float64Array, follower: Float64Array, binMs: number, window: number): number {
  const centred = (x: Float64Array) => {
    const mean = meanOf(x);
    return x.map((value) => value - mean);
  };
  const most = Math.round(window / binMs);
  const [a, b] = [centred(leader), centred(follower)];
  if (a.every((x) => x === 0) || b.every((x) => x === 0)) return NaN;
  const correlation = crossCorrelation(a, b, most);
  const best = correlation.indexOf(largestOf(correlation));
  const [left, middle, right] = [best - 1, best, best + 1].map((k) => correlation[k] ?? NaN);
  const offset = (left - right) / (2 * (left - 2 * middle + right));
  return (best - most + (Number.isFinite(offset) ? offset : 0)) * binMs;
}
