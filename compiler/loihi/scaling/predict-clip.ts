/** How often the state of a neuron is expected to leave the range of its register at a scale, however that was chosen. */
import type { Lowered, PassContext, Scaled, ScaledGroup } from "../stages.js";
import { accumulatorName, boardSumsOf, coarserUnit } from "./board-accumulator.js";
import type { StateDemands } from "./choose-mantissa.js";
import { upperTail } from "./input-statistics.js";

/** What is nothing: less than once in 10^9 steps. */
const NEGLIGIBLE = 1e-9;

/** Mean over the neurons of the probability that x goes beyond ±limit, in the drive that makes it most likely and the worst step of the known input. */
function shareOfTail(
  lowered: Lowered,
  scale: Float64Array,
  limit: number,
  moments: readonly (readonly [mean: Float64Array, sd: Float64Array])[],
  above: Float64Array | null,
  below: Float64Array,
): number {
  const { size } = lowered.network;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const most = limit / scale[i];
    let share = 0;
    for (const [mean, sd] of moments) {
      share = Math.max(
        share,
        upperTail(most - below[i], -mean[i], sd[i]) + (above === null ? 0 : upperTail(most - above[i], mean[i], sd[i])),
      );
    }
    sum += Math.min(1, share);
  }
  return size > 0 ? sum / size : 0;
}

/** Tells what overflows by chance, and what known spike times alone take beyond a register. */
export function predictClip(
  lowered: Lowered,
  scale: Float64Array,
  groups: readonly ScaledGroup[],
  { statistics, known }: StateDemands,
  context: PassContext,
): Scaled["predictedClip"] {
  const { target, profile, options, report } = context;
  const { widths } = target;
  const board = boardSumsOf(groups, context);
  const limits = {
    v: 2 ** (widths.v - 1) - 1,
    u: 2 ** (widths.u - 1) - 1,
    accumulator:
      board?.positive ?? (profile.accumulatorBits === null ? Infinity : 2 ** (profile.accumulatorBits - 1) - 1),
  };
  const clip = {
    v: shareOfTail(
      lowered,
      scale,
      limits.v,
      statistics.map((s) => [s.meanV, s.sdV]),
      null,
      known.vBelow,
    ),
    u: shareOfTail(
      lowered,
      scale,
      limits.u,
      statistics.map((s) => [s.meanU, s.sdU]),
      known.uAbove,
      known.uBelow,
    ),
    accumulator: shareOfTail(
      lowered,
      scale,
      limits.accumulator,
      statistics.map((s) => [s.meanA, s.sdA]),
      known.input,
      known.input,
    ),
  };
  const reach = {
    v: known.vBelow,
    u: known.uAbove.map((x, i) => Math.max(x, known.uBelow[i])),
    accumulator: known.input,
  };
  for (const what of ["v", "u", "accumulator"] as const) {
    const ends = what === "accumulator" ? board : null;
    const name = ends === null ? what : accumulatorName(ends);
    const roomOf = (inWords: string) =>
      ends === null
        ? inWords
        : ends.fraction > 0
          ? coarserUnit(options)
          : `${inWords}, or compile with --profile hw, whose accumulator wraps`;
    const certain = scale.reduce((count, s, i) => count + (reach[what][i] * s > limits[what] ? 1 : 0), 0);
    if (certain > 0) {
      const worst = scale.reduce((most, s, i) => Math.max(most, reach[what][i] * s), 0);
      report({
        code: "overflow-certain",
        severity: "warning",
        message: `Known spike times take ${name} of ${certain} of ${lowered.network.size} neurons out of its range: ${ends === null ? "what is beyond it is lost" : "that ends a run on the board"}.`,
        limit: { what: "LSB", used: Math.round(worst), max: limits[what] },
        hint: roomOf("choose a smaller --scale, or let the compiler choose it"),
      });
    } else if (clip[what] >= NEGLIGIBLE) {
      report({
        code: "overflow-predicted",
        severity: "warning",
        message: `${ends === null ? what : `The ${name.slice(4)}`} is predicted to leave its range in ${(100 * clip[what]).toPrecision(2)} % of steps${ends === null ? "" : ", and the first time ends a run on the board"}.`,
        hint: roomOf("choose a smaller --scale, or larger thresholds"),
      });
    }
  }
  return clip;
}
