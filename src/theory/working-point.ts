/**
 * Mean and fluctuation of the input to each population at given rates: the diffusion approximation (Brunel 2000, eqs. 4–6).
 *   current models: μ = E_L + τ_m(Σ K J r + I/C_m),  σ² = τ_m Σ K⟨J²⟩r   (J: mV per spike, r: 1/ms)
 *   conductances (effective time constant, Richardson 2004, Phys. Rev. E 69:051918): G = g_L + Σ K w τ_syn r, τ = C_m/G,
 *   μ = (g_L E_L + Σ g E_rev + I)/G, and J = w τ_syn (E_rev - ⟨V⟩)/C_m in σ² = τ Σ K⟨J²⟩r, ⟨V⟩ being the mean of V with threshold and resets (siegert.ts).
 * A chip that truncates its states in every step moves μ and σ (truncated-states.ts).
 */
import { chargePerSpike } from "./balance.js";
import {
  weightSumVarianceOf,
  type MeanFieldInput,
  type MeanFieldModel,
  type MeanFieldPopulation,
} from "./mean-field-model.js";
import { truncatedCurrent, truncatedMean } from "./truncated-states.js";
import { intervalCv, meanPotential, siegertRate, type LifParameters } from "./siegert.js";

export interface WorkingPoint {
  readonly lif: LifParameters;
  /** mV, absolute. */
  readonly mu: number;
  /** mV; the free membrane has SD sigma/√2 (delta synapses). */
  readonly sigma: number;
  /** Synaptic time constant for the threshold shift, ms: √τ_s averaged with the noise power of each synapse type; 0 for delta. */
  readonly tauSyn: number;
  /** Mean excitatory and inhibitory drive, pA (≥ 0, ≤ 0); injected current counts by its sign. Conductances: at ⟨V⟩. */
  readonly excitation: number;
  readonly inhibition: number;
  /** Variance over neurons of μ (mV²), from in-degree, weight, current and rate spread. */
  readonly quenchedVariance: number;
  /** Mean spikes per membrane time constant, over all inputs. */
  readonly spikesPerTau: number;
  /** Largest |J|/(θ - V_reset) of the inputs that are active. */
  readonly largestJump: number;
  /** cond_exp: mean conductances, nS. */
  readonly conductance?: { readonly excitatory: number; readonly inhibitory: number };
}

/** Of a current that nothing truncates. */
const EXACT = { current: 0, gain: 1 };

const grouped = new WeakMap<MeanFieldModel, readonly (readonly MeanFieldInput[])[]>();

/** The inputs of each population, in order; found once a model. */
function inputsByPost(model: MeanFieldModel): readonly (readonly MeanFieldInput[])[] {
  const known = grouped.get(model);
  if (known !== undefined) return known;
  const groups = model.populations.map((): MeanFieldInput[] => []);
  for (const input of model.inputs) groups[input.post].push(input);
  grouped.set(model, groups);
  return groups;
}

/**
 * Where driving forces of conductances are taken, mV: the mean of V with threshold and resets, which lies between what can hold V. Rates may be such as this
 * input does not give (a solver tries them, a user assumes them, or they are those of another stretch of the description): no resets then take V
 * below the reset, or more than halfway from μ to E_in where the reset is lower still.
 */
export function drivenVoltage(
  { E_in = -Infinity, V_th }: Pick<MeanFieldPopulation, "E_in" | "V_th">,
  lif: LifParameters,
  mu: number,
  rate: number,
): number {
  const lowest = Math.min(mu, Math.max(lif.reset, (mu + E_in) / 2));
  return Math.min(V_th, Math.max(lowest, meanPotential(lif, mu, rate)));
}

