/**
 * Reads the neuron parameters of a core: struct after struct, each neuron by neuron.
 *
 *   steps a tick
 *   membrane   V, V_rest, c_m, tau_m, I_offset, V_reset, t_refractory, refractory ticks left, tick
 *   input      E_exc, E_inh (conductances) | tick (delta) | nothing
 *   threshold  V_thresh
 *   synapses   tau_exc, excitatory, tau_inh, inhibitory, tick (exponential) | excitatory, inhibitory (delta)
 * Source: sPyNNaker 7.4.1, pyNN/models/neuron/{implementations,neuron_models,input_types,threshold_types,synapse_types}.
 */
import type { NeuronModel, NeuronParameters } from "../../../program/spinnaker/machine-image.js";
import { damaged } from "./word-reader.js";

export interface CoreNeurons {
  readonly stepsPerTick: number;
  /** S16.15 ms */
  readonly dtRaw: number;
  readonly parameters: NeuronParameters;
}

const MEMBRANE_FIELDS = 9;

export function readNeuronParameters(words: Int32Array, model: NeuronModel, n: number, what: string): CoreNeurons {
  const conductance = model === "IF_cond_exp";
  const delta = model === "IF_curr_delta";
  const inputFields = conductance ? 2 : delta ? 1 : 0;
  const synapseFields = delta ? 2 : 5;
  const needed = 1 + n * (MEMBRANE_FIELDS + inputFields + 1 + synapseFields);
  if (words.length < needed || words.length === 0)
    damaged(`the neuron parameters of ${what} end after ${words.length} words`);
  let next = 1;
  const struct = (fields: number) => {
    const start = next;
    next += fields * n;
    return (field: number) => Int32Array.from({ length: n }, (_, k) => words[start + k * fields + field]);
  };
  const membrane = struct(MEMBRANE_FIELDS);
  const input = struct(inputFields);
  const threshold = struct(1);
  const synapses = struct(synapseFields);
  const parameters: NeuronParameters = {
    vInit: membrane(0),
    vRest: membrane(1),
    cM: membrane(2),
    tauM: membrane(3),
    iOffset: membrane(4),
    vReset: membrane(5),
    tRefractory: membrane(6),
    refractoryInit: membrane(7),
    vThreshold: threshold(0),
    excitatoryInit: synapses(delta ? 0 : 1),
    inhibitoryInit: synapses(delta ? 1 : 3),
    ...(delta ? {} : { tauExcitatory: synapses(0), tauInhibitory: synapses(2) }),
    ...(conductance ? { reversalExcitatory: input(0), reversalInhibitory: input(1) } : {}),
  };
  return { stepsPerTick: words[0], dtRaw: membrane(MEMBRANE_FIELDS - 1)[0], parameters };
}
