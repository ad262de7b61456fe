/**
 * The chip has one synaptic time constant per compartment. Where tau_syn_ex ≠ tau_syn_in both kinds of synapses get
 *   tau = Σ_s q_s tau_s / Σ_s q_s,  q_s = Σ (w tau_s)² over the population's synapses of sign s (the squared charge),
 * and weights are multiplied by the ratio of the depolarisation that a spike integrates to,
 *   factor_s = [P21(tau_s)/(1 - P11(tau_s))] / [P21(tau)/(1 - P11(tau))],
 * so that every spike keeps its charge: mean inputs are right, their time course and variance are not. What that moves, for Poisson inputs at mean
 * rates r: the variance of the free membrane, ∫h² = (w tau_s)² tau_m² / (2 C² (tau_m + tau_s)) a spike,
 *   σ_V² = tau_m²/(2 C²) Σ_s P_s/(tau_m + tau_s),  P_s = Σ r (w tau_s)²,
 * that of the net input, σ_I² = Σ_s P_s/(2 tau_s), and tracking: the currents of inhibition lag behind those of excitation by tau_syn_in - tau_syn_ex more than their spikes do; after it by nothing.
 */
import { loihiModel } from "./models.js";
import type { Network, Population } from "../../../src/network/types.js";
import { decayFactor, synapticPropagator } from "../../../src/numerics/propagators.js";
import { populationMean } from "../../common/input/conductance.js";
import { total, type RowMoments } from "../../common/input/row-moments.js";

export interface CommonSynapticTime {
  /** ms */
  readonly tau: number;
  readonly factorEx: number;
  readonly factorIn: number;
  readonly tauEx: number;
  readonly tauIn: number;
  /** Relative change of the SD of the free membrane, and of the net input; NaN where nothing is known to arrive. */
  readonly sigmaChange: number;
  readonly inputSigmaChange: number;
  /** Whether anything is lost: synapses of both kinds, or time constants that vary. One kind alone keeps its constant. */
  readonly approximate: boolean;
}

/** Hz of one source of each projection. */
export type ProjectionRates = (projection: Network["projections"][number]) => number;

/** mV that weights of each sign are multiplied by: the driving forces of lowered conductances, 1 and 1 for currents. */
export interface DrivingForces {
  readonly excitatory: number;
  readonly inhibitory: number;
}

const OF_CURRENTS: DrivingForces = { excitatory: 1, inhibitory: 1 };

/** Null where the two time constants are equal. */
export function commonSynapticTime(
  network: Network,
  population: Population,
  rows: readonly RowMoments[],
  tauM: number,
  rateOf: ProjectionRates,
  force = OF_CURRENTS,
): CommonSynapticTime | null {
  if (loihiModel(population).synapse === "delta") return null;
  const { tau_syn_ex: ex, tau_syn_in: inh } = population.parameters;
  if (
    typeof ex === "number" && typeof inh === "number"
      ? ex === inh
      : ex instanceof Float64Array && inh instanceof Float64Array && ex.every((tau, i) => tau === inh[i])
  ) {
    return null;
  }
  const tauEx = populationMean(population, "tau_syn_ex");
  const tauIn = populationMean(population, "tau_syn_in");
  let chargeEx = 0;
  let chargeIn = 0;
  /** P_s, up to a factor that both share. */
  let powerEx = 0;
  let powerIn = 0;
  for (const projection of network.projections) {
    if (projection.post !== population.index) continue;
    const ofEx = total(rows[projection.index].positive.sumOfSquares) * tauEx ** 2;
    const ofIn = total(rows[projection.index].negative.sumOfSquares) * tauIn ** 2;
    const rate = rateOf(projection);
    chargeEx += ofEx;
    chargeIn += ofIn;
    powerEx += ofEx * rate * force.excitatory ** 2;
    powerIn += ofIn * rate * force.inhibitory ** 2;
  }
  const tau = chargeEx + chargeIn > 0 ? (chargeEx * tauEx + chargeIn * tauIn) / (chargeEx + chargeIn) : tauEx;
  const capacitance = populationMean(population, "C_m");
  const integrated = (tauSyn: number): number =>
    synapticPropagator(network.dt, tauM, tauSyn, capacitance) / (1 - decayFactor(network.dt, tauSyn));
  /** The SD with the common time over that with both, where a spike's power is divided by `per(tau)`. */
  const change = (per: (tauSyn: number) => number) =>
    Math.sqrt((powerEx + powerIn) / per(tau) / (powerEx / per(tauEx) + powerIn / per(tauIn))) - 1;
  const varies = (chargeEx > 0 && typeof ex !== "number") || (chargeIn > 0 && typeof inh !== "number");
  return {
    tau,
    tauEx,
    tauIn,
    approximate: varies || (chargeEx > 0 && chargeIn > 0),
    sigmaChange: change((tauSyn) => tauM + tauSyn),
    inputSigmaChange: change((tauSyn) => tauSyn),
    factorEx: integrated(tauEx) / integrated(tau),
    factorIn: integrated(tauIn) / integrated(tau),
  };
}
