/**
 * The noise that really flowed on the chip, draw by draw, in the units of the description (pA; mV for delta synapses), so that the
 * reconstruction of input currents is exact for it too: LSB of the generator times what one LSB of arriving weight stands for.
 */
import type { Quantized } from "../../../compiler/loihi/stages.js";
import { NoiseGenerator } from "../../../emulator/loihi/noise.js";
import type { Network } from "../../network/types.js";
import { valueAt } from "../../network/types.js";
import { noiseMoments } from "../../program/loihi/core-noise.js";

/** undefined where nothing is noisy. `onChip`: what quantizedNetwork made of `quantized`. */
export function chipNoise(
  quantized: Quantized,
  onChip: Network,
): ((neuron: number, step: number) => number) | undefined {
  const inputs = onChip.noise ?? [];
  if (inputs.length === 0) return undefined;
  const generator = new NoiseGenerator(onChip.seed);
  const unit = new Float64Array(onChip.size);
  for (const input of inputs) {
    const { first, size } = onChip.populations[input.post];
    for (let i = 0; i < size; i++) {
      const setting = quantized.noiseOf[first + i];
      if (setting >= 0) unit[first + i] = valueAt(input.sd, i) / noiseMoments(quantized.noises[setting]).sd;
    }
  }
  return (neuron, step) =>
    unit[neuron] === 0 ? 0 : unit[neuron] * generator.sample(quantized.noises[quantized.noiseOf[neuron]], neuron, step);
}
