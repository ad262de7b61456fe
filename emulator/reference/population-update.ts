/** PopulationUpdate: the state of one population and what one time step does to it; one implementation a neuron model. */
import { valueAt, type Population } from "../../src/network/types.js";
import type { NeuronParameter } from "../../src/description/types.js";
import { refractorySteps } from "../../src/numerics/time-grid.js";

export interface PopulationUpdate {
  /** Executes one step; appends the global ids of the neurons that fired at `ids[fired]` and returns the new length. */
  update(step: number, ids: Uint32Array, fired: number): number;
  /** Membrane potential of local neuron i, mV. */
  voltage(i: number): number;
  /** Net synaptic input of local neuron i after the last step: pA; delta synapses: mV that arrived in that step. */
  synapticInput(i: number): number;
  /** Excitatory and inhibitory part: pA, conductance neurons nS (both ≥ 0), delta synapses mV, of which `excitatory` is the sum. */
  receptors(i: number): { readonly excitatory: number; readonly inhibitory: number };
  /** Remaining refractory steps. */
  refractory(i: number): number;
  /** Current during `step` (pA), after it changed or after a restore. */
  setCurrent(current: Float64Array): void;
  /** All dynamic state; the arrays themselves, so that a restore writes into them. */
  readonly state: readonly Float64Array[];
}

/** A function of the parameters of every neuron, as an array. */
export function forEachNeuron(population: Population, value: (get: (name: NeuronParameter) => number, i: number) => number): Float64Array {
  const out = new Float64Array(population.size);
  for (let i = 0; i < out.length; i++) out[i] = value((name) => valueAt(population.parameters[name], i), i);
  return out;
}

/** t_ref in steps. */
export function deadStepsOf(population: Population, dt: number): Float64Array {
  return forEachNeuron(population, (get) => refractorySteps(get("t_ref"), dt).steps);
}
