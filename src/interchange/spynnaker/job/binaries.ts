/**
 * Which program a core runs: the first word of its system region is the first half of an MD5 of the program's name, cut to 32 bits.
 * Those of sPyNNaker 7.4.1, by that word; what is in none of the lists below is refused by its name.
 * Source: spinn_front_end_common 7.4.1, interface/simulation/simulation_utilities.py.
 */
import type { SpinnakerNeuronModel } from "../../../targets/spinnaker/costs.js";

const NAMES: Readonly<Record<string, string>> = {
  cb842b47: "IF_cond_exp",
  "0d5a639f": "IF_cond_exp_neuron",
  "316de20d": "IF_cond_exp_stdp_izhikevich_neuromodulation_pair_additive",
  "2a67484c": "IF_cond_exp_stdp_mad_nearest_pair_additive",
  "4e7a90ba": "IF_cond_exp_stdp_mad_nearest_pair_additive_structural_last_neuron_distance_weight",
  dc6cf681: "IF_cond_exp_stdp_mad_pair_additive",
  "9546749e": "IF_cond_exp_stdp_mad_pair_additive_structural_last_neuron_distance_weight",
  "006197c0": "IF_cond_exp_stdp_mad_pair_additive_structural_random_distance_weight",
  "5e8c95b4": "IF_cond_exp_stoc",
  "4d3e9d8e": "IF_cond_exp_stoc_neuron",
  d525f32f: "IF_cond_exp_structural_last_neuron_distance_weight",
  "386e9d86": "IF_curr_alpha",
  "6a470fa1": "IF_curr_alpha_neuron",
  "3a1b3bb4": "IF_curr_alpha_stdp_mad_pair_additive",
  "303f1daa": "IF_curr_delta",
  "7a7d0fc2": "IF_curr_delta_ca2_adaptive",
  d12706d3: "IF_curr_delta_ca2_adaptive_neuron",
  ad929254: "IF_curr_delta_fixed_prob",
  bd5070d3: "IF_curr_delta_neuron",
  "822355e7": "IF_curr_delta_stdp_mad_nearest_pair_additive",
  "7e2f59ac": "IF_curr_delta_stdp_mad_pair_additive",
  eeb98d83: "IF_curr_exp",
  "97025020": "IF_curr_exp_ca2_adaptive",
  "6f02fab6": "IF_curr_exp_ca2_adaptive_neuron",
  ebe42943: "IF_curr_exp_ca2_adaptive_stdp_mad_pair_additive",
  f6deed72: "IF_curr_exp_conv",
  "14f92dcc": "IF_curr_exp_dual",
  c26eb326: "IF_curr_exp_dual_neuron",
  "88437c41": "IF_curr_exp_neuron",
  d417d6bb: "IF_curr_exp_pool_dense",
  "242da5d5": "IF_curr_exp_sEMD",
  "8ecbf5b5": "IF_curr_exp_sEMD_neuron",
  "3ffdba38": "IF_curr_exp_stdp_izhikevich_neuromodulation_pair_additive",
  f4116ece: "IF_curr_exp_stdp_izhikevich_neuromodulation_pair_multiplicative",
  "01c3f4b5": "IF_curr_exp_stdp_izhikevich_neuromodulation_vogels_2011_additive",
  "1f0cb479": "IF_curr_exp_stdp_mad_nearest_pair_additive",
  d5eb4241: "IF_curr_exp_stdp_mad_nearest_pair_multiplicative",
  "5be7b87e": "IF_curr_exp_stdp_mad_pair_additive",
  "99c4ba03": "IF_curr_exp_stdp_mad_pair_additive_structural_last_neuron_distance_weight",
  "578b9beb": "IF_curr_exp_stdp_mad_pair_additive_structural_random_distance_weight",
  "5b63def6": "IF_curr_exp_stdp_mad_pair_multiplicative",
  "84082eb6": "IF_curr_exp_stdp_mad_pfister_triplet_additive",
  c4e0eb5c: "IF_curr_exp_stdp_mad_recurrent_dual_fsm_multiplicative",
  "8174c773": "IF_curr_exp_stdp_mad_recurrent_pre_stochastic_multiplicative",
  f89c4130: "IF_curr_exp_stdp_mad_vogels_2011_additive",
  "97d159b8": "IF_curr_exp_structural_last_neuron_distance_weight",
  ddabb9d4: "IF_curr_exp_structural_random_distance_weight",
  "886ed24a": "IF_curr_exp_weight_change",
  "57bd31a3": "IF_trunc_delta",
  "19eb59f9": "IZK_cond_exp",
  "250dbd7f": "IZK_cond_exp_dual",
  "0b2498b9": "IZK_cond_exp_dual_neuron",
  "0c29383f": "IZK_cond_exp_dual_stdp_mad_pair_additive",
  f363c1b7: "IZK_cond_exp_neuron",
  "94e7bfbd": "IZK_cond_exp_stdp_izhikevich_neuromodulation_pair_additive",
  "79a4813e": "IZK_cond_exp_stdp_izhikevich_neuromodulation_pair_multiplicative",
  adc58453: "IZK_cond_exp_stdp_mad_pair_additive",
  "5764c069": "IZK_curr_exp",
  "9fa98df9": "IZK_curr_exp_neuron",
  "65a4e467": "IZK_curr_exp_stdp_izhikevich_neuromodulation_pair_additive",
  d6576d13: "IZK_curr_exp_stdp_izhikevich_neuromodulation_pair_multiplicative",
  fb9c1319: "IZK_curr_exp_stdp_mad_pair_additive",
  "0dc64bf0": "delay_extension",
  e5dde48b: "external_device_lif_control",
  bd106f81: "external_device_lif_control_neuron",
  "7240a7c2": "robot_motor_control",
  e21b9d78: "spike_source_poisson",
  df244c55: "stoc_exp",
  b0b90f08: "stoc_exp_stable",
  deb8f848: "stoc_sigma",
  "866e8ec5": "synapses",
  f0e3aee2: "synapses_stdp_izhikevich_neuromodulation_pair_additive",
  "96091dfb": "synapses_stdp_izhikevich_neuromodulation_pair_additive_structural_last_neuron_distance_weight",
  "8cea5631": "synapses_stdp_izhikevich_neuromodulation_pair_additive_structural_random_distance_weight",
  a2f3b97d: "synapses_stdp_izhikevich_neuromodulation_pair_multiplicative",
  "0bd19459": "synapses_stdp_izhikevich_neuromodulation_vogels_2011_additive",
  "854e2c1f": "synapses_stdp_mad_nearest_pair_additive",
  "2bc7bb17": "synapses_stdp_mad_nearest_pair_additive_structural_random_distance_weight",
  "48c2dfec": "synapses_stdp_mad_nearest_pair_multiplicative",
  bb73d5b7: "synapses_stdp_mad_pair_additive",
  ce7f48be: "synapses_stdp_mad_pair_additive_structural_last_neuron_distance_weight",
  "7c8aec05": "synapses_stdp_mad_pair_additive_structural_random_distance_weight",
  e66b9041: "synapses_stdp_mad_pair_multiplicative",
  f4c77567: "synapses_stdp_mad_pfister_triplet_additive",
  fcdbbc26: "synapses_stdp_mad_recurrent_dual_fsm_multiplicative",
  "376e14d3": "synapses_stdp_mad_vogels_2011_additive",
  fd6e42b9: "synapses_structural_last_neuron_distance_weight",
  "98028069": "synapses_structural_random_distance_weight",
  "62bffbd5": "reverse_iptag_multicast_source",
  "9332f52f": "live_packet_gather",
  a98e0068: "command_sender_multicast_source",
};

