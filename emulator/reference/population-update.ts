/** PopulationUpdate: the state of one population and what one time step does to it; one implementation a neuron model. */
import { valueAt, type Population } from "../../src/network/types.js";
import type { ReadParameter } from "../../src/models/neuron-model.js";
import { newFloat64 } from "./allocate.js";
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
  /** Whether `state`, finite numbers in arrays of the right length, can be what this population has before `step`. */
  canBe(state: readonly Float64Array[], step: number): boolean;
}

/**
 * Whether membranes and refractory counters are such as a step leaves them: whole counters up to the refractory time, nobody above
 * threshold who was not reset. Before the first step the membranes are as the description has them.
 */
export function membranesCanBe(
  v: Float64Array,
  dead: Float64Array,
  {
    threshold,
    reset,
    deadSteps,
  }: { readonly threshold: Float64Array; readonly reset: Float64Array; readonly deadSteps: Float64Array },
  step: number,
): boolean {
  return v.every(
    (x, i) =>
      Number.isInteger(dead[i]) &&
      dead[i] >= 0 &&
      dead[i] <= deadSteps[i] &&
      (step === 0 || x < threshold[i] || x === reset[i]) &&
      (dead[i] === 0 || x === reset[i]),
  );
}

/** A function of the parameters of every neuron, as an array. */
export function forEachNeuron(
  population: Population,
  value: (get: ReadParameter, i: number) => number,
  allocate = newFloat64,
): Float64Array {
  const out = allocate(population.size);
  for (let i = 0; i < out.length; i++) out[i] = value((name) => valueAt(population.parameters[name], i), i);
  return out;
}

/** t_ref in steps. */
export function deadStepsOf(population: Population, dt: number, allocate = newFloat64): Float64Array {
  return forEachNeuron(population, (get) => refractorySteps(get("t_ref"), dt).steps, allocate);
}
