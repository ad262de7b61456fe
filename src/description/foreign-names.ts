/**
 * Names that users of NEST, PyNN and Brian bring along and that this tool does not integrate. They get a reason and the nearest thing that
 * exists, and never a "did you mean" that would put other physics in their place.
 */

interface Foreign {
  /** Tested against the whole word, whatever its case. */
  readonly pattern: RegExp;
  /** Completes "… is not supported, because". */
  readonly because: string;
  /** The nearest thing, and what would be different. */
  readonly instead: string;
}

const EXPONENTIAL = "use iaf_psc_exp: a synaptic current that jumps and decays, without a rise of its own";

const FOREIGN: readonly Foreign[] = [
  {
    pattern: /^(iaf_psc_alpha.*|if_curr_alpha|tau_syn_alpha|alpha(_synapse)?)$/i,
    because:
      "these chips filter input with one exponential, and an alpha function needs a second state for each synapse type",
    instead: EXPONENTIAL,
  },
  {
    pattern: /^(iaf_cond_alpha.*|if_cond_alpha)$/i,
    because:
      "these chips filter conductances with one exponential, and an alpha function needs a second state for each synapse type",
    instead: "use iaf_cond_exp: a conductance that jumps and decays, without a rise of its own",
  },
  {
    pattern: /^(iaf_cond_beta|iaf_psc_beta|.*_beta_(multisynapse|psc).*)$/i,
    because: "these chips filter input with one exponential, not with a difference of two",
    instead: "use iaf_psc_exp or iaf_cond_exp with the decay time alone; the rise is lost",
  },
  {
    pattern: /^(aeif_.*|eif_.*|adex|adexp|expif|delta_t|v_peak|tau_w|(eif|expif).*)$/i,
    because: "the exponential spike onset and the adaptation current are no part of the neuron that is emulated here",
    instead: "use iaf_psc_exp or iaf_cond_exp: a leaky integrator with a hard threshold, without adaptation",
  },
  {
    pattern:
      /^(iaf_chxk.*|iaf_cond_exp_sfa.*|.*_sfa_.*|iaf_psc_exp_ht.*|gif_.*|pp_.*|mat2.*|amat2.*|tau_sfa|q_sfa|glif_.*)$/i,
    because: "adaptation and stochastic or moving thresholds are no part of the neuron that is emulated here",
    instead: "use iaf_psc_exp or iaf_cond_exp: fixed threshold, no adaptation",
  },
  {
    pattern: /^(izhikevich.*|izh.*)$/i,
    because: "its quadratic membrane is not the linear one that is compiled and emulated here",
    instead: "use iaf_psc_exp; bursting and resonance have no counterpart",
  },
  {
    pattern: /^(hh_.*|hh|hodgkin.*|.*_traub.*|ht_neuron|wb_.*|terub_.*)$/i,
    because: "ion channels are not integrated by these chips",
    instead: "use iaf_cond_exp: synaptic conductances and a hard threshold, no channels",
  },
  {
    pattern: /^(.*nmda.*)$/i,
    because: "a conductance that depends on voltage is not integrated here",
    instead: "use iaf_cond_exp with a long tau_syn_ex; the magnesium block is lost",
  },
  {
    pattern: /^(stdp.*|.*_stdp|vogels_sprekeler_synapse|clopath_synapse|jonke_synapse|.*plasticity.*)$/i,
    because: "weights are fixed: a verdict compares two networks that do not learn",
    instead: "give the weights as they are after learning (connect: {rule: matrix, …})",
  },
  {
    pattern: /^(tsodyks.*|quantal_stp_synapse|stp|tau_rec|tau_fac|tau_facil|u_se)$/i,
    because: "short-term plasticity is not integrated here: a synapse has one weight",
    instead: "give the weight at the expected rate",
  },
  {
    pattern: /^(gap_junction.*|electrical_synapse|has_connections|gap)$/i,
    because: "neurons exchange spikes here and no voltages",
    instead: "leave the gap junctions out, or lump the neurons that they lock together",
  },
  {
    pattern: /^(cm_default|cm_main|iaf_cond_alpha_mc|pp_cond_exp_mc.*|multi_?compartment.*|dendrites?|compartments?)$/i,
    because: "a neuron has one compartment here",
    instead: "use a point neuron: iaf_psc_exp or iaf_cond_exp",
  },
  {
    pattern: /^(.*multisynapse|receptor_types|tau_syns)$/i,
    because: "a neuron has one excitatory and one inhibitory time constant here",
    instead: "use iaf_psc_exp with tau_syn_ex and tau_syn_in",
  },
  {
    pattern: /^(iaf_psc_exp_ps.*|iaf_psc_delta_ps|iaf_psc_alpha_ps|.*_canon.*)$/i,
    because: "spikes lie on the grid of time steps, as on the chips",
    instead: "use the model without _ps: spike times are rounded to the grid",
  },
];

/** Why a name of another tool is not supported, as message and hint; undefined for every other word. */
export function foreignName(word: string): { readonly because: string; readonly instead: string } | undefined {
  if (word.length > 64) return undefined;
  return FOREIGN.find(({ pattern }) => pattern.test(word));
}
