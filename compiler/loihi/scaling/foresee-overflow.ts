/**
 * Says at compile time what may overflow at run time: the synaptic accumulator (hw), or u where the arithmetic has no accumulator (lava), wraps when
 * more arrives in one step than it holds. Everything at once is the worst case and rarely happens: it is entered in the ledger with how many
 * inputs it takes. A warning is for what is likely: a single weight, known spike times, populations that start in step.
 */
import { twoDigitsBelow } from "../../../src/numerics/two-digits.js";
import { lsbPerWeight } from "../rounding/ideal-weight.js";
import { worstArrivals } from "../../common/input/worst-arrivals.js";
import type { PassContext, Scaled } from "../stages.js";
import { enterArrivals } from "./enter-arrivals.js";

export function foreseeOverflow(scaled: Scaled, context: PassContext): void {
  const { network, projections } = scaled.lowered;
  const { profile, target } = context;
  const [what, limit] =
    profile.accumulatorBits === null
      ? ["the synaptic current u", 2 ** (target.widths.u - 1)]
      : ["the synaptic accumulator", 2 ** (profile.accumulatorBits - 1)];
  // Rows of the lowered projections: their weights are those of the network, scaled by lsbPerWeight.
  const lowered = { ...network, projections: projections.map(({ projection }) => projection) };
  for (const p of network.populations) {
    const scale = scaled.scale[p.first];
    const arrivals = worstArrivals(lowered, p.index, (index, i, negative) => {
      const { positive: plus, negative: minus } = lsbPerWeight(scaled, index, p.first + i);
      return negative ? minus : plus;
    });
    enterArrivals(
      p,
      arrivals,
      {
        positive: limit,
        negative: limit,
        holds: `${what} holds ${Number((limit / scale).toPrecision(3))} mV a step`,
        together: "of one delay at once pass it",
        likely: `${what} is likely to wrap`,
        hint: (times) =>
          `compile with a smaller --scale, about ${twoDigitsBelow(scale / times)} instead of ${Number(scale.toPrecision(4))} LSB per mV, or spread the delays or the initial V_m`,
      },
      context,
    );
  }
}
