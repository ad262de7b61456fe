/** The conductance cell that the experiments on conductances share, and the input that holds it at a voltage. */

/** mV, nS, pF, ms. Between E_ex = 0 and E_in = −75 mV as in the source text; tau_m = C_m/g_L = 20 ms. */
export const CELL = { C_m: 200, g_L: 10, E_L: -70, E_ex: 0, E_in: -75, tau_m: 20 } as const;

/** mV: where the source text holds it. */
export const V_STAR = -65;

/** Limit of g_E/g_I at V* without leak: 10/65. */
export const LIMIT_RATIO = (V_STAR - CELL.E_in) / (CELL.E_ex - V_STAR);

export interface CellOptions {
  /** ms, both synapses. Equal ones are exact on chips with one synaptic time constant. */
  readonly tauSyn: number;
  /** mV. The default is out of reach: the membrane is free. */
  readonly V_th?: number;
  readonly V_reset?: number;
  readonly E_in?: number;
}

/** The neuron as YAML. */
export function conductanceCell({ tauSyn, V_th = -40, V_reset = -70, E_in = CELL.E_in }: CellOptions): string {
  return `{ model: iaf_cond_exp, C_m: ${CELL.C_m} pF, g_L: ${CELL.g_L} nS, E_L: ${CELL.E_L} mV, V_reset: ${V_reset} mV, V_th: ${V_th} mV, t_ref: 2 ms, E_ex: ${CELL.E_ex} mV, E_in: ${E_in} mV, tau_syn: ${tauSyn} ms }`;
}

/** nS that hold the membrane at V* with g_L + g_E + g_I = `total`. */
export function conductancesHolding(total: number): { readonly gE: number; readonly gI: number } {
  const synaptic = total - CELL.g_L;
  // g_E(E_ex − V*) = g_I(V* − E_in) + g_L(V* − E_L), and g_I = synaptic − g_E.
  const gE = (synaptic * (V_STAR - CELL.E_in) + CELL.g_L * (V_STAR - CELL.E_L)) / (CELL.E_ex - CELL.E_in);
  return { gE, gI: synaptic - gE };
}

/** Hz of Poisson input whose mean conductance is `g` nS, for synapses of `weight` nS: g = weight·rate·tau_syn. */
export function rateOfConductance(g: number, weight: number, tauSyn: number): number {
  return Number(((1000 * g) / (weight * tauSyn)).toPrecision(6));
}
