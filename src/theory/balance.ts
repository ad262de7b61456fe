/**
 * Balance equations of the limit K → ∞ (van Vreeswijk & Sompolinsky 1996, 1998): Σ_b W_ab r_b + X_a = 0, so r = -W⁻¹X.
 * W_ab (mV) is the summed voltage that one spike of every presynaptic neuron in b gives a neuron of a: Σ indegree·J, with J the charge
 * of one spike over C_m. X_a (mV/s) is the same for external spikes and current. tau_m multiplies both alike and drops out.
 */
import { largestOf } from "../numerics/extrema.js";
import { conditionNumber, eigenvalues, multiply, solve, type Complex } from "../numerics/linear-algebra.js";
import type { MeanFieldModel, MeanFieldPopulation } from "./mean-field-model.js";

/**
 * Voltage (mV) one spike adds in total to a membrane held at `voltage`: the weight itself (delta), w·τ_syn/C_m (currents), or
 * w·τ_syn·(E_rev - voltage)/C_m (conductances). Linear in the weight `w`, whose sign chooses the synapse.
 */
export function chargePerSpike(population: MeanFieldPopulation, w: number, sign: number, voltage: number): number {
  if (population.synapse === "delta") return w;
  const tauSyn = sign >= 0 ? population.tau_syn_ex : population.tau_syn_in;
  if (population.synapse === "current") return (w * tauSyn) / population.C_m;
  const reversal = sign >= 0 ? (population.E_ex ?? 0) : (population.E_in ?? 0);
  return (Math.abs(w) * tauSyn * (reversal - voltage)) / population.C_m;
}

/** Where the K → ∞ theory holds the membrane of a conductance neuron: half way between reset and threshold. */
function balancedVoltage(population: MeanFieldPopulation): number {
  return (population.V_reset + population.V_th) / 2;
}

export interface BalanceEquations {
  /** mV, row = postsynaptic population. */
  readonly W: readonly (readonly number[])[];
  /** mV/s */
  readonly X: readonly number[];
}

function balanceEquations(model: MeanFieldModel): BalanceEquations {
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
  /**
   * Populations with the same cells and the same equation (Brunel's E and I), by index. Their equations are one, and as equal cells with equal
   * input they have one rate; without this the equations of such a network are singular. All that follows is of the network of groups.
   */
  readonly groups: readonly (readonly number[])[];
  /** -W⁻¹X in Hz, one for each population; NaN where the equations leave the rates open. */
  readonly rates: readonly number[];
  /** Every rate is finite and positive. */
  readonly exists: boolean;
  /** Eigenvalues of W (mV): the dynamics dr/dt ∝ Wr + X of the large-gain limit. Stable: every real part is negative. */
  readonly eigenvalues: readonly Complex[];
  readonly stable: boolean;
  /** Two-norm condition number of W; Infinity where the equations leave the rates open. */
  readonly condition: number;
  /** Only for one excitatory and one inhibitory population. */
  readonly ratios?: RatioChain;
  /** sensitivity[g][b][c]: change of the rate of population c (Hz) per unit relative error of the weights from b to group g, -(W⁻¹)_cg W_gb r_b. */
  readonly sensitivity: readonly (readonly (readonly number[])[])[];
  /**
   * Largest Σ_ab |∂r_c/∂ln W_ab| / r_c over c: a relative error ε shared by each projection moves some rate by at most about this times ε. NaN where the
   * limit does not exist: of a rate that is none there is no relative error.
   */
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
  return {
    external,
    inhibitory,
    excitatory,
    holds: X[e] > 0 && X[i] >= 0 && external > inhibitory && inhibitory > excitatory,
  };
}

/** Above this condition number the solution is rounding noise: the equations leave the rates open. */
const SINGULAR = 1e12;
/** Relative difference below which two equations are the same, and a rate beside the largest is 0. */
const SAME = 1e-9;

function sameCell(a: MeanFieldPopulation, b: MeanFieldPopulation): boolean {
  const cell = (p: MeanFieldPopulation) => JSON.stringify({ ...p, name: "", size: 0 });
  return cell(a) === cell(b);
}

function groupsOf(model: MeanFieldModel, { W, X }: BalanceEquations): number[][] {
  const groups: number[][] = [];
  W.forEach((row, a) => {
    const scale = largestOf(row.map(Math.abs), Math.abs(X[a]));
    const sameEquation = (b: number) =>
      [...row, X[a]].every((value, k) => Math.abs(value - [...W[b], X[b]][k]) <= SAME * scale);
    const group = groups.find(
      ([first]) => sameCell(model.populations[a], model.populations[first]) && sameEquation(first),
    );
    if (group) group.push(a);
    else groups.push([a]);
  });
  return groups;
}

/** Populations for which equations are solved: that takes time and memory of the third power of their number. */
export const MOST_POPULATIONS = 150;

/** What is said of a network with more populations: nothing was solved. */
function unsolved(n: number): BalanceState {
  const alone = Array.from({ length: n }, (_, a) => [a]);
  return {
    W: [],
    X: [],
    groups: alone,
    rates: alone.map(() => NaN),
    exists: false,
    eigenvalues: [],
    stable: false,
    condition: NaN,
    sensitivity: [],
    worstAmplification: NaN,
  };
}

/** Solves the balance equations of at most MOST_POPULATIONS populations (more: NaN throughout). Never throws: equations that leave the rates open give NaN and `exists` false. */
export function balanceState(model: MeanFieldModel): BalanceState {
  if (model.populations.length > MOST_POPULATIONS) return unsolved(model.populations.length);
  const equations = balanceEquations(model);
  const { W, X } = equations;
  const groups = groupsOf(model, equations);
  const matrix = groups.map(([a]) => groups.map((group) => group.reduce((sum, b) => sum + W[a][b], 0)));
  const conditionOfMatrix = conditionNumber(matrix);
  const condition = conditionOfMatrix < SINGULAR ? conditionOfMatrix : Infinity;
  const solution =
    condition < Infinity
      ? solve(
          matrix,
          groups.map(([a]) => -X[a]),
        )
      : groups.map(() => NaN);
  const groupOf = W.map((_, a) => groups.findIndex((group) => group.includes(a)));
  // A difference of equal products leaves rounding noise where the rate is 0.
  const least = SAME * largestOf(solution.map(Math.abs), 0);
  const rates = groupOf.map((g) => (Math.abs(solution[g]) <= least ? 0 : solution[g]));
  const exists = W.length > 0 && rates.every((rate) => Number.isFinite(rate) && rate > 0);
  const spectrum = eigenvalues(matrix);
  const sensitivity = groups.map(([a], g) => {
    const inverseColumn = solve(
      matrix,
      groups.map((_, h) => (h === g ? 1 : 0)),
    );
    return W[a].map((w, b) => groupOf.map((c) => (w === 0 ? 0 : -inverseColumn[c] * w * rates[b])));
  });
  const totals = rates.map(
    (rate, c) => sensitivity.flat().reduce((sum, change) => sum + Math.abs(change[c]), 0) / Math.abs(rate),
  );
  return {
    W,
    X,
    groups,
    rates,
    exists,
    eigenvalues: spectrum,
    stable: W.length > 0 && spectrum.every((value) => value.re < 0),
    condition,
    ratios: ratioChain(equations),
    sensitivity,
    worstAmplification: exists ? largestOf(totals, 0) : NaN,
  };
}

/** W·r + X (mV/s): what is left of the drive at these rates. */
export function residualDrive(equations: BalanceEquations, rates: readonly number[]): number[] {
  return multiply(equations.W, rates).map((value, a) => value + equations.X[a]);
}
