/**
 * Effective-time-constant approximation of conductance synapses (Johannesma 1968; Richardson & Gerstner 2005):
 *   g_tot = g_L + g_E + g_I,  tau_eff = C/g_tot,  V* = (g_L E_L + g_E E_ex + g_I E_in + I_e)/g_tot,
 * and a conductance step w acts as the current w·(E_rev - V*). g_s = Σ K w tau_s r at the mean rates over the run: those given by name,
 * otherwise those of the finite-K theory (src/theory/finite-k.ts), which solves for rates and conductances together.
 */
import { valueAt, type Network, type Population } from "../../src/network/types.js";
import type { NeuronParameter } from "../../src/description/types.js";
import { predictRates } from "../../src/theory/finite-k.js";
import { meanFieldOf } from "../../src/theory/mean-field-model.js";
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

export function populationMean(population: Population, name: NeuronParameter): number {
  const values = population.parameters[name];
  if (typeof values === "number") return values;
  return mean(values);
}

/** Mean rate (Hz) of the sources of a spike source while it is active: what ranges must be sized for. */
export function sourceRate(network: Network, index: number): number {
  const source = network.sources[index];
  const seconds = (network.steps * network.dt) / 1000;
  if (source.kind === "spike_times") return seconds > 0 ? source.spikeSteps.length / source.size / seconds : 0;
  let sum = 0;
  for (let i = 0; i < source.size; i++) sum += valueAt(source.rate, i);
  return sum / source.size;
}

/** Share of the run in which a spike source is active; spike times are averaged over the run already. */
function activeShare({ sources, steps }: Network, index: number): number {
  const { kind, startStep, stopStep } = sources[index];
  return kind === "spike_times" || steps === 0 ? 1 : Math.max(0, Math.min(stopStep, steps) - startStep) / steps;
}

function operatingPoint(network: Network, p: Population, rows: readonly RowMoments[], rates: ArrayLike<number>): OperatingPoint {
  const get = (name: NeuronParameter): number => populationMean(p, name);
  const gL = get("g_L");
  let gEx = 0;
  let gIn = 0;
  for (const projection of network.projections) {
    if (projection.post !== p.index) continue;
    const rate = (projection.preKind === "source" ? sourceRate(network, projection.pre) * activeShare(network, projection.pre) : rates[projection.pre]) / 1000;
    const row = rows[projection.index];
    gEx += mean(row.positive.sum) * get("tau_syn_ex") * rate;
    gIn += mean(row.negative.sum) * get("tau_syn_in") * rate;
  }
  const total = gL + gEx + gIn;
  const tauEff = get("C_m") / total;
  const vStar = (gL * get("E_L") + gEx * get("E_ex") + gIn * get("E_in") + get("I_e")) / total;
  return { rate: rates[p.index], conductanceEx: gEx, conductanceIn: gIn, total, tauEff, vStar };
}

export interface AssumedRate {
  /** Hz */
  readonly rate: number;
  /** Why the theory's rate should not be trusted; empty for given rates. */
  readonly doubts: readonly string[];
}

/** Mean rates by population: those given by name, otherwise the finite-K theory's with its doubts. */
export function meanRates(network: Network, expected: Readonly<Record<string, number>>): AssumedRate[] {
  if (network.populations.every((p) => p.name in expected)) return network.populations.map((p) => ({ rate: expected[p.name], doubts: [] }));
  const prediction = predictRates(meanFieldOf(network), { oscillations: false, quenched: false });
  return network.populations.map((p) => {
    if (p.name in expected) return { rate: expected[p.name], doubts: [] };
    const { rate, applies, reasons } = prediction.populations[p.index];
    const doubts = prediction.converged && Number.isFinite(rate) ? (applies ? [] : reasons) : ["the theory found no fixed point"];
    return { rate: Number.isFinite(rate) ? rate : 0, doubts };
  });
}

/** One operating point per population (of any model; only conductance populations have a meaning). */
export function operatingPoints(network: Network, rows: readonly RowMoments[], expected: Readonly<Record<string, number>>): OperatingPoint[] {
  const rates = meanRates(network, expected).map((r) => r.rate);
  return network.populations.map((p) => operatingPoint(network, p, rows, rates));
}
