/**
 * NeuronModel: everything about a neuron model that is data or a closed form, in one plain record a model.
 *
 * Who keeps what: description reads parameters, units and names from here; theory and analysis read `synapse`; the reference has one update
 * a model (emulator/reference/population-updates.ts) and each family of chips one lowering a model (`lowers` of a family). docs/add-a-model.md.
 */

/** Units in which the compiler and the emulator hold parameters and states. */
export type ModelUnit = "ms" | "mV" | "pF" | "pA" | "nS";

/** Parameters of every model: all are leaky integrators with a hard threshold and a reset. */
export type MembraneParameter = "C_m" | "tau_m" | "E_L" | "V_th" | "V_reset" | "t_ref" | "I_e";

/** A value for each parameter that the population's model declares, and for no other. */
export type ModelParameters<T> = Readonly<Record<MembraneParameter, T>> & { readonly [parameter: string]: T };

/** Reads the parameter of one neuron, in the unit that its model declares. */
export type ReadParameter = (name: string) => number;

export interface ParameterSpec {
  readonly unit: ModelUnit;
  /** One line, for people and for the schema of descriptions. */
  readonly meaning: string;
  /** NEST's, in `unit`. */
  readonly default: number;
  /** What the value of every neuron must be; absent: any finite number. */
  readonly range?: { readonly above: number } | { readonly atLeast: number };
  /** PyNN's name for it; written under that name, a value has PyNN's units. */
  readonly pynn?: string;
  /** A word that sets several parameters at once, unless they are written themselves. */
  readonly shorthand?: string;
}

export interface StateVariable {
  readonly name: string;
  readonly unit: ModelUnit | "steps";
  readonly meaning: string;
}

/**
 * What a spike does when it arrives:
 *   current      a jump of a synaptic current that decays exponentially, one time constant a sign
 *   delta        a jump of the membrane potential
 *   conductance  a jump of a synaptic conductance that decays exponentially, one time constant and reversal potential a sign
 */
export type SynapseKind = "current" | "delta" | "conductance";

/** Unit of the weights onto neurons with such synapses. */
export const WEIGHT_UNIT = { current: "pA", delta: "mV", conductance: "nS" } as const satisfies Record<
  SynapseKind,
  ModelUnit
>;

/** A model under the name that PyNN gives it. */
export interface PynnModel {
  readonly name: string;
  /** PyNN's own, in the units of `parameters`. */
  readonly defaults: Readonly<Record<string, number>>;
}

export interface NeuronModel {
  /** NEST's name. */
  readonly name: string;
  /** One line. */
  readonly meaning: string;
  /** Absent: PyNN has none. */
  readonly pynn?: PynnModel;
  readonly synapse: SynapseKind;
  readonly parameters: ModelParameters<ParameterSpec>;
  /** The dynamic state of one neuron. */
  readonly states: readonly StateVariable[];
  /** Of the two that C_m ties together, the one that decides: `g_L` where the model has it, so that tau_m = C_m/g_L. */
  readonly leak: "tau_m" | "g_L";
  /** Constants of one step of `dt` ms that integrate the linear part of the equations exactly, by their names in Rotter & Diesmann 1999. */
  readonly propagators: Readonly<Record<string, (get: ReadParameter, dt: number) => number>>;
  /** mV, at which the membrane stays under a constant `current` (pA) and no synaptic input, threshold aside. */
  restingPotential(get: ReadParameter, current: number): number;
  /** pA, the constant current that brings the membrane from rest just to threshold. */
  thresholdCurrent(get: ReadParameter): number;
  /** Why the diffusion theory of leaky integrators says nothing about this model, as the end of "…, because"; absent: it holds. */
  readonly beyondTheory?: string;
}

/** Models by their NEST names. */
export type NeuronModels = Readonly<Record<string, NeuronModel>>;
