/**
 * Effective-time-constant approximation of conductance synapses (Johannesma 1968; Richardson & Gerstner 2005):
 *   g_tot = g_L + g_E + g_I,  tau_eff = C/g_tot,  V* = (g_L E_L + g_E E_ex + g_I E_in + I_e)/g_tot,
 * and a conductance step w acts as the current w·(E_rev - V*). g_s = Σ K w tau_s r at the mean rates, which are those
 * given, or a damped fixed point of rate = Siegert(V*, sigma, tau_eff).
 */
import { valueAt, type Network, type Population } from "../../src/network/types.js";
import type { NeuronParameter } from "../../src/description/types.js";
import { siegertRate } from "../../src/theory/siegert.js";
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
  /** mV */
  readonly vStar: number;
}

const ROUNDS = 400;
const DAMPING = 0.1;

export function populationMean(population: Population, name: NeuronParameter): number {
  const values = population.parameters[name];
  if (typeof values === "number") return values;
  return mean(values);
}

/** Mean rate (Hz) of the sources of a spike source over the run. */
export function sourceRate(network: Network, index: number): number {
  const source = network.sources[index];
  const seconds = (network.steps * network.dt) / 1000;
  if (source.kind === "spike_times") return seconds > 0 ? source.spikeSteps.length / source.size / seconds : 0;
  let sum = 0;
  for (let i = 0; i < source.size; i++) sum += valueAt(source.rate, i);
  return sum / source.size;
}

function operatingPoint(network: Network, p: Population, rows: readonly RowMoments[], rates: ArrayLike<number>): OperatingPoint {
  const get = (name: NeuronParameter): number => populationMean(p, name);
  const gL = get("g_L");
  let gEx = 0;
  let gIn = 0;
  let varianceEx = 0;
  let varianceIn = 0;
  for (const projection of network.projections) {
    if (projection.post !== p.index) continue;
    const rate = (projection.preKind === "source" ? sourceRate(network, projection.pre) : rates[projection.pre]) / 1000;
    const row = rows[projection.index];
    gEx += mean(row.positive.sum) * get("tau_syn_ex") * rate;
    gIn += mean(row.negative.sum) * get("tau_syn_in") * rate;
    varianceEx += mean(row.positive.sumOfSquares) * get("tau_syn_ex") ** 2 * rate;
    varianceIn += mean(row.negative.sumOfSquares) * get("tau_syn_in") ** 2 * rate;
  }
  const total = gL + gEx + gIn;
  const tauEff = get("C_m") / total;
  const vStar = (gL * get("E_L") + gEx * get("E_ex") + gIn * get("E_in") + get("I_e")) / total;
  // White-noise sigma: sigma² = tau·Σ r (w tau_s (E - V*)/C)²
  const variance = (tauEff * (varianceEx * (get("E_ex") - vStar) ** 2 + varianceIn * (get("E_in") - vStar) ** 2)) / get("C_m") ** 2;
  const free = siegertRate({ tau: tauEff, threshold: get("V_th"), reset: get("V_reset"), refractory: get("t_ref") }, vStar, Math.sqrt(variance));
  return { rate: free, conductanceEx: gEx, conductanceIn: gIn, total, tauEff, vStar };
}

/** One operating point per population (of any model; only conductance populations have a meaning). Rates given by name are kept. */
export function operatingPoints(network: Network, rows: readonly RowMoments[], expected: Readonly<Record<string, number>>): OperatingPoint[] {
  const rates = Float64Array.from(network.populations, (p) => expected[p.name] ?? 5);
  for (let round = 0; round < ROUNDS; round++) {
    const next = network.populations.map((p) =>
      p.model !== "iaf_cond_exp" || p.name in expected ? rates[p.index] : operatingPoint(network, p, rows, rates).rate,
    );
    next.forEach((rate, i) => (rates[i] += DAMPING * (rate - rates[i])));
  }
  return network.populations.map((p) => ({ ...operatingPoint(network, p, rows, rates), rate: rates[p.index] }));
}
