/**
 * The chip has one synaptic time constant per compartment. Where tau_syn_ex ≠ tau_syn_in both kinds of synapses get
 *   tau = Σ_s q_s tau_s / Σ_s q_s,  q_s = Σ (w tau_s)² over the population's synapses of sign s (the squared charge),
 * and weights are multiplied by the ratio of the depolarisation that a spike integrates to,
 *   factor_s = [P21(tau_s)/(1 - P11(tau_s))] / [P21(tau)/(1 - P11(tau))],
 * so that every spike keeps its charge: mean inputs are right, their time course and variance are not.
 */
import type { Network, Population } from "../../src/network/types.js";
import { decayFactor, synapticPropagator } from "../../src/numerics/propagators.js";
import { populationMean } from "./conductance.js";
import { total, type RowMoments } from "./row-moments.js";

export interface CommonSynapticTime {
  /** ms */
  readonly tau: number;
  readonly factorEx: number;
  readonly factorIn: number;
  readonly tauEx: number;
  readonly tauIn: number;
}

/** Null where one time constant is enough: equal ones, or synapses of one sign only with the same constant everywhere. */
export function commonSynapticTime(network: Network, population: Population, rows: readonly RowMoments[], tauM: number): CommonSynapticTime | null {
  if (population.model === "iaf_psc_delta") return null;
  const { tau_syn_ex: ex, tau_syn_in: inh } = population.parameters;
  if (typeof ex === "number" && typeof inh === "number" ? ex === inh : ex instanceof Float64Array && inh instanceof Float64Array && ex.every((tau, i) => tau === inh[i])) {
    return null;
  }
  const tauEx = populationMean(population, "tau_syn_ex");
  const tauIn = populationMean(population, "tau_syn_in");
  let chargeEx = 0;
  let chargeIn = 0;
  for (const projection of network.projections) {
    if (projection.post !== population.index) continue;
    chargeEx += total(rows[projection.index].positive.sumOfSquares) * tauEx ** 2;
    chargeIn += total(rows[projection.index].negative.sumOfSquares) * tauIn ** 2;
  }
  const tau = chargeEx + chargeIn > 0 ? (chargeEx * tauEx + chargeIn * tauIn) / (chargeEx + chargeIn) : tauEx;
  const capacitance = populationMean(population, "C_m");
  const integrated = (tauSyn: number): number =>
    synapticPropagator(network.dt, tauM, tauSyn, capacitance) / (1 - decayFactor(network.dt, tauSyn));
  return { tau, tauEx, tauIn, factorEx: integrated(tauEx) / integrated(tau), factorIn: integrated(tauIn) / integrated(tau) };
}
