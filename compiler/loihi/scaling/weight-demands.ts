/** What each future synapse group demands of the scale: its largest weight and its summed weight, mV at arrival, per postsynaptic neuron. */
import type { SignMode } from "../../../src/program/loihi/program.js";
import { mean, total, type RowMoments } from "../../common/input/row-moments.js";
import type { Lowered } from "../stages.js";

export interface GroupDemand {
  readonly name: string;
  /** Index into Lowered.projections. */
  readonly projection: number;
  readonly signMode: SignMode;
  /** mV, including decay compensation; length postSize. */
  readonly largest: Float64Array;
  /** Magnitude in mV per unit threshold if all weights of the group are one number relative to threshold; NaN otherwise. */
  readonly constant: number;
  /** Share in the fit: mean summed magnitude, mV. */
  readonly share: number;
}

/** Groups in the order of projections, excitatory before inhibitory. A projection without synapses still has one group. */
export function weightDemands(
  lowered: Lowered,
  rows: readonly RowMoments[],
  gain: Float64Array,
  mode: "separate" | "mixed",
): GroupDemand[] {
  const { neurons } = lowered;
  return lowered.projections.flatMap((l, index): GroupDemand[] => {
    const p = l.projection;
    const { positive, negative } = rows[index];
    const has = { positive: total(positive.count) > 0, negative: total(negative.count) > 0 };
    const demand = (name: string, signMode: SignMode, signs: readonly ("positive" | "negative")[]): GroupDemand => {
      const largest = new Float64Array(p.postSize);
      let low = Infinity;
      let high = 0;
      let share = 0;
      for (let i = 0; i < p.postSize; i++) {
        const id = p.postFirst + i;
        const unit = neurons.unitWeight[id] * gain[id];
        for (const sign of signs) {
          const factor = unit * (sign === "negative" ? (l.negativeWeightFactor ?? l.weightFactor) : l.weightFactor);
          const r = rows[index][sign];
          if (r.count[i] === 0) continue;
          largest[i] = Math.max(largest[i], r.largest[i] * factor);
          share += r.sum[i] * factor;
          high = Math.max(high, (r.largest[i] * factor) / neurons.threshold[id]);
          low = Math.min(low, ((r.sum[i] / r.count[i]) * factor) / neurons.threshold[id]);
        }
      }
      const constant = high > 0 && high - low < 1e-9 * high ? high : NaN;
      return { name, projection: index, signMode, largest, constant, share: share / Math.max(1, p.postSize) };
    };
    const name = p.name;
    if (mode === "mixed") return [demand(name, "mixed", ["positive", "negative"])];
    if (has.positive && has.negative) {
      // Weights of exactly 0 count as positive: a projection whose only positive weights are 0 needs no excitatory group.
      if (mean(positive.sum) > 0)
        return [
          demand(`${name} (exc)`, "excitatory", ["positive"]),
          demand(`${name} (inh)`, "inhibitory", ["negative"]),
        ];
      return [demand(name, "inhibitory", ["negative"])];
    }
    return has.negative ? [demand(name, "inhibitory", ["negative"])] : [demand(name, "excitatory", ["positive"])];
  });
}
