/** What sPyNNaker calls our neuron models and their parameters. All values are S16.15 words there too, so that word / 2^15 arrives as the word. */
import type { NeuronModel, NeuronParameters } from "../../program/spinnaker/machine-image.js";

export interface SpynnakerModel {
  /** In `spynnaker.pyNN`. */
  readonly className: NeuronModel;
  /** Ours, and the argument of its class. */
  readonly parameters: readonly (readonly [ours: keyof NeuronParameters, theirs: string])[];
  /** Ours, and the argument of `Population.initialize`. */
  readonly state: readonly (readonly [ours: keyof NeuronParameters, theirs: string])[];
  /** A PyNN weight times this is what the ring buffer's scale applies to: conductances are kept · 1024. */
  readonly weightScale: number;
}

const MEMBRANE = [
  ["tauM", "tau_m"],
  ["cM", "cm"],
  ["vRest", "v_rest"],
  ["vReset", "v_reset"],
  ["vThreshold", "v_thresh"],
  ["tRefractory", "tau_refrac"],
  ["iOffset", "i_offset"],
] as const;

const EXPONENTIAL = [
  ["tauExcitatory", "tau_syn_E"],
  ["tauInhibitory", "tau_syn_I"],
] as const;

const REVERSAL = [
  ["reversalExcitatory", "e_rev_E"],
  ["reversalInhibitory", "e_rev_I"],
] as const;

/** The refractory counter is an integer; everything else S16.15. */
const STATE = [
  ["vInit", "v"],
  ["excitatoryInit", "isyn_exc"],
  ["inhibitoryInit", "isyn_inh"],
  ["refractoryInit", "refract_timer"],
] as const;

const CONDUCTANCE_SCALE = 1024;

export const SPYNNAKER_MODELS: Readonly<Record<NeuronModel, SpynnakerModel>> = {
  IF_curr_exp: { className: "IF_curr_exp", parameters: [...MEMBRANE, ...EXPONENTIAL], state: STATE, weightScale: 1 },
  IF_curr_delta: { className: "IF_curr_delta", parameters: MEMBRANE, state: STATE, weightScale: 1 },
  IF_cond_exp: {
    className: "IF_cond_exp",
    parameters: [...MEMBRANE, ...EXPONENTIAL, ...REVERSAL],
    state: STATE,
    weightScale: CONDUCTANCE_SCALE,
  },
};