/** What the core of a job is. */
export type CoreKind =
  | {
      readonly kind: "neurons";
      readonly model: SpinnakerNeuronModel;
      /** Neurons and synapses on one core. */ readonly combined: boolean;
    }
  | { readonly kind: "synapses" | "poisson" | "delays" | "spikes" }
  | { readonly kind: "other"; readonly binary: string };

const MODELS: readonly SpinnakerNeuronModel[] = ["IF_curr_exp", "IF_curr_delta", "IF_cond_exp"];
const KINDS: Readonly<Record<string, "synapses" | "poisson" | "delays" | "spikes">> = {
  synapses: "synapses",
  spike_source_poisson: "poisson",
  delay_extension: "delays",
  reverse_iptag_multicast_source: "spikes",
};

/** @param hash first word of the system region */
export function coreKind(hash: number): CoreKind {
  const binary =
    NAMES[hash.toString(16).padStart(8, "0")] ?? `a program that is not sPyNNaker's (${hash.toString(16)})`;
  const model = MODELS.find((name) => binary === name || binary === `${name}_neuron`);
  if (model !== undefined) return { kind: "neurons", model, combined: binary === model };
  return binary in KINDS ? { kind: KINDS[binary] } : { kind: "other", binary };
}

/** What of a binary's name is not done here, in words. */
export function whyNotDone(binary: string): { readonly what: string; readonly hint: string } {
  if (binary.includes("stdp") || binary.includes("weight_change"))
    return { what: `its synapses are plastic (${binary})`, hint: "make the projection static: StaticSynapse" };
  if (binary.includes("structural"))
    return {
      what: `its synapses are rewired while it runs (${binary})`,
      hint: "make the projection static: StaticSynapse",
    };
  if (binary.includes("conv") || binary.includes("pool_dense"))
    return { what: `its synapses are convolutions (${binary})`, hint: "write them out as a FromListConnector" };
  return {
    what: `it runs ${binary}`,
    hint: `cells can be ${MODELS.join(", ")}; sources SpikeSourcePoisson and SpikeSourceArray`,
  };
}
