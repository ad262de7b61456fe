/** Names of arrays and of constants: in files with underscores, as Python has them; here as TypeScript has them. */
import type { NeuronParameters } from "../../program/spinnaker/machine-image.js";
import type { LoihiRegisters } from "./loihi-integers.js";

export const LOIHI_REGISTERS = {
  du: "du",
  dv: "dv",
  thresholdMantissa: "threshold_mantissa",
  biasMantissa: "bias_mantissa",
  biasExponent: "bias_exponent",
  refractory: "refractory",
  noise: "noise",
  u0: "u0",
  v0: "v0",
} as const satisfies Record<keyof LoihiRegisters, string>;

export const SPINNAKER_PARAMETERS = {
  vInit: "v_init",
  vRest: "v_rest",
  vReset: "v_reset",
  vThreshold: "v_threshold",
  tauM: "tau_m",
  cM: "c_m",
  iOffset: "i_offset",
  tRefractory: "t_refractory",
  refractoryInit: "refractory_init",
  excitatoryInit: "excitatory_init",
  inhibitoryInit: "inhibitory_init",
  tauExcitatory: "tau_excitatory",
  tauInhibitory: "tau_inhibitory",
  reversalExcitatory: "reversal_excitatory",
  reversalInhibitory: "reversal_inhibitory",
} as const satisfies Record<keyof NeuronParameters, string>;

/** Registers and words that are 0 (noise: -1) where nobody gives them. */
export const UNLESS_TOLD: Readonly<Record<string, number>> = {
  bias_mantissa: 0,
  bias_exponent: 0,
  refractory: 0,
  noise: -1,
  u0: 0,
  v0: 0,
  i_offset: 0,
  t_refractory: 0,
  refractory_init: 0,
  excitatory_init: 0,
  inhibitory_init: 0,
};

const COMMON_ARRAYS = ["pre", "post", "delay", "core", "slot", "input_rate", "spike_step", "spike_source"];
const CHANGES = ["change_step", "change_neuron"];

export const LOIHI_ARRAYS: readonly string[] = [
  ...COMMON_ARRAYS,
  ...["mantissa", "group"],
  ...Object.values(LOIHI_REGISTERS),
  ...["v_lsb", "v_offset", ...CHANGES, "change_mantissa", "change_exponent"],
];

export const SPINNAKER_ARRAYS: readonly string[] = [
  ...COMMON_ARRAYS,
  ...["weight", "type"],
  ...Object.values(SPINNAKER_PARAMETERS),
  ...[...CHANGES, "change_i_offset"],
];
