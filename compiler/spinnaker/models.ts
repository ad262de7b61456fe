/** What a SpiNNaker-style machine makes of each neuron model: the neuron binary that runs it. */
import type { Population } from "../../src/network/types.js";
import type { NeuronModel } from "../../src/program/spinnaker/machine-image.js";
import type { ModelLowering, ModelLowerings } from "../common/lowerable.js";

interface SpinnakerModel extends ModelLowering {
  readonly binary: NeuronModel;
}

export const SPINNAKER_MODELS: ModelLowerings<SpinnakerModel> = {
  neuron: "its neuron binaries have a membrane, two synaptic currents or conductances and a refractory counter",
  models: {
    iaf_psc_exp: { how: "as it is, in S16.15", binary: "IF_curr_exp" },
    iaf_psc_delta: { how: "with a weight as a current of one tick", binary: "IF_curr_delta" },
    iaf_cond_exp: { how: "as it is, in S16.15, stepped as its binary steps it", binary: "IF_cond_exp" },
  },
};

/** Of a population that `requireLowerable` let pass. */
export function spinnakerModel({ model }: Pick<Population, "model">): SpinnakerModel {
  return SPINNAKER_MODELS.models[model];
}
