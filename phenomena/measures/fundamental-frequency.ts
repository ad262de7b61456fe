/**
 * Fundamental frequency of a rhythm from the power spectrum of a population rate. Narrow volleys have harmonics nearly as strong as the
 * fundamental, and where a line falls between two points of the spectrum a harmonic can even be the highest point. So: the lowest local
 * maximum with at least a quarter of the highest power, refined by the parabola through the logarithms of three points (for a Hann window
 * that is good to a tenth of their distance).
 */
import type { RhythmMetrics } from "../../src/analysis/metrics.js";
import { largestOf } from "../../src/numerics/extrema.js";

const SHARE_OF_HIGHEST = 1 / 4;

/** Hz; NaN without a spectrum, or where its power only rises or falls. */
export function fundamentalFrequency({
  frequencies,
  power,
  resolutionHz,
}: Pick<RhythmMetrics, "frequencies" | "power" | "resolutionHz">): number {
  const least = SHARE_OF_HIGHEST * largestOf(power);
  for (let k = 1; k + 1 < power.length; k++) {
    if (power[k] < least || power[k] < power[k - 1] || power[k] <= power[k + 1]) continue;
    const [left, middle, right] = [k - 1, k, k + 1].map((j) => Math.log(power[j]));
    return frequencies[k] + (resolutionHz * (left - right)) / (2 * (left - 2 * middle + right));
  }
  return NaN;
}
