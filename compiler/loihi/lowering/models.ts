/** What a Loihi-style chip makes of each neuron model. Its form: u ← P11·u + P21·w, v ← P22·v + u + bias, reset, dead steps. */
import type { SynapseKind } from "../../../src/models/neuron-model.js";
import type { Population } from "../../../src/network/types.js";
import type { ModelLowering, ModelLowerings } from "../../common/lowerable.js";

interface LoihiModel extends ModelLowering {
  /** Name of the model that the chip then has, in the units of the description. */
  readonly onChip: string;
  /** Of the compartment: a current decays, a delta synapse has P11 = 0. */
  readonly synapse: Exclude<SynapseKind, "conductance">;
  /** True: conductances become currents, and the leak a larger one, at one operating point. */
  readonly atOperatingPoint: boolean;
}

export const LOIHI_MODELS: ModelLowerings<LoihiModel> = {
  neuron: "a compartment has a membrane, one synaptic current and a refractory counter",
  models: {
    iaf_psc_exp: {
      how: "as it is, with one synaptic time constant for both signs",
      onChip: "iaf_psc_exp",
      synapse: "current",
      atOperatingPoint: false,
    },
    iaf_psc_delta: {
      how: "as it is, with a synaptic current that lasts one step",
      onChip: "iaf_psc_delta",
      synapse: "delta",
      atOperatingPoint: false,
    },
    iaf_cond_exp: {
      how: "as currents at one operating point (--conductance lower), or refused",
      onChip: "iaf_psc_exp",
      synapse: "current",
      atOperatingPoint: true,
    },
  },
};

/** Of a population that `requireLowerable` let pass. */
export function loihiModel({ model }: Pick<Population, "model">): LoihiModel {
  return LOIHI_MODELS.models[model];
}
