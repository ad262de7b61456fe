/**
 * The ideal mantissa of a synapse: x = w·factor·unitWeight·gain·S / 2^(6+e), in units of the mantissa (not of the grid step).
 * Shared by the quantizer's ledger and by its readers; the checker computes it again in its own way.
 */
import type { LoihiTarget } from "../../../src/targets/loihi/target.js";
import type { Scaled } from "../stages.js";

/** LSB of v per unit of weight for a synapse onto neuron `id`, positive and negative weights. */
export function lsbPerWeight(scaled: Scaled, projection: number, id: number): { positive: number; negative: number } {
  const { lowered } = scaled;
  const l = lowered.projections[projection];
  const base = lowered.neurons.unitWeight[id] * scaled.weightGain[id] * scaled.scale[id];
  return { positive: base * l.weightFactor, negative: base * (l.negativeWeightFactor ?? l.weightFactor) };
}

/** LSB of v at arrival per unit of mantissa. */
export function lsbPerMantissa(exponent: number, target: LoihiTarget): number {
  return 2 ** (target.widths.weightShift + exponent);
}
