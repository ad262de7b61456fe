/**
 * InputConnectivity: where a neuron's input comes from, for the exact reconstruction of its currents from spikes.
 * Implement it over drawn synapses (here) or over quantized ones to see the currents that really flowed.
 */
import { fail } from "../diagnostics/diagnostic.js";
import {
  modelOf,
  thresholdCurrentOf,
  valueAt,
  type Network,
  type Population,
  type Projection,
} from "../network/types.js";

/** The synapses onto one neuron, one entry each. */
export interface NeuronInputs {
  /** Global ids of neurons or spike sources. */
  readonly sources: Uint32Array;
  /** Signed, in `unit`. */
  readonly weights: Float64Array;
  /** Steps from the spike to the first update of V that it moves. */
  readonly delays: Uint32Array;
}

export interface InputConnectivity {
  /** `pA`, or `mV per step` for delta synapses. */
  unit(neuron: number): string;
  inputs(neuron: number): NeuronInputs;
  /** Factor by which the synaptic current decays in one step; 0 for delta synapses. */
  currentDecay(neuron: number): { readonly excitatory: number; readonly inhibitory: number };
  /** Injected current acting in `step`, signed, in `unit`. */
  externalCurrent(neuron: number, step: number): number;
  /** Noise that arrives in `step` where a weight would, signed, in `unit`; absent: none. */
  noise?(neuron: number, step: number): number;
  /** The constant input, in `unit`, that brings V from rest just to threshold. */
  thresholdCurrent(neuron: number): number;
}

/** Connectivity of the drawn network. Refuses conductance neurons, whose input is not a current: `conductance-currents`. */
export function connectivityOfNetwork(network: Network): InputConnectivity {
  const ofPost = projectionsByPost(network);
  const synapseOf = (population: Population) => modelOf(network, population).synapse;
  const populationOf = (neuron: number): Population => {
    const population = populationWith(network, neuron);
    if (synapseOf(population) === "conductance") {
      fail("conductance-currents", `population ${population.name}: conductance inputs have no fixed current`, {
        place: { object: `population ${population.name}` },
        hint: "rebuild its conductances instead (conductancesOfNetwork)",
      });
    }
    return population;
  };
  /** What one pA is in the unit of the model: 1, or P20 = (tau_m/C_m)(1 - exp(-dt/tau_m)) mV per step for delta synapses. */
  const perPicoampere = (population: Population, i: number): number => {
    if (synapseOf(population) !== "delta") return 1;
    const tau = valueAt(population.parameters.tau_m, i);
    return (tau / valueAt(population.parameters.C_m, i)) * -Math.expm1(-network.dt / tau);
  };

  return {
    unit: (neuron) => (synapseOf(populationOf(neuron)) === "delta" ? "mV per step" : "pA"),
    inputs(neuron) {
      const population = populationOf(neuron);
      return gatherInputs(
        ofPost[population.index],
        neuron - population.first,
        synapseOf(population) === "delta" ? 0 : 1,
      );
    },
    currentDecay(neuron) {
      const population = populationOf(neuron);
      if (synapseOf(population) === "delta") return { excitatory: 0, inhibitory: 0 };
      const decay = (name: "tau_syn_ex" | "tau_syn_in") =>
        Math.exp(-network.dt / valueAt(population.parameters[name], neuron - population.first));
      return { excitatory: decay("tau_syn_ex"), inhibitory: decay("tau_syn_in") };
    },
    externalCurrent(neuron, step) {
      const population = populationOf(neuron);
      const i = neuron - population.first;
      return injectedCurrent(network, neuron, step) * perPicoampere(population, i);
    },
    thresholdCurrent(neuron) {
      const population = populationOf(neuron);
      const i = neuron - population.first;
      return thresholdCurrentOf(network, population, i) * perPicoampere(population, i);
    },
  };
}

/**
 * Synaptic conductances (nS) of conductance neurons in the same terms: E is g_E, and I is -g_I. A conductance decays and acts exactly as
 * an exponential current does. Injected current is no conductance: 0 here.
 */
export function conductancesOfNetwork(network: Network): InputConnectivity {
  const ofPost = projectionsByPost(network);
  return {
    unit: () => "nS",
    inputs(neuron) {
      const population = populationWith(network, neuron);
      return gatherInputs(ofPost[population.index], neuron - population.first, 1);
    },
    currentDecay(neuron) {
      const population = populationWith(network, neuron);
      const decay = (name: "tau_syn_ex" | "tau_syn_in") =>
        Math.exp(-network.dt / valueAt(population.parameters[name], neuron - population.first));
      return { excitatory: decay("tau_syn_ex"), inhibitory: decay("tau_syn_in") };
    },
    externalCurrent: () => 0,
    thresholdCurrent: () => NaN,
  };
}

/** Injected current (pA) into a neuron during `step`: I_e and the current inputs. */
export function injectedCurrent(network: Network, neuron: number, step: number): number {
  const population = populationWith(network, neuron);
  const i = neuron - population.first;
  let current = valueAt(population.parameters.I_e, i);
  for (const input of network.currents) {
    if (input.post !== population.index) continue;
    const k = lastNotAfter(input.steps, step);
    if (k >= 0) current += valueAt(input.amplitude[k], i);
  }
  return current;
}

/** The population that a neuron (global id) belongs to. */
export function populationWith(network: Network, neuron: number): Population {
  const population = network.populations.find((p) => neuron >= p.first && neuron < p.first + p.size);
  if (population === undefined)
    throw new RangeError(`neuron ${neuron} is not in network ${network.name} (${network.size} neurons)`);
  return population;
}

function projectionsByPost(network: Network): Projection[][] {
  const ofPost: Projection[][] = network.populations.map(() => []);
  for (const projection of network.projections) ofPost[projection.post].push(projection);
  return ofPost;
}

/** `extraDelay`: exponential currents move V one step after they arrive, delta synapses at once. */
function gatherInputs(projections: readonly Projection[], local: number, extraDelay: number): NeuronInputs {
  let length = 0;
  for (const p of projections) length += p.rowStart[local + 1] - p.rowStart[local];
  const sources = new Uint32Array(length);
  const weights = new Float64Array(length);
  const delays = new Uint32Array(length);
  let k = 0;
  for (const p of projections) {
    for (let s = p.rowStart[local]; s < p.rowStart[local + 1]; s++, k++) {
      sources[k] = p.preFirst + p.source[s];
      weights[k] = typeof p.weight === "number" ? p.weight : p.weight[s];
      delays[k] = (typeof p.delay === "number" ? p.delay : p.delay[s]) + extraDelay;
    }
  }
  return { sources, weights, delays };
}

/** Index of the last entry ≤ step in ascending `steps`, -1 if none. */
function lastNotAfter(steps: Uint32Array, step: number): number {
  let k = steps.length - 1;
  while (k >= 0 && steps[k] > step) k--;
  return k;
}
