/** Independent check of `scale`: registers inside their widths, every weight representable, decay factors nearest to the ideal. */
import type { Lowered, PassContext, Scaled } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

export function checkScaled(lowered: Lowered, output: Scaled, context: PassContext): void {
  const { widths } = context.target;
  const { options } = context;
  if (output.lowered !== lowered) internalFault("scale: the result does not contain its input");
  const one = 1 << widths.decay;
  for (let i = 0; i < lowered.network.size; i++) {
    if (!(output.scale[i] > 0) || !Number.isFinite(output.scale[i]))
      internalFault(`scale: neuron ${i} has scale ${output.scale[i]}`);
    if (output.du[i] >= one || output.dv[i] >= one)
      internalFault(`scale: decay registers ${output.du[i]}, ${output.dv[i]} of neuron ${i}`);
    if (output.thresholdMantissa[i] >= 1 << widths.thresholdMantissa)
      internalFault(`scale: threshold mantissa ${output.thresholdMantissa[i]} of neuron ${i}`);
    if (options.scale === null) {
      const threshold = (output.thresholdMantissa[i] * (1 << widths.thresholdShift) + 0.5) / output.scale[i];
      if (Math.abs(threshold - lowered.neurons.threshold[i]) > 1e-9 * threshold)
        internalFault(`scale: threshold of neuron ${i} is ${threshold} mV`);
    }
    if (options.compensateDecay && lowered.neurons.decayU[i] > 0 && lowered.neurons.decayU[i] < 1 - 1 / one) {
      const factor = (one - output.du[i] - widths.uDecayOffset) / one;
      if (Math.abs(factor - lowered.neurons.decayU[i]) > 0.500001 / one && output.du[i] < one - 1)
        internalFault(`scale: u factor of neuron ${i} is ${factor}`);
    }
    if (options.compensateDecay && output.dv[i] > 1 && output.dv[i] < one - 1) {
      const factor = (one - output.dv[i] - widths.vDecayOffset) / one;
      if (Math.abs(factor - lowered.neurons.decayV[i]) > 0.500001 / one)
        internalFault(`scale: v factor of neuron ${i} is ${factor}`);
    }
  }
  const end = 2 ** (widths.v - 1);
  if (output.vmin >= 0 || output.vmax <= 0 || output.vmin < -end || output.vmax >= end)
    internalFault(`scale: voltage limits ${output.vmin}, ${output.vmax}`);
  const covered = new Set<number>();
  for (const group of output.groups) {
    covered.add(group.projection);
    if (
      group.weightExponent < context.profile.minWeightExponent ||
      group.weightExponent > context.profile.maxWeightExponent
    ) {
      internalFault(`scale: exponent ${group.weightExponent} of group ${group.name}`);
    }
  }
  if (covered.size !== lowered.projections.length) internalFault("scale: a projection has no synapse group");
}
