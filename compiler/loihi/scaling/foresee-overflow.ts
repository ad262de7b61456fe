/**
 * Says at compile time what may overflow at run time: the synaptic accumulator (hw), or u where the arithmetic has no accumulator (lava), wraps when
 * more arrives in one step than it holds. Everything at once is the worst case and rarely happens: it is entered in the ledger with how many
 * inputs it takes. A warning is for what is likely: a single weight, known spike times, populations that start in step.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import { twoDigitsBelow } from "../../../src/numerics/two-digits.js";
import { lsbPerWeight } from "../rounding/ideal-weight.js";
import { exceeds, worstArrivals, type Exceeded } from "../../common/input/worst-arrivals.js";
import type { PassContext, Scaled } from "../stages.js";

export function foreseeOverflow(scaled: Scaled, context: PassContext): void {
  const { network, projections } = scaled.lowered;
  const { profile, target, ledger, report } = context;
  const [what, limit] =
    profile.accumulatorBits === null
      ? ["the synaptic current u", 2 ** (target.widths.u - 1)]
      : ["the synaptic accumulator", 2 ** (profile.accumulatorBits - 1)];
  // Rows of the lowered projections: their weights are those of the network, scaled by lsbPerWeight.
  const lowered = { ...network, projections: projections.map(({ projection }) => projection) };
  for (const p of network.populations) {
    const arrivals = worstArrivals(lowered, p.index, (index, i, negative) => {
      const { positive: plus, negative: minus } = lsbPerWeight(scaled, index, p.first + i);
      return negative ? minus : plus;
    });
    const holds = `${what} holds ${Number((limit / scaled.scale[p.first]).toPrecision(3))} mV a step`;
    let [heaviest, sentence] = [1, ""];
    for (const [name, sign] of [
      ["excitatory", arrivals.positive],
      ["inhibitory", arrivals.negative],
    ] as const) {
      const found = exceeds(sign, () => limit);
      if (found === null) continue;
      ledger.add({
        kind: "overflow-possible",
        where: `population ${p.name}`,
        count: Math.max(1, found.neurons),
        of: p.size,
        worst: Math.max(found.worst, found.likely),
        unit: `times the range, ${name}`,
        note: `${holds}: ${found.needed.toLocaleString("en")} of ${counted(found.inputs, `${name} input`)} of one delay at once pass it`,
      });
      if (Math.max(found.single, found.likely) > heaviest)
        [heaviest, sentence] = [Math.max(found.single, found.likely), why(found, name, arrivals.because)];
    }
    if (sentence === "") continue;
    report({
      code: "overflow-likely",
      severity: "warning",
      place: { object: `population ${p.name}` },
      message: `Population ${p.name}: ${what} is likely to wrap: ${sentence}, and ${holds}.`,
      hint: `compile with a smaller --scale, about ${twoDigitsBelow(scaled.scale[p.first] / heaviest)} instead of ${Number(scaled.scale[p.first].toPrecision(4))} LSB per mV, or spread the delays or the initial V_m`,
    });
  }
}

function why({ single, likely, needed, inputs }: Exceeded, name: string, because: readonly string[]): string {
  if (single > 1) return `one ${name} weight alone is ${Number(single.toPrecision(3))} times what it holds`;
  return `${because.join(", ")} may send ${Number(likely.toPrecision(3))} times what it holds in one step (${needed.toLocaleString("en")} of ${counted(inputs, `${name} input`)} are enough)`;
}
