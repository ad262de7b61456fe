/**
 * What drives the sample neurons on a Loihi-style chip. It has no conductances: their currents are at a fixed driving force there, so V*, the
 * time constant and the synaptic currents can be compared with the reference, and the conductances cannot.
 */
import type { Quantized } from "../../../compiler/loihi/stages.js";
import { connectivityOfNetwork } from "../../analysis/input-connectivity.js";
import type { ConductanceMetrics } from "../../analysis/metrics.js";
import {
  currentsOf,
  hasConductances,
  playerOf,
  sampleOf,
  type NeuronSample,
  type SampledInputs,
} from "../../analysis/sampled-inputs.js";
import { valueAt, type Network } from "../../network/types.js";
import { meanOf } from "../../numerics/sample-moments.js";
import { voltageOf } from "../../recording/recorded-probe.js";
import type { Recording } from "../../recording/recording.js";
import { chipNoise } from "./chip-noise.js";

/** `onChip`: what quantizedNetwork made of `quantized`; the recording's voltages are in LSB, or in mV already. */
export function inputsOnChip(
  network: Network,
  quantized: Quantized,
  onChip: Network,
  recording: Recording,
  sample: NeuronSample = sampleOf,
): SampledInputs {
  const conducting = hasConductances(network);
  const player = playerOf(onChip);
  // What of a bias is input, and the threshold input it is held against, are I_e and thresholdCurrent of `onChip`, as theory has them too.
  const connectivity = { ...connectivityOfNetwork(onChip), noise: chipNoise(quantized, onChip) };
  const currents = currentsOf(network.populations, network, connectivity, recording, player, sample);
  const conductances: Record<string, ConductanceMetrics> = {};
  const voltages = voltagesInMillivolts(recording, quantized);
  for (const population of network.populations.filter(conducting)) {
    const neurons = sample(population, network);
    const { tau_m } = onChip.populations[population.index].parameters;
    conductances[population.name] = {
      neurons,
      excitatory: NaN,
      inhibitory: NaN,
      ratio: NaN,
      vStar: meanOf(Array.from(neurons, (neuron) => meanVoltage(voltages, neuron, network.burnInSteps))),
      tauEff: meanOf(Array.from(neurons, (neuron) => valueAt(tau_m, neuron - population.first))),
      notExpressible:
        "not expressible on the target: it has no conductances, they were lowered to currents at a fixed driving force",
    };
  }
  return { currents, conductances };
}

/** Voltages of a Loihi-style chip, which are LSB above the reset, in mV of the description. */
export function voltagesInMillivolts(recording: Recording, { scaled }: Quantized): Recording {
  const { reset } = scaled.lowered.neurons;
  return {
    ...recording,
    probes: recording.probes?.map((probe) => {
      if (probe.variable !== "v" || probe.unit !== "LSB") return probe;
      const first = recording.populations.find(({ name }) => name === probe.population)?.first ?? 0;
      const ids = probe.neurons.map((neuron) => first + neuron);
      const values = probe.values.map(
        (word, k) => word / scaled.scale[ids[k % ids.length]] + reset[ids[k % ids.length]],
      );
      return { ...probe, unit: "mV", values };
    }),
  };
}

/** mV after the burn-in. */
function meanVoltage(recording: Recording, neuron: number, burnInSteps: number): number {
  const after = voltageOf(recording, neuron);
  let sum = 0;
  const from = Math.max(0, burnInSteps - recording.startStep);
  for (let row = from; row < after.length; row++) sum += after[row];
  return sum / (after.length - from);
}
