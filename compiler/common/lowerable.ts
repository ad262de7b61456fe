/**
 * Which neuron models a family of chips has a form for: a table a family, by the model's name (compiler/loihi/lowering/models.ts,
 * compiler/spinnaker/models.ts). A model that is not in it is refused before the first pass, in one sentence that says what is in the way.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import type { NeuronModel } from "../../src/models/neuron-model.js";
import { NEURON_MODELS } from "../../src/models/registry.js";
import { modelOf, type Network } from "../../src/network/types.js";

export interface ModelLowering {
  /** What becomes of the model on the chip. */
  readonly how: string;
}

export interface ModelLowerings<Lowering extends ModelLowering = ModelLowering> {
  /** What a neuron of the chip consists of: "a compartment has …". */
  readonly neuron: string;
  readonly models: Readonly<Record<string, Lowering>>;
}

/** Why a family cannot lower a model, as the end of "…:"; null where it can. */
export function whyNotLowered(model: NeuronModel, { neuron, models }: ModelLowerings): string | null {
  if (Object.hasOwn(models, model.name)) return null;
  const held = new Set(
    Object.keys(models).flatMap((name) => (NEURON_MODELS[name]?.states ?? []).map((state) => state.name)),
  );
  const without = model.states.filter(({ name }) => !held.has(name));
  return without.length === 0
    ? `${neuron}, and no update for the equations of ${model.name}`
    : `${neuron}, and nothing for ${without.map(({ name, meaning, unit }) => `${name} (${meaning.toLowerCase()}, ${unit})`).join(" and ")}`;
}

/** @throws EquipoiseError `model-unsupported`, exit code 5, for the first population whose model the family has no form for */
export function requireLowerable(network: Network, title: string, lowerings: ModelLowerings): void {
  for (const population of network.populations) {
    const why = whyNotLowered(modelOf(network, population), lowerings);
    if (why === null) continue;
    fail(
      "model-unsupported",
      `Population ${population.name} is of the neuron model ${population.model}, which ${title} cannot run: ${why}.`,
      {
        place: { object: `population ${population.name}` },
        exitCode: ExitCode.doesNotFit,
        hint: `describe it with ${Object.keys(lowerings.models).join(", ")}, or run it on the float64 reference alone`,
      },
    );
  }
}
