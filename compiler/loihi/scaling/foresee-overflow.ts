/**
 * Says at compile time what may overflow at run time: the synaptic accumulator (hw), or u where the arithmetic has no accumulator (lava), wraps when
 * more arrives in one step than it holds. Everything at once is the worst case and rarely happens: it is entered in the ledger with how many
 * inputs it takes. A warning is for what is likely: a single weight, known spike times, populations that start in step.
 */
import { fittingScaleHint } from "../../../src/options/fitting-scale.js";
import { lsbPerWeight } from "../rounding/ideal-weight.js";
import { worstArrivals } from "../../common/input/worst-arrivals.js";
import type { PassContext, Scaled } from "../stages.js";
import { arrivalsBeyond, type ForeseenArrivals } from "./enter-arrivals.js";

type Arithmetic = Pick<PassContext, "target" | "profile">;

/** Gives what may arrive beyond the chip's own register, one a population. */
export function foreseeOverflow(scaled: Scaled, { profile, target }: Arithmetic): ForeseenArrivals[] {
  const { network, projections } = scaled.lowered;
  const [what, limit] =
    profile.accumulatorBits === null
      ? ["the synaptic current u", 2 ** (target.widths.u - 1)]
      : ["the synaptic accumulator", 2 ** (profile.accumulatorBits - 1)];
  // Rows of the lowered projections: their weights are those of the network, scaled by lsbPerWeight.
  const lowered = { ...network, projections: projections.map(({ projection }) => projection) };
  return network.populations.map((p) => {
    const scale = scaled.scale[p.first];
    const arrivals = worstArrivals(lowered, p.index, (index, i, negative) => {
      const { positive: plus, negative: minus } = lsbPerWeight(scaled, index, p.first + i);
      return negative ? minus : plus;
    });
    return arrivalsBeyond(p, arrivals, {
      positive: limit,
      negative: limit,
      holds: `${what} holds ${Number((limit / scale).toPrecision(3))} mV a step`,
      together: "of one delay at once pass it",
      likely: `${what} is likely to wrap`,
      hint: (fitting) => `${fittingScaleHint(fitting, scale)}, or spread the delays or the initial V_m`,
    });
  });
}
