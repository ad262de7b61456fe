/**
 * Effective-time-constant approximation of conductance synapses (Johannesma 1968; Richardson & Gerstner 2005):
 *   g_tot = g_L + g_E + g_I,  tau_eff = C/g_tot,  V_free = (g_L E_L + g_E E_ex + g_I E_in + I_e)/g_tot,
 * and a conductance step w acts as the current w·(E_rev - V*). V* is where V is on average, threshold, resets and dead time counted (`meanPotential`), and
 * not V_free, which may lie beyond the threshold: what is left out is the current δg·(V - V*), whose mean V* makes small. g_s = Σ K w tau_s r at mean rates: those given by name, otherwise those of
 * the finite-K theory (src/theory/finite-k.ts), which solves for rates and conductances together. Sources count with their means over the
 * stretch of the description that `workingEpoch` names, whatever the length of the run.
 */
import type { DriveEpoch } from "../../../src/network/drive-epochs.js";
import { ratesIn } from "../../../src/network/source-rates.js";
import { modelOf, type Network, type Population } from "../../../src/network/types.js";
import { drivenRates, drivenStates, workingEpoch } from "../../../src/theory/driven-rates.js";
import { predictRates } from "../../../src/theory/finite-k.js";
import { meanFieldOf } from "../../../src/theory/mean-field-model.js";
import { refractorySteps } from "../../../src/numerics/time-grid.js";
import { drivenVoltage } from "../../../src/theory/working-point.js";
import { rateMoments } from "./rate-moments.js";
import { mean, type RowMoments } from "./row-moments.js";

export interface OperatingPoint {
  /** Hz */
  readonly rate: number;
  /** nS */
  readonly conductanceEx: number;
  readonly conductanceIn: number;
  readonly total: number;
  /** ms */
  readonly tauEff: number;
  /** mV: the mean of V, at which driving forces are taken. */
  readonly vStar: number;
  /** mV: where V would stand without threshold. */
  readonly vFree: number;
}

export function populationMean(population: Population, name: string): number {
  const values = population.parameters[name];
  if (typeof values === "number") return values;
  return mean(values);
}

/** @param injected mean current into a neuron in that stretch, pA: I_e and what stimuli inject */
function operatingPoint(
  network: Network,
  p: Population,
  rows: readonly RowMoments[],
  rates: ArrayLike<number>,
  epoch: DriveEpoch,
  injected: number,
): OperatingPoint {
  const get = (name: string): number => populationMean(p, name);
  const gL = get("g_L");
  let gEx = 0;
  let gIn = 0;
  for (const projection of network.projections) {
    if (projection.post !== p.index) continue;
    const rate =
      projection.preKind === "source"
        ? ratesIn(network.sources[projection.pre], network.dt, epoch)
        : rates[projection.pre];
    const moments = rateMoments(projection, rows[projection.index], rate);
    gEx += (mean(moments.positive.mean) * get("tau_syn_ex")) / 1000;
    gIn += (mean(moments.negative.mean) * get("tau_syn_in")) / 1000;
  }
  const total = gL + gEx + gIn;
  const tauEff = get("C_m") / total;
  const vFree = (gL * get("E_L") + gEx * get("E_ex") + gIn * get("E_in") + injected) / total;
  const [threshold, reset] = [get("V_th"), get("V_reset")];
  const refractory = refractorySteps(get("t_ref"), network.dt).steps * network.dt;
  const vStar = drivenVoltage(
    { E_in: get("E_in"), V_th: threshold },
    { tau: tauEff, threshold, reset, refractory },
    vFree,
    rates[p.index],
  );
  return { rate: rates[p.index], conductanceEx: gEx, conductanceIn: gIn, total, tauEff, vStar, vFree };
}

export interface AssumedRate {
  /** Hz */
  readonly rate: number;
  /** Why the theory's rate should not be trusted; empty for given rates. */
  readonly doubts: readonly string[];
}

/** Rates by population: those given by name, otherwise the highest that the finite-K theory has under the description's drive, with its doubts. */
export function meanRates(network: Network, expected: Readonly<Record<string, number>>): AssumedRate[] {
  if (network.populations.every((p) => p.name in expected))
    return network.populations.map((p) => ({ rate: expected[p.name], doubts: [] }));
  const states = drivenStates(network, { quenched: false });
  const rates = drivenRates(states, network.populations.length);
  return network.populations.map((p) => {
    if (p.name in expected) return { rate: expected[p.name], doubts: [] };
    const rate = rates[p.index];
    const doubts = states.map(({ prediction: { converged, populations } }) => {
      const { applies, reasons, rate: predicted } = populations[p.index];
      return converged && Number.isFinite(predicted) ? (applies ? [] : reasons) : ["the theory found no fixed point"];
    });
    return { rate: Number.isFinite(rate) ? rate : 0, doubts: doubts.find((list) => list.length > 0) ?? [] };
  });
}

/** The operating point of each conductance population; null for the others. */
export function operatingPoints(
  network: Network,
  rows: readonly RowMoments[],
  expected: Readonly<Record<string, number>>,
): (OperatingPoint | null)[] {
  const rates = meanRates(network, expected).map((r) => r.rate);
  const epoch = workingEpoch(network, (last) =>
    predictRates(meanFieldOf(network, last), { oscillations: false, quenched: false }).populations.map((p) => p.rate),
  );
  const driven = meanFieldOf(network, epoch).populations;
  return network.populations.map((p) =>
    modelOf(network, p).synapse === "conductance"
      ? operatingPoint(network, p, rows, rates, epoch, driven[p.index].I_ext)
      : null,
  );
}