/** `meanSquareRates`: ⟨r²⟩ over the neurons of each population, Hz²; default: all neurons of a population alike. */
export function workingPoint(
  model: MeanFieldModel,
  a: number,
  rates: readonly number[],
  meanSquareRates?: readonly number[],
): WorkingPoint {
  const p = model.populations[a];
  const conductanceBased = p.synapse === "conductance";
  const inputs = inputsByPost(model)[a];
  const rateOf = (pre: number | { rate: number }) => (typeof pre === "number" ? rates[pre] : pre.rate) / 1000;
  let gEx = 0;
  let gIn = 0;
  if (conductanceBased) {
    for (const input of inputs) {
      const g = input.indegree * Math.abs(input.weightMean) * rateOf(input.pre);
      if (input.weightMean >= 0) gEx += g * p.tau_syn_ex;
      else gIn += g * p.tau_syn_in;
    }
  }
  const gL = p.g_L ?? p.C_m / p.tau_m;
  const total = gL + gEx + gIn;
  const tau = conductanceBased ? p.C_m / total : p.tau_m;
  const vStar = conductanceBased ? (gL * p.E_L + gEx * (p.E_ex ?? 0) + gIn * (p.E_in ?? 0) + p.I_ext) / total : 0;
  const lif = { tau, threshold: p.V_th, reset: p.V_reset, refractory: p.t_ref };
  const voltage = conductanceBased ? drivenVoltage(p, lif, vStar, rates[a]) : 0;
  let drift = 0;
  let power = 0;
  let rootPower = 0;
  let excitation = Math.max(0, p.I_ext);
  let inhibition = Math.min(0, p.I_ext);
  let quenched = (p.currentVariance ?? 0) * (tau / p.C_m) ** 2;
  let spikesPerTau = 0;
  let largestJump = 0;
  const arrivals: { weight: number; size: number; rate: number }[] = [];
  for (const input of inputs) {
    const rate = rateOf(input.pre);
    const perWeight =
      chargePerSpike(p, 1, input.weightMean, voltage) * (conductanceBased ? Math.sign(input.weightMean) : 1);
    const charge = input.indegree * input.weightMean * perWeight * rate;
    const noise = input.indegree * input.weightMeanSquare * perWeight ** 2 * rate;
    const tauSyn = p.synapse === "delta" ? 0 : input.weightMean >= 0 ? p.tau_syn_ex : p.tau_syn_in;
    drift += charge;
    power += noise;
    rootPower += noise * Math.sqrt(tauSyn);
    if (charge >= 0) excitation += charge * p.C_m;
    else inhibition += charge * p.C_m;
    const rateVariance =
      typeof input.pre === "number" && meanSquareRates
        ? Math.max(0, meanSquareRates[input.pre] / 1e6 - rate * rate)
        : 0;
    quenched +=
      tau ** 2 *
      perWeight ** 2 *
      (weightSumVarianceOf(input) * rate ** 2 + input.indegree * input.weightMeanSquare * rateVariance);
    if (rate > 0) largestJump = Math.max(largestJump, Math.sqrt(input.weightMeanSquare) * Math.abs(perWeight));
    spikesPerTau += input.indegree * rate * tau;
    if (rate > 0 && p.truncation !== undefined)
      arrivals.push({
        weight: input.weightMean,
        size: Math.sqrt(input.weightMeanSquare),
        rate: input.indegree * rate,
      });
  }
  const tauSyn = power > 0 ? (rootPower / power) ** 2 : 0;
  const lost = p.truncation === undefined ? EXACT : truncatedCurrent(p.truncation, arrivals, tauSyn);
  const sigma = Math.sqrt(tau * power) * lost.gain;
  const exactMu = conductanceBased ? vStar : p.E_L + tau * (drift + (p.I_ext - lost.current) / p.C_m);
  return {
    lif,
    mu: p.truncation === undefined ? exactMu : truncatedMean(p.truncation, lif, exactMu, sigma, tauSyn),
    sigma,
    tauSyn,
    excitation,
    inhibition,
    quenchedVariance: quenched,
    spikesPerTau,
    largestJump: largestJump / (p.V_th - p.V_reset),
    ...(conductanceBased ? { conductance: { excitatory: gEx, inhibitory: gIn } } : {}),
  };
}

/** Mean rate (Hz), mean square rate and CV of a population at its working point; averaged over the Gaussian spread of μ when `spread`. */
export function populationRate(
  point: Pick<WorkingPoint, "lif" | "mu" | "sigma" | "tauSyn" | "quenchedVariance">,
  dt: number,
  spread: boolean,
): { rate: number; meanSquare: number } {
  const width = Math.sqrt(point.quenchedVariance);
  const rateAt = (mu: number) => siegertRate(point.lif, mu, point.sigma, point.tauSyn, dt);
  if (!spread || !(width > 1e-9 * (Math.abs(point.mu) + 1))) {
    const rate = rateAt(point.mu);
    return { rate, meanSquare: rate * rate };
  }
  // Equidistant nodes: for a Gaussian weight the trapezoidal rule converges faster than any power of the step.
  let norm = 0;
  let first = 0;
  let second = 0;
  for (let z = -5; z <= 5; z += 0.5) {
    const weight = Math.exp((-z * z) / 2);
    const rate = rateAt(point.mu + width * z);
    norm += weight;
    first += weight * rate;
    second += weight * rate * rate;
  }
  return { rate: first / norm, meanSquare: second / norm };
}

export function populationCv(point: WorkingPoint, dt: number): number {
  return intervalCv(point.lif, point.mu, point.sigma, point.tauSyn, dt);
}
