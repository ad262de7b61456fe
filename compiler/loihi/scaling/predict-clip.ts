/** How often the state of a neuron is expected to leave the range of its register at a scale, however that was chosen. */
import { WHOLE_NETWORK } from "../../../src/program/run-losses.js";
import type { ForeseenAtScale, Lowered, PassContext, Scaled, ScaledGroup } from "../stages.js";
import { accumulatorName, boardSumsOf, coarserUnit } from "./board-accumulator.js";
import type { StateDemands } from "./choose-mantissa.js";
import { upperTail } from "./input-statistics.js";

/** What is nothing: less than once in 10^9 steps. */
const NEGLIGIBLE = 1e-9;

type Register = "v" | "u" | "accumulator";
const REGISTERS: readonly Register[] = ["v", "u", "accumulator"];

/** What the neurons ask of a register, mV. */
interface Asked {
  readonly moments: readonly (readonly [mean: Float64Array, sd: Float64Array])[];
  readonly above: Float64Array | null;
  readonly below: Float64Array;
  /** What known spike times alone make of it. */
  readonly reach: Float64Array;
}

function askedOf({ statistics, known }: StateDemands): Readonly<Record<Register, Asked>> {
  const { input, uAbove, uBelow, vBelow } = known;
  return {
    v: { moments: statistics.map((s) => [s.meanV, s.sdV]), above: null, below: vBelow, reach: vBelow },
    u: {
      moments: statistics.map((s) => [s.meanU, s.sdU]),
      above: uAbove,
      below: uBelow,
      reach: uAbove.map((x, i) => Math.max(x, uBelow[i])),
    },
    accumulator: { moments: statistics.map((s) => [s.meanA, s.sdA]), above: input, below: input, reach: input },
  };
}

/** Mean over the neurons of the probability that x goes beyond ±limit, in the drive that makes it most likely and the worst step of the known input. */
function shareOfTail(scaleOf: (i: number) => number, limit: number, { moments, above, below }: Asked): number {
  const size = below.length;
  let sum = 0;
  for (let i = 0; i < size; i++) {
    const most = limit / scaleOf(i);
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

/** Halvings in the search of a scale: 2^-10 of an octave is finer than two digits. */
const HALVINGS = 10;

/** The largest scale for all neurons, LSB per mV, at which the register is predicted to hold. @param from a scale at which it is not */
function scaleThatHolds(from: number, limit: number, asked: Asked): number {
  const certain = asked.reach.reduce((least, reach) => (reach > 0 ? Math.min(least, limit / reach) : least), from);
  const holds = (scale: number) => shareOfTail(() => scale, limit, asked) < NEGLIGIBLE;
  if (holds(certain)) return certain;
  let low = certain / 2;
  while (low > 0 && !holds(low)) low /= 2;
  let high = 2 * low;
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** What is predicted of the registers at the scale at hand. */
export interface PredictedClip {
  readonly share: Scaled["predictedClip"];
  readonly foreseen: readonly ForeseenAtScale[];
  /** The largest scale at which nothing of `foreseen` is; Infinity where that is empty. */
  readonly scale: number;
}

/** Foresees what overflows by chance, and what known spike times alone take beyond a register. */
export function predictClip(
  lowered: Lowered,
  scale: Float64Array,
  groups: readonly ScaledGroup[],
  state: StateDemands,
  context: PassContext,
): PredictedClip {
  const { target, profile, options } = context;
  const { widths } = target;
  const { size } = lowered.network;
  const whole = { kind: "overflow-possible", where: WHOLE_NETWORK, of: size } as const;
  const board = boardSumsOf(groups, context);
  const limits = {
    v: 2 ** (widths.v - 1) - 1,
    u: 2 ** (widths.u - 1) - 1,
    accumulator:
      board?.positive ?? (profile.accumulatorBits === null ? Infinity : 2 ** (profile.accumulatorBits - 1) - 1),
  };
  const asked = askedOf(state);
  const shares = { v: 0, u: 0, accumulator: 0 };
  const foreseen: ForeseenAtScale[] = [];
  let fitting = Infinity;
  for (const what of REGISTERS) {
    const limit = limits[what];
    shares[what] = shareOfTail((i) => scale[i], limit, asked[what]);
    const ends = what === "accumulator" ? board : null;
    const name = ends === null ? what : accumulatorName(ends);
    // With bits of fraction a coarser unit gives room, which a smaller scale need not.
    const byUnit = ends !== null && ends.fraction > 0;
    const wayOut = (beside: string): ForeseenAtScale["wayOut"] =>
      byUnit
        ? { instead: coarserUnit(options) }
        : { beside: ends === null ? beside : `${beside}, or compile with --profile hw, whose accumulator wraps` };
    const { reach } = asked[what];
    const certain = scale.reduce((count, s, i) => count + (reach[i] * s > limit ? 1 : 0), 0);
    const worst = scale.reduce((most, s, i) => Math.max(most, reach[i] * s), 0);
    if (certain > 0)
      foreseen.push({
        diagnostic: {
          code: "overflow-certain",
          severity: "warning",
          message: `Known spike times take ${name} of ${certain} of ${size} neurons out of its range: ${ends === null ? "what is beyond it is lost" : "that ends a run on the board"}.`,
          limit: { what: "LSB", used: Math.round(worst), max: limit },
        },
        wayOut: wayOut(
          options.scale === null ? "or make the input smaller" : "or leave it out: it is then chosen for them",
        ),
        entry: byUnit
          ? null
          : {
              ...whole,
              count: certain,
              worst: worst / limit,
              unit: `times the range of ${name}`,
              note: `known spike times take ${name} out of its range`,
            },
      });
    else if (shares[what] >= NEGLIGIBLE)
      foreseen.push({
        diagnostic: {
          code: "overflow-predicted",
          severity: "warning",
          message: `${ends === null ? what : `The ${name.slice(4)}`} is predicted to leave its range in ${(100 * shares[what]).toPrecision(2)} % of steps${ends === null ? "" : ", and the first time ends a run on the board"}.`,
        },
        wayOut: wayOut("or choose larger thresholds"),
        entry: byUnit
          ? null
          : {
              ...whole,
              count: size,
              worst: shares[what],
              unit: `share of steps beyond the range of ${name}`,
              note: `${name} is predicted to leave its range`,
            },
      });
    else continue;
    if (!byUnit)
      fitting = Math.min(
        fitting,
        scaleThatHolds(
          scale.reduce((a, b) => Math.min(a, b), Infinity),
          limit,
          asked[what],
        ),
      );
  }
  return { share: shares, foreseen, scale: fitting };
}
