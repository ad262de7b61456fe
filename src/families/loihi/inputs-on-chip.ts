/**
 * What drives the sample neurons on a Loihi-style chip. It has no conductances: their currents are at a fixed driving force there, so V*, the
 * time constant and the synaptic currents can be compared with the reference, and the conductances cannot.
 */
import type { Quantized } from "../../../compiler/loihi/stages.js";
import {
  connectivityOfNetwork,
  injectedCurrent,
  populationWith,
  type InputConnectivity,
} from "../../analysis/input-connectivity.js";
import type { ConductanceMetrics } from "../../analysis/metrics.js";
import { currentsOf, hasConductances, playerOf, sampleOf, type SampledInputs } from "../../analysis/sampled-inputs.js";
import { modelOf, valueAt, type Network } from "../../network/types.js";
import { meanOf } from "../../numerics/sample-moments.js";
import type { Recording, Traces } from "../../recording/recording.js";
import { chipNoise } from "./chip-noise.js";

/** `onChip`: what quantizedNetwork made of `quantized`; the recording's traces are in LSB. */
export function inputsOnChip(
  network: Network,
  quantized: Quantized,
  onChip: Network,
  recording: Recording,
): SampledInputs {
  const conducting = hasConductances(network);
  const player = playerOf(onChip);
  const connectivity = withoutLoweredLeak(
    { ...connectivityOfNetwork(onChip), noise: chipNoise(quantized, onChip) },
    network,
  );
  // Where Poisson conductances became bias and noise, their mean cannot be told from the leak in the bias: no currents, rather than wrong ones.
  const separable = network.populations.filter((p) => !(conducting(p) && quantized.noiseOf[p.first] >= 0));
  const currents = currentsOf(separable, network, connectivity, recording, player);
  const conductances: Record<string, ConductanceMetrics> = {};
  const voltages = tracesInMillivolts(recording, quantized);
  for (const population of network.populations.filter(conducting)) {
    const neurons = sampleOf(population, network);
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

/**
 * The bias of a lowered conductance neuron carries its leak and the pull of its mean conductances. Neither is an input: injected current
 * and the threshold that it is held against are those of the description.
 */
function withoutLoweredLeak(connectivity: InputConnectivity, network: Network): InputConnectivity {
  const lowered = (neuron: number) => hasConductances(network)(populationWith(network, neuron));
  return {
    ...connectivity,
    externalCurrent: (neuron, step) =>
      lowered(neuron) ? injectedCurrent(network, neuron, step) : connectivity.externalCurrent(neuron, step),
    thresholdCurrent(neuron) {
      if (!lowered(neuron)) return connectivity.thresholdCurrent(neuron);
      const population = populationWith(network, neuron);
      const of = (name: string) => valueAt(population.parameters[name], neuron - population.first);
      return modelOf(network, population).thresholdCurrent(of);
    },
  };
}

/** Voltages of a Loihi-style chip, which are LSB above the reset, in mV of the description. */
export function tracesInMillivolts(recording: Recording, { scaled }: Quantized): Recording {
  const { traces } = recording;
  if (traces === undefined) return recording;
  const { neurons } = traces;
  const { reset } = scaled.lowered.neurons;
  const v = traces.v.map(
    (word, k) => word / scaled.scale[neurons[k % neurons.length]] + reset[neurons[k % neurons.length]],
  );
  return { ...recording, traces: { ...traces, unit: "mV", v } };
}

/** mV after the burn-in. */
function meanVoltage({ traces, startStep }: Recording, neuron: number, burnInSteps: number): number {
  const { neurons, rows, v } = traces as Traces;
  const column = neurons.indexOf(neuron);
  let sum = 0;
  const from = Math.max(0, burnInSteps - startStep);
  for (let row = from; row < rows; row++) sum += v[row * neurons.length + column];
  return sum / (rows - from);
}
