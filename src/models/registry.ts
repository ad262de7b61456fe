/** The neuron models that are built in, by name. A caller may pass further ones of its own; nothing is registered at run time. */
import { fail } from "../diagnostics/diagnostic.js";
import { iafCondExp } from "./iaf-cond-exp.js";
import { iafPscDelta } from "./iaf-psc-delta.js";
import { iafPscExp } from "./iaf-psc-exp.js";
import type { NeuronModel, NeuronModels } from "./neuron-model.js";

const BUILT_IN = {
  iaf_psc_exp: iafPscExp,
  iaf_psc_delta: iafPscDelta,
  iaf_cond_exp: iafCondExp,
} as const satisfies NeuronModels;

export type BuiltInModel = keyof typeof BUILT_IN;

export const NEURON_MODELS: NeuronModels = BUILT_IN;

/** Names of the models that are built in. */
export const MODEL_NAMES = Object.keys(BUILT_IN) as BuiltInModel[];

/**
 * Finds a model by its NEST name.
 * @param more models of the caller, beside those built in
 * @throws EquipoiseError `unknown-model`
 */
export function neuronModel(name: string, more: NeuronModels = {}): NeuronModel {
  for (const models of [NEURON_MODELS, more]) if (Object.hasOwn(models, name)) return models[name];
  return fail("unknown-model", `no neuron model is called ${name}`, {
    hint: `use ${Object.keys({ ...NEURON_MODELS, ...more }).join(", ")}, or pass the model's record where the description is read`,
  });
}

/**
 * The models built in and `more`, each under its own name.
 * @throws RangeError where a record stands under another name than its own, or takes a name that is built in
 */
export function withModels(more: NeuronModels | undefined): NeuronModels {
  if (more === undefined) return NEURON_MODELS;
  for (const [name, model] of Object.entries(more)) {
    if (model.name !== name) throw new RangeError(`the model ${model.name} is passed under the name ${name}`);
    if (Object.hasOwn(NEURON_MODELS, name))
      throw new RangeError(`the model ${name} is built in and cannot be replaced`);
  }
  return { ...NEURON_MODELS, ...more };
}
