/**
 * Balance equations of the limit K → ∞ (van Vreeswijk & Sompolinsky 1996, 1998): Σ_b W_ab r_b + X_a = 0, so r = -W⁻¹X.
 * W_ab (mV) is the summed voltage that one spike of every presynaptic neuron in b gives a neuron of a: Σ indegree·J, with J the charge
 * of one spike over C_m. X_a (mV/s) is the same for external spikes and current. tau_m multiplies both alike and drops out.
 */
import { conditionNumber, eigenvalues, multiply, solve, type Complex } from "../numerics/linear-algebra.js";
import type { MeanFieldModel, MeanFieldPopulation } from "./mean-field-model.js";

/**
 * Voltage (mV) one spike adds in total to a membrane held at `voltage`: the weight itself (delta), w·τ_syn/C_m (psc_exp), or
 * w·τ_syn·(E_rev - voltage)/C_m (cond_exp). Linear in the weight `w`, whose sign chooses the synapse.
 */
export function chargePerSpike(population: MeanFieldPopulation, w: number, sign: number, voltage: number): number {
  if (population.model === "iaf_psc_delta") return w;
  const tauSyn = sign >= 0 ? population.tau_syn_ex : population.tau_syn_in;
  if (population.model === "iaf_psc_exp") return (w * tauSyn) / population.C_m;
  const reversal = sign >= 0 ? (population.E_ex ?? 0) : (population.E_in ?? 0);
  return (Math.abs(w) * tauSyn * (reversal - voltage)) / population.C_m;
}

/** Where the K → ∞ theory holds the membrane of a conductance neuron: half way between reset and threshold. */
export function balancedVoltage(population: MeanFieldPopulation): number {
  return (population.V_reset + population.V_th) / 2;
}

export interface BalanceEquations {
  /** mV, row = postsynaptic population. */
  readonly W: readonly (readonly number[])[];
  /** mV/s */
  readonly X: readonly number[];
}

export function balanceEquations(model: MeanFieldModel): BalanceEquations {
  const W = model.populations.map(() => model.populations.map(() => 0));
  const X = model.populations.map((p) => (1000 * p.I_ext) / p.C_m);
  for (const input of model.inputs) {
    const post = model.populations[input.post];
    const charge = input.indegree * chargePerSpike(post, input.weightMean, input.weightMean, balancedVoltage(post));
    if (typeof input.pre === "number") W[input.post][input.pre] += charge;
    else X[input.post] += charge * input.pre.rate;
  }
  return { W, X };
}

/** Van Vreeswijk & Sompolinsky's chain of ratios for one excitatory and one inhibitory population. */
export interface RatioChain {
  /** X_E/X_I, |W_EI/W_II|, |W_EE/W_IE|: balanced and stable when they descend. */
  readonly external: number;
  readonly inhibitory: number;
  readonly excitatory: number;
  readonly holds: boolean;
}

export interface BalanceState extends BalanceEquations {
  /** -W⁻¹X in Hz; NaN where W is singular. */
  readonly rates: readonly number[];
  /** Every rate is finite and positive. */
  readonly exists: boolean;
  /** Eigenvalues of W (mV): the dynamics dr/dt ∝ Wr + X of the large-gain limit. Stable: every real part is negative. */
  readonly eigenvalues: readonly Complex[];
  readonly stable: boolean;
  /** Two-norm condition number of W. */
  readonly condition: number;
  /** Only for one excitatory and one inhibitory population. */
  readonly ratios?: RatioChain;
  /** sensitivity[a][b][c]: change of rate c (Hz) per unit relative error of W_ab, i.e. -(W⁻¹)_ca W_ab r_b. */
  readonly sensitivity: readonly (readonly (readonly number[])[])[];
  /** Largest Σ_ab |∂r_c/∂ln W_ab| / r_c over c: a relative error ε shared by each projection moves some rate by at most about this times ε. */
  readonly worstAmplification: number;
}

/** The chain with excitation first, whichever order the populations come in; undefined when the signs do not fit. */
function ratioChain({ W, X }: BalanceEquations): RatioChain | undefined {
  if (W.length !== 2) return undefined;
  const isExcitatory = (b: number) => W[0][b] >= 0 && W[1][b] >= 0;
  const isInhibitory = (b: number) => W[0][b] < 0 && W[1][b] < 0;
  const e = isExcitatory(0) && isInhibitory(1) ? 0 : isExcitatory(1) && isInhibitory(0) ? 1 : -1;
  if (e < 0) return undefined;
  const i = 1 - e;
  const external = X[e] / X[i];
  const inhibitory = W[e][i] / W[i][i];
  const excitatory = W[e][e] / W[i][e];
  return { external, inhibitory, excitatory, holds: X[e] > 0 && X[i] >= 0 && external > inhibitory && inhibitory > excitatory };
}

/** Solves the balance equations for any number of populations. Never throws: a singular W gives NaN rates and `exists` false. */
export function balanceState(model: MeanFieldModel): BalanceState {
  const { W, X } = balanceEquations(model);
  const n = W.length;
  const rates = solve(W, X).map((rate) => -rate);
  const spectrum = eigenvalues(W);
  const inverseColumns = W.map((_, a) => solve(W, W.map((_row, i) => (i === a ? 1 : 0))));
  const sensitivity = W.map((row, a) => row.map((w, b) => inverseColumns[a].map((inverse) => (w === 0 ? 0 : -inverse * w * rates[b]))));
  let worstAmplification = 0;
  for (let c = 0; c < n; c++) {
    const total = sensitivity.flat().reduce((sum, change) => sum + Math.abs(change[c]), 0);
    worstAmplification = Math.max(worstAmplification, total / Math.abs(rates[c]));
  }
  return {
    W,
    X,
    rates,
    exists: n > 0 && rates.every((rate) => Number.isFinite(rate) && rate > 0),
    eigenvalues: spectrum,
    stable: n > 0 && spectrum.every((value) => value.re < 0),
    condition: conditionNumber(W),
    ratios: ratioChain({ W, X }),
    sensitivity,
    worstAmplification,
  };
}

/** W·r + X (mV/s): what is left of the drive at these rates. */
export function residualDrive(equations: BalanceEquations, rates: readonly number[]): number[] {
  return multiply(equations.W, rates).map((value, a) => value + equations.X[a]);
}
