/**
 * Network: populations and drawn synapses. Drawing is independent of target, cores and workers.
 *
 * Global ids: neurons 0..size-1 (population by population), then spike sources size..size+sourceSize-1.
 */
import type { Probe } from "../description/probe.js";
import type { ModelParameters, NeuronModel, NeuronModels } from "../models/neuron-model.js";
import { neuronModel } from "../models/registry.js";

/** A value per neuron, or one for all. */
export type PerNeuron = number | Float64Array;

export function valueAt(values: PerNeuron, i: number): number {
  return typeof values === "number" ? values : values[i];
}

export interface Population {
  readonly name: string;
  readonly index: number;
  /** Global id of the first neuron. */
  readonly first: number;
  readonly size: number;
  /** Name of a neuron model; `modelOf` finds its record. */
  readonly model: string;
  /** One of each that the model declares. */
  readonly parameters: ModelParameters<PerNeuron>;
  /** mV, length size. */
  readonly initialV: Float64Array;
  /** pA: the threshold input of the cell as described, where a chip holds it as another model; absent: that of its own model. */
  readonly thresholdCurrent?: PerNeuron;
}

export interface SpikeSource {
  readonly name: string;
  readonly index: number;
  /** Global id of the first source (≥ network size). */
  readonly first: number;
  readonly size: number;
  readonly kind: "poisson" | "spike_times" | "host";
  /** Hz; 0 for spike_times, what is expected for host. */
  readonly rate: PerNeuron;
  /** Poisson sources fire in steps startStep ≤ n < stopStep. */
  readonly startStep: number;
  readonly stopStep: number;
  /** Philox stream of the Poisson draws (streamOf(name)). */
  readonly stream: number;
  /** spike_times, sorted by (step, local id); a repeated pair is two spikes. Empty for poisson. */
  readonly spikeSteps: Uint32Array;
  readonly spikeIds: Uint32Array;
}

/**
 * Drawn synapses, rows by postsynaptic neuron: the inputs of local neuron i of `post` are entries
 * rowStart[i] .. rowStart[i+1]-1 of `source` (local ids of the presynaptic population or spike source).
 */
export interface Projection {
  readonly name: string;
  readonly index: number;
  readonly preKind: "population" | "source";
  /** Index of the population or of the spike source. */
  readonly pre: number;
  readonly preFirst: number;
  readonly preSize: number;
  /** Index of the population. */
  readonly post: number;
  readonly postFirst: number;
  readonly postSize: number;
  readonly rowStart: Uint32Array;
  readonly source: Uint16Array | Uint32Array;
  /** Signed, in pA / mV / nS by the model of `post`; one number where all are equal. */
  readonly weight: number | Float32Array;
  /** Steps, ≥ 1; one number where all are equal. */
  readonly delay: number | Uint8Array | Uint16Array;
  /** The rule by which the weights change while the network runs; null: they do not, and no other rule is there yet. */
  readonly plasticity: null;
}

/** Times at one place that are no whole number of steps; `worst` in ms. */
export interface RoundedTimes {
  /** `duration`, `population E`, `spike source ext`. */
  readonly where: string;
  /** `refractory period`, `spike times`. */
  readonly what: string;
  readonly count: number;
  readonly of: number;
  readonly worst: number;
  readonly note: string;
}

/** pA, piecewise constant: amplitude[k] holds from step steps[k] on; steps ascending. */
export interface CurrentInput {
  readonly name: string;
  readonly post: number;
  readonly steps: Uint32Array;
  readonly amplitude: readonly PerNeuron[];
}

/**
 * Independent noise of each neuron of a population in every step, added where a synapse's weight would arrive, and in its unit
 * (pA; mV for delta synapses). No description has it: it is what a chip's generator does in place of input spikes.
 */
export interface NoiseInput {
  readonly name: string;
  /** Index of the population. */
  readonly post: number;
  readonly mean: PerNeuron;
  readonly sd: PerNeuron;
}

/**
 * What a chip takes of the states of a population that it truncates towards zero in every step: of V towards V_reset, of the synaptic current towards
 * none. No description has it; src/numerics/truncated-decay.ts has the sizes.
 */
export interface StateTruncation {
  /** Index of the population. */
  readonly post: number;
  /** pA that a synaptic current is nearer to zero on average, while it is not zero; 0 for delta synapses. */
  readonly current: PerNeuron;
  /** mV that V is nearer to V_reset on average, where it fluctuates. */
  readonly voltage: PerNeuron;
  /** mV at most, where V rests under a constant input. */
  readonly stuck: PerNeuron;
}

export interface Network {
  readonly name: string;
  /** Neuron models beside those built in, as the description had them; absent: none. */
  readonly models?: NeuronModels;
  readonly seed: number;
  /** ms */
  readonly dt: number;
  readonly steps: number;
  readonly burnInSteps: number;
  readonly size: number;
  readonly sourceSize: number;
  readonly populations: readonly Population[];
  readonly sources: readonly SpikeSource[];
  readonly projections: readonly Projection[];
  readonly currents: readonly CurrentInput[];
  /** Absent: none. */
  readonly noise?: readonly NoiseInput[];
  /** At most one a population; absent: states are exact. */
  readonly truncation?: readonly StateTruncation[];
  readonly synapses: number;
  readonly currentSample: number;
  /** What a run records besides; absent: nothing. */
  readonly probes?: readonly Probe[];
  /** Whose spikes a recording keeps: of all neurons (absent), or of those that a probe of spikes names. */
  readonly spikesKept?: "probed";
  /** How far the drawn delays moved when they were rounded to steps (for the loss ledger). */
  readonly delayRounding: readonly {
    readonly projection: string;
    readonly count: number;
    readonly worst: number;
    /** Shorter than a step. */ readonly short: number;
  }[];
  /** All other times that moved when they were rounded to steps (for the loss ledger); absent: none. */
  readonly timeRounding?: readonly RoundedTimes[];
  /** Drawn weights of the wrong sign that were set to 0 (`sign: clip`; for the loss ledger), and the mean of all weights before and after. */
  readonly weightClipping?: readonly {
    readonly projection: string;
    readonly count: number;
    readonly of: number;
    readonly worst: number;
    readonly meanDrawn: number;
    readonly meanKept: number;
  }[];
}

/**
 * Finds the neuron model of a population.
 * @throws EquipoiseError `unknown-model` where it is neither built in nor one of the network's own
 */
export function modelOf(network: Pick<Network, "models">, population: Pick<Population, "model">): NeuronModel {
  return neuronModel(population.model, network.models);
}

/** The constant input (pA) that brings neuron `i` of a population from rest just to threshold. */
export function thresholdCurrentOf(network: Pick<Network, "models">, population: Population, i: number): number {
  if (population.thresholdCurrent !== undefined) return valueAt(population.thresholdCurrent, i);
  return modelOf(network, population).thresholdCurrent((name) => valueAt(population.parameters[name], i));
}
