/**
 * Independent check of `quantize`: no synapse lost, mantissas in range with their low bits dropped, delays kept,
 * and with `balance` rounding every row sum within one grid step of the ideal (unless all synapses of the row are saturated).
 */
import type { PassContext, Quantized, Scaled } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

export function checkQuantized(scaled: Scaled, output: Quantized, context: PassContext): void {
  const { widths, limits, synapse } = context.target;
  const { lowered } = scaled;
  const maxDelay = Math.min(limits.maxDelay.value ?? Infinity, 2 ** synapse.maxDelayBits - 1);
  const maxRefractory = limits.maxRefractory.value ?? Infinity;
  if (output.projections.length !== lowered.projections.length) internalFault("quantize: a projection was lost");
  const bound = 1 << widths.weightMantissa;
  const dropped = scaled.groups.map(
    (group) => widths.weightMantissa - group.weightBits + (group.signMode === "mixed" ? 1 : 0),
  );
  const lsb = scaled.groups.map((group) => 2 ** (widths.weightShift + group.weightExponent));
  // Of each group on one row: ideal and rounded sum, and whether a synapse could still have moved.
  const ideal = new Float64Array(scaled.groups.length);
  const rounded = new Float64Array(scaled.groups.length);
  const room = new Uint8Array(scaled.groups.length);
  output.projections.forEach((quantized, index) => {
    const { projection: p, delayShift, weightFactor, negativeWeightFactor } = lowered.projections[index];
    for (const column of [quantized.mantissa, quantized.group, quantized.delay]) {
      if (typeof column !== "number" && column.length !== p.source.length)
        internalFault(`quantize: projection ${p.name} has ${column.length} synapses, not ${p.source.length}`);
    }
    const columns = [quantized.mantissa, quantized.group, quantized.delay, p.delay, p.weight];
    const alike = columns.every((column) => typeof column === "number");
    const own = scaled.groups.flatMap((group, g) => (group.projection === index ? [g] : []));
    for (let i = 0; i < p.postSize; i++) {
      const id = p.postFirst + i;
      const unit = lowered.neurons.unitWeight[id] * scaled.weightGain[id] * scaled.scale[id];
      // Where nothing differs within the row, one synapse stands for all.
      const times = alike ? p.rowStart[i + 1] - p.rowStart[i] : 1;
      for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k += times) {
        const m = typeof quantized.mantissa === "number" ? quantized.mantissa : quantized.mantissa[k];
        const g = typeof quantized.group === "number" ? quantized.group : quantized.group[k];
        const group = scaled.groups[g];
        if (group === undefined || group.projection !== index)
          internalFault(`quantize: synapse ${k} of projection ${p.name} is in group ${g}`);
        const step = 1 << dropped[g];
        if (m % step !== 0) internalFault(`quantize: mantissa ${m} of projection ${p.name} keeps low bits`);
        if (
          m >= bound ||
          m < -bound ||
          (group.signMode === "excitatory" && m < 0) ||
          (group.signMode === "inhibitory" && m > 0)
        ) {
          internalFault(`quantize: mantissa ${m} of projection ${p.name} in ${group.signMode} mode`);
        }
        const delay = typeof p.delay === "number" ? p.delay : p.delay[k];
        const field = typeof quantized.delay === "number" ? quantized.delay : quantized.delay[k];
        if (field !== Math.min(maxDelay, Math.max(0, delay - delayShift)))
          internalFault(`quantize: delay field ${field} for ${delay} steps in projection ${p.name}`);
        const w = typeof p.weight === "number" ? p.weight : p.weight[k];
        ideal[g] += (times * w * unit * (w < 0 ? (negativeWeightFactor ?? weightFactor) : weightFactor)) / lsb[g];
        rounded[g] += times * m;
        if (Math.abs(m) < bound - 2 * step) room[g] = 1;
      }
      for (const g of own) {
        if (
          context.options.rounding === "balance" &&
          room[g] === 1 &&
          Math.abs(rounded[g] - ideal[g]) > (1 << dropped[g]) * (1 + 1e-6)
        ) {
          internalFault(
            `quantize: inputs of neuron ${id} from projection ${p.name} sum to ${rounded[g]}, not ${ideal[g]}`,
          );
        }
        ideal[g] = rounded[g] = room[g] = 0;
      }
    }
  });
  const biasLimit = 2 ** (widths.biasMantissa - 1);
  for (let i = 0; i < lowered.network.size; i++) {
    if (Math.abs(output.biasMantissa[i]) >= biasLimit || output.biasExponent[i] > widths.biasExponentMax)
      internalFault(`quantize: bias register of neuron ${i}`);
    if (output.refractory[i] > maxRefractory)
      internalFault(`quantize: refractory field ${output.refractory[i]} of neuron ${i}`);
    if (Math.abs(output.u0[i]) >= 2 ** (widths.u - 1) || Math.abs(output.v0[i]) >= 2 ** (widths.v - 1))
      internalFault(`quantize: initial state ${output.u0[i]}, ${output.v0[i]} of neuron ${i}`);
  }
}
