/** The update of each neuron model that is built in, by the model's name; a caller may pass updates of its own models beside them. */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import type { BuiltInModel } from "../../src/models/registry.js";
import type { Population } from "../../src/network/types.js";
import type { Arrivals } from "./arrivals.js";
import { CondExpPopulation } from "./cond-exp-population.js";
import type { PopulationUpdate } from "./population-update.js";
import { PscDeltaPopulation } from "./psc-delta-population.js";
import { PscExpPopulation } from "./psc-exp-population.js";

/**
 * Makes the update of a population, in its state before step 0.
 * @param dt ms
 * @param arrivals what reaches the neurons in each step: one channel for delta synapses, otherwise excitatory and inhibitory
 */
export type CreateUpdate = (population: Population, dt: number, arrivals: Arrivals) => PopulationUpdate;

/** By the model's name. */
export type PopulationUpdates = Readonly<Record<string, CreateUpdate>>;

const UPDATES: Readonly<Record<BuiltInModel, CreateUpdate>> = {
  iaf_psc_exp: (population, dt, arrivals) => new PscExpPopulation(population, dt, arrivals),
  iaf_psc_delta: (population, dt, arrivals) => new PscDeltaPopulation(population, dt, arrivals),
  iaf_cond_exp: (population, dt, arrivals) => new CondExpPopulation(population, dt, arrivals),
};

/**
 * Finds how a population advances.
 * @throws EquipoiseError `model-unsupported` for a model without an update
 */
export function updateFor({ name, model }: Population, more: PopulationUpdates = {}): CreateUpdate {
  for (const updates of [UPDATES as PopulationUpdates, more]) if (Object.hasOwn(updates, model)) return updates[model];
  return fail(
    "model-unsupported",
    `Population ${name} is of the neuron model ${model}, which the float64 reference has no update for.`,
    {
      exitCode: ExitCode.doesNotFit,
      place: { object: `population ${name}` },
      hint: `use ${Object.keys({ ...UPDATES, ...more }).join(", ")}, or pass an update of it: createReference(network, { updates })`,
    },
  );
}
