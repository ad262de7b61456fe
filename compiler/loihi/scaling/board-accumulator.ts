/**
 * The accumulator of a board (src/targets/loihi/board-accumulator.ts) in the compiler: how many bits of fraction leave room for the input that is
 * expected, and what is said of the input that may still leave it. A sum beyond it ends the run, so the sums are those of the integers that the
 * board adds, of all delays at once and as many spikes of each source as there may be: where none of them passes the range, no run ends so.
 */
import type { Network, Projection } from "../../../src/network/types.js";
import { fittingScaleHint } from "../../../src/options/fitting-scale.js";
import type { LoihiOptions } from "../../../src/options/loihi.js";
import { boardSums, fractionBitsOf, type BoardSums } from "../../../src/targets/loihi/board-accumulator.js";
import { mostSpikesInAStep } from "../../common/input/most-spikes.js";
import { worstArrivals } from "../../common/input/worst-arrivals.js";
import { lsbPerMantissa } from "../rounding/ideal-weight.js";
import type { PassContext, QuantizedProjection, Scaled, ScaledGroup } from "../stages.js";
import { arrivalsBeyond, type ForeseenArrivals } from "./enter-arrivals.js";
import { weightGrid } from "./weight-grid.js";

type Arithmetic = Pick<PassContext, "target" | "profile">;

/** Bits of the grid step of a group: its mantissas are multiples of 2^bits. */
export function droppedBits(
  { signMode, weightBits }: Pick<ScaledGroup, "signMode" | "weightBits">,
  { target }: Arithmetic,
): number {
  return Math.log2(weightGrid(signMode, weightBits, target.widths.weightMantissa).step);
}

/** Gives the most bits of fraction at which a sum of so many LSB of v fits; null where the board's accumulator decides nothing. */
export function fractionThatFits(sum: number, { target, profile }: Arithmetic): number | null {
  const { accumulator } = target;
  if (accumulator === undefined) return null;
  for (let fraction = accumulator.fractionBits.value!; fraction > 0; fraction--) {
    const sums = boardSums(target, profile, fraction);
    if (sums !== null && sum <= sums.positive) return fraction;
  }
  return 0;
}

/** Gives the accumulator at the most fraction that groups of these exponents can have; null where leaving it ends no run. */
export function boardSumsOf(groups: readonly ScaledGroup[], context: Arithmetic): BoardSums | null {
  const fraction = groups.reduce((most, g) => Math.max(most, -g.weightExponent - droppedBits(g, context)), 0);
  return boardSums(context.target, context.profile, fraction);
}

/** The most bits of fraction that a weight has. */
function fractionOf(groups: readonly ScaledGroup[], projections: readonly QuantizedProjection[]): number {
  let most = 0;
  for (const { mantissa, group } of projections) {
    const synapses = typeof mantissa === "number" ? (typeof group === "number" ? 1 : group.length) : mantissa.length;
    for (let k = 0; k < synapses; k++) {
      const { weightExponent } = groups[typeof group === "number" ? group : group[k]];
      if (-weightExponent > most)
        most = Math.max(most, fractionBitsOf(typeof mantissa === "number" ? mantissa : mantissa[k], weightExponent));
    }
  }
  return most;
}

/** The projections as the board has them: weights in LSB of v, delays as their fields. */
function onBoard(
  { lowered, groups }: Scaled,
  projections: readonly QuantizedProjection[],
  { target }: Arithmetic,
): Projection[] {
  return lowered.projections.map(({ projection }, index): Projection => {
    const { mantissa, group, delay } = projections[index];
    const lsbOf = groups.map(({ weightExponent }) => lsbPerMantissa(weightExponent, target));
    if (typeof mantissa === "number" && typeof group === "number")
      return { ...projection, weight: mantissa * lsbOf[group], delay };
    // A mantissa of 9 bits times a power of two: exact in 24 bits.
    const weight = Float32Array.from(
      { length: projection.source.length },
      (_, k) =>
        (typeof mantissa === "number" ? mantissa : mantissa[k]) * lsbOf[typeof group === "number" ? group : group[k]],
    );
    return { ...projection, weight, delay };
  });
}

/** Where the integers came from, which decides the way out. */
export type IntegersFrom = "description" | "integers";

/**
 * Gives what may leave the accumulator of the board, one a population, and whether a smaller scale makes it fit.
 * @returns null where leaving it ends no run
 */
export function foreseeBoardOverflow(
  scaled: Scaled,
  projections: readonly QuantizedProjection[],
  context: Arithmetic & Pick<PassContext, "options">,
  from: IntegersFrom = "description",
): { readonly arrivals: readonly ForeseenArrivals[]; readonly byScale: boolean } | null {
  const sums = boardSums(context.target, context.profile, fractionOf(scaled.groups, projections));
  if (sums === null) return null;
  const network: Network = { ...scaled.lowered.network, projections: onBoard(scaled, projections, context) };
  const what = accumulatorName(sums);
  const arrivals = network.populations.map((p) => {
    const scale = scaled.scale[p.first];
    const worst = worstArrivals(network, p.index, () => 1, {
      allDelays: true,
      volleys: from === "description",
      spikesOf: ({ preKind, pre }) => (preKind === "source" ? mostSpikesInAStep(network.sources[pre], network) : 1),
    });
    return arrivalsBeyond(p, worst, {
      positive: sums.positive,
      negative: sums.negative,
      holds: `${what} holds ${Number((sums.positive / scale).toPrecision(3))} mV a step`,
      together: "at once pass it, which ends a run on the board",
      likely: `${what} is likely to overflow, which ends a run on the board`,
      hint: (fitting) => wayOut(sums, fitting, scale, context, from),
    });
  });
  return { arrivals, byScale: from === "description" && sums.fraction === 0 };
}

/** "the board's accumulator of 16 bits (3 of them fraction)" */
export function accumulatorName({ bits, fraction }: BoardSums): string {
  return `the board's accumulator of ${bits} bits${fraction === 0 ? "" : ` (${fraction} of them fraction)`}`;
}

/** What gives a sum with a fraction more room. */
export function coarserUnit({ weightExponent }: Pick<LoihiOptions, "weightExponent">): string {
  const coarser = [...(weightExponent === "network" ? [] : ["--weight-exponent network"]), "fewer --weight-bits"];
  return `compile with ${coarser.join(" or ")}, so that weights have fewer bits of fraction`;
}

/** Without a fraction, smaller sums help; with one, a coarser unit. */
function wayOut(
  { fraction }: BoardSums,
  fitting: number | null,
  scale: number,
  { options, profile }: Pick<PassContext, "options" | "profile">,
  from: IntegersFrom,
): string {
  const spread = "spread the delays or the initial V_m";
  if (from === "integers")
    return fraction > 0
      ? "give the groups of network.json larger weight exponents, with mantissas to match, so that weights have fewer bits of fraction"
      : "make weights, bias and threshold smaller in network.json, by one factor; or compile with --profile hw, whose accumulator wraps";
  if (fraction > 0) {
    return `${coarserUnit(options)}, or ${spread}`;
  }
  return `${fittingScaleHint(fitting, scale)}${profile.accumulatorBits === null ? ", or with --profile hw, whose accumulator wraps" : ""}, or ${spread}`;
}
