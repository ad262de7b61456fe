/** How fast spike sources may be: checked where a rate is written, so that the error has its place. */
import { LARGEST_POISSON_MEAN } from "../numerics/poisson-table.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { spreadBounds, spreadMean } from "./quantity.js";
import type { LoweringContext } from "./quantity.js";
import type { Spread } from "./types.js";

/** Records an error where the largest (with tails: the mean) rate in Hz is more than `most` or more than a time step can carry. */
export function checkSourceRate(ctx: LoweringContext, rate: Spread, path: DocumentPath, most = Infinity): void {
  const { high } = spreadBounds(rate);
  const highest = Number.isFinite(high) ? high : spreadMean(rate);
  // A time step with an error of its own sets no limit.
  const ofStep = ctx.timestep > 0 ? (LARGEST_POISSON_MEAN * 1000) / ctx.timestep : Infinity;
  if (highest > Math.min(most, ofStep)) {
    const reason = most < ofStep ? "" : `, where a step of ${ctx.timestep} ms has ${LARGEST_POISSON_MEAN} spikes`;
    ctx.problems.error(
      "out-of-range",
      path,
      `${formatPath(path)}: a rate of ${highest} Hz is above ${Math.min(most, ofStep)} Hz${reason}`,
      "lower the rate, or raise the weight instead",
    );
  }
}
