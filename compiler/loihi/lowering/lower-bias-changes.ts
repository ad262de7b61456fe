/** Time-dependent currents to bias changes: bias(step) = bias₀ + P20·Σ amplitude; an amplitude at step 0 enters bias₀ itself. */
import { valueAt, type Network } from "../../../src/network/types.js";
import type { LoweredBiasChange, LoweredNeurons } from "../stages.js";

/** Writes the amplitudes that hold at step 0 into `neurons.bias`. */
export function lowerBiasChanges(network: Network, neurons: LoweredNeurons): LoweredBiasChange[] {
  const changes: LoweredBiasChange[] = [];
  const constant = Float64Array.from(neurons.bias);
  for (const population of network.populations) {
    const inputs = network.currents.filter((c) => c.post === population.index);
    const steps = [...new Set(inputs.flatMap((c) => [...c.steps]))].sort((a, b) => a - b);
    if (steps.length === 0) continue;
    const ids = Uint32Array.from({ length: population.size }, (_, i) => population.first + i);
    for (const step of steps) {
      const bias = new Float64Array(population.size);
      for (let i = 0; i < population.size; i++) {
        let current = 0;
        for (const input of inputs) {
          let k = -1;
          while (k + 1 < input.steps.length && input.steps[k + 1] <= step) k++;
          if (k >= 0) current += valueAt(input.amplitude[k], i);
        }
        bias[i] = constant[ids[i]] + neurons.unitCurrent[ids[i]] * current;
      }
      if (step === 0) neurons.bias.set(bias, population.first);
      else changes.push({ step, neurons: ids, bias });
    }
  }
  return changes.sort((a, b) => a.step - b.step);
}
