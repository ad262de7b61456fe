/**
 * How fine a weight grid must be: closed forms for each rounding mode, and the word that theory has for quantized integers.
 *
 * Let a weight be w = J·j/√K and x = |w|/Δ its size in steps of the grid (Δ: one LSB).
 *
 * Grid and K. Relative grid (its own maximum, an exponent): x = 2^bits, whatever K is. Fixed LSB (tied to threshold or accumulator):
 * x = J·j/(√K·Δ) falls as 1/√K, so the same x costs ½·log₂K more bits. What x is needed depends on the rounding:
 *
 * nearest, constant weights. All synapses of a projection share one relative error ε_ab, uniform in ±1/(2x), SD 1/(√12·x).
 *   - At frozen rates the residual moves by ε·K·J_ab·r_b·τ ∝ ε·√K: on its own that would ask for another ½·log₂K bits.
 *   - But the rates are not frozen. The balance equations W(1+ε)r + X = 0 answer with δr_c/r_c = Σ_ab S_c,ab ε_ab,
 *     S_c,ab = -(W⁻¹)_ca W_ab r_b/r_c: W and X grow as √K alike, so S has no K, and a small shift of all rates cancels the large residual again.
 *     Criterion: max_c √Σ_ab (S_c,ab/(√12·x_ab))² ≤ margin of a rate.   No K.
 *   - A scale that is fitted to the grid (Loihi's scale pass: one voltage scale a population, anywhere in an octave) puts one of a population's two constants
 *     on the grid exactly, at 2^(b-1) places, and takes the place where the other lies best: ⟨δ²⟩ = 1/(2(M+1)(M+2)) steps², M = 2^(b-1), in place
 *     of 1/12. ε then falls as 4^-b, and half the bits are enough.
 * nearest, spread weights (SD c·w). The spread dithers: the mean of round(y) - y over y ~ N(x, (cx)²) is Σ_k (-1)^k sin(2πkx) e^(-2π²k²c²x²)/(πk),
 *   whose rms over the phase of x is d(cx)/√12 with d(s)² = (6/π²)·Σ_k e^(-4π²k²s²)/k²: ε shrinks by d. The rest of each error,
 *   (1 - d²)/12 steps², is independent from synapse to synapse, as in `stochastic`.
 * stochastic. The mean of ⌊y + U⌋ is y: no shared error. The sum of one neuron's K weights is off by Δ·√(K·⟨f(1-f)⟩), ⟨f(1-f)⟩ = 1/6 over all
 *   fractions f, so that its mean input is off by q = (r·τ·J·j)²/(6x²): quenched, of order 1 in K. No loop can cancel what differs from neuron to neuron,
 *   and rates that differ make inputs differ: Var(r_a) = V_a(q_a + Σ_b K(J_ab·τ)²·Var(r_b)), V the variance of Siegert's rate under a Gaussian μ. A record of T seconds
 *   gives equal neurons a spread of its own, r·CV²/T; with it on both sides the Wasserstein distance of two Gaussians of one mean, √(2/π)·Δ(SD), is held
 *   against the margin of the rates' distribution.
 * balance. Error diffusion leaves half a step in a row of K: its mean is right to 1/(2Kx). What is left is dither power f(1-f)·Δ² of each synapse
 *   (1/6 on average; for constant weights it cannot be taken back), relative excess 1/(6x²) of σ². Criterion: SD within its margin.   No K.
 * stochastic and nearest with spread have the same excess (1/6 and (1 - d²)/12).
 *
 * Source: W, S: van Vreeswijk & Sompolinsky, Neural Comput. 10 (1998), section 4; the Fourier series is that of the sawtooth. Margins: src/verdict.
 */
import { FLUCTUATION_FLOOR, RATE_FLOOR, RELATIVE_FLOOR } from "../src/verdict/verdict-metrics.js";
import { populationRate } from "../src/theory/working-point.js";
import type { ModelAssessment, ModelComparison } from "../src/theory/compare-models.js";

export type Mode = "nearest" | "balance" | "stochastic";

/** One projection b→a of the ideal network. */
export interface Term {
  readonly post: number;
  /** |w| over the unit weight J/√K. */
  readonly j: number;
  /** S_c,ab for every population c. */
  readonly sensitivity: readonly number[];
  /** Its share of the input variance of `post`. */
  readonly power: number;
  readonly pre: number;
  /** mV: K·J_ab·r_b·τ_m/√K, the order-one factor of the quenched mean input. */
  readonly quenched: number;
  /** (mV/Hz)²: K(J_ab·τ_m)², by which the variance of the rates of `pre` makes inputs differ. */
  readonly passedOn: number;
}

export interface Ideal {
  readonly terms: readonly Term[];
  readonly populations: readonly {
    readonly rate: number;
    /** Variance of the rates over neurons, Hz²: of the state, and what the record adds. */
    readonly variance: number;
    readonly recordVariance: number;
    /** Variance of the rates (Hz²) where mean inputs differ with this variance (mV²) over neurons. */
    readonly varianceAt: (muVariance: number) => number;
  }[];
}

export interface NetworkConstants {
  readonly K: number;
  /** mV: the jump of the unit weight, J/√K. */
  readonly unitJump: number;
  /** ms */
  readonly tau: number;
  /** mV above reset; ms */
  readonly threshold: number;
  readonly refractory: number;
  readonly tauSyn: number;
  /** Seconds of record behind the rates of single neurons. */
  readonly seconds: number;
}

/** The terms of a network in which every projection has in-degree K. */
export function idealOf(
  { balance, prediction }: ModelAssessment,
  { K, unitJump, tau, threshold, refractory, tauSyn, seconds }: NetworkConstants,
): Ideal {
  const lif = { tau, threshold, reset: 0, refractory };
  const rates = prediction.populations.map((p) => p.rate);
  const raw = balance.W.flatMap((row, post) =>
    row.map((W, pre) => ({
      post,
      pre,
      j: Math.abs(W) / (K * unitJump),
      sensitivity: rates.map((_, c) => balance.sensitivity[post][pre][c] / balance.rates[c]),
      variance: (W * W * rates[pre]) / K,
      quenched: (Math.abs(W) * rates[pre] * tau) / 1000 / Math.sqrt(K),
      passedOn: ((W * tau) / 1000) ** 2 / K,
    })),
  );
  const total = rates.map((_, a) => raw.reduce((sum, t) => sum + (t.post === a ? t.variance : 0), 0));
  return {
    terms: raw.filter((t) => t.j > 0).map(({ variance, ...t }) => ({ ...t, power: variance / total[t.post] })),
    populations: prediction.populations.map(({ rate, rateSd, mu, sigma, cv }) => ({
      rate,
      variance: rateSd ** 2,
      recordVariance: recordVariance(rate, cv, seconds),
      varianceAt: tabulated((width) => {
        const { rate: mean, meanSquare } = populationRate(
          { lif, mu, sigma, tauSyn, quenchedVariance: width ** 2 },
          0,
          true,
        );
        return meanSquare - mean ** 2;
      }, sigma / 10),
    })),
  };
}

/** Hz²: spread of the rates of equal neurons that fire for so many seconds, r·CV²/T. */
function recordVariance(rate: number, cv: number, seconds: number): number {
  return (rate * cv ** 2) / seconds;
}

/** f(√x) by linear interpolation between multiples of `step`, which are computed when they are first needed. */
function tabulated(f: (width: number) => number, step: number): (x: number) => number {
  const known = new Map<number, number>();
  const at = (k: number): number => {
    const value = known.get(k) ?? (k === 0 ? 0 : f(k * step));
    known.set(k, value);
    return value;
  };
  return (x) => {
    const place = Math.sqrt(x) / step;
    const k = Math.floor(place);
    return at(k) + (place - k) * (at(k + 1) - at(k));
  };
}

/** Variances of the rates over neurons, Hz², with quenched inputs q (mV²) and what the spread of rates itself passes on. */
function rateVariances({ terms, populations }: Ideal, q: readonly number[]): number[] {
  let variances = populations.map((p) => p.variance);
  for (let round = 0; round < 200; round++) {
    variances = populations.map((p, a) =>
      p.varianceAt(q[a] + terms.reduce((sum, t) => sum + (t.post === a ? t.passedOn * variances[t.pre] : 0), 0)),
    );
  }
  return variances;
}

/** d(s) of the docstring: how much of the shared error a spread of s steps leaves; 1 without spread. */
export function ditherFactor(s: number): number {
  let sum = 0;
  for (let k = 1; k <= 2000; k++) {
    const term = Math.exp(-4 * Math.PI ** 2 * k * k * s * s) / (k * k);
    sum += term;
    if (term < 1e-12) break;
  }
  return Math.sqrt((6 / Math.PI ** 2) * sum);
}

export interface RoundingErrors {
  /** Largest rms relative shift of a population's rate. */
  readonly rateShift: number;
  /** Largest relative change of the input's SD. */
  readonly fluctuation: number;
  /** Largest Wasserstein distance of the rates' distribution, relative to its mean. */
  readonly spread: number;
}

/** @param steps size of each term's weight in steps. @param spread SD of the weights over their mean */
export function expectedErrors(mode: Mode, ideal: Ideal, steps: readonly number[], spread: number): RoundingErrors {
  const { terms, populations } = ideal;
  const dither = steps.map((x) => ditherFactor(spread * x));
  const shared = (k: number) => (mode === "nearest" ? dither[k] / (Math.sqrt(12) * steps[k]) : 0);
  /** Variance of one synapse's own error, in steps². */
  const own = (k: number) => (mode === "nearest" ? (1 - dither[k] ** 2) / 12 : 1 / 6);
  const over = (a: number, value: (t: Term, k: number) => number) =>
    terms.reduce((sum, t, k) => sum + (t.post === a ? value(t, k) : 0), 0);
  const quenched = populations.map((_, a) =>
    mode === "balance" ? 0 : over(a, (t, k) => (t.quenched / steps[k]) ** 2 * own(k)),
  );
  const [before, after] = quenched.some((q) => q > 0)
    ? [
        rateVariances(
          ideal,
          quenched.map(() => 0),
        ),
        rateVariances(ideal, quenched),
      ]
    : [quenched, quenched];
  const each = populations.map((p, a) => {
    const wider = Math.sqrt(after[a] + p.recordVariance) - Math.sqrt(before[a] + p.recordVariance);
    return {
      rateShift: Math.sqrt(terms.reduce((sum, t, k) => sum + (t.sensitivity[a] * shared(k)) ** 2, 0)),
      fluctuation: Math.sqrt(1 + over(a, (t, k) => (t.power * own(k)) / steps[k] ** 2)) - 1,
      spread: (Math.sqrt(2 / Math.PI) * wider) / p.rate,
    };
  });
  const largest = (key: keyof RoundingErrors) => Math.max(...each.map((e) => e[key]));
  return { rateShift: largest("rateShift"), fluctuation: largest("fluctuation"), spread: largest("spread") };
}

function withinMargins({ rateShift, fluctuation, spread }: RoundingErrors): boolean {
  return rateShift <= RELATIVE_FLOOR && fluctuation <= FLUCTUATION_FLOOR && spread <= RELATIVE_FLOOR;
}

/** Steps of the unit weight that are needed on a grid with one LSB for all; bisection to 1 %. */
export function neededSteps(mode: Mode, ideal: Ideal, spread: number): number {
  return bisect((x) =>
    withinMargins(
      expectedErrors(
        mode,
        ideal,
        ideal.terms.map((t) => t.j * x),
        spread,
      ),
    ),
  );
}

/** SD above the mean at which the largest of some 10⁵ normal weights lies: the maximum that the grid must hold. */
const LARGEST_OF_MANY = 4.5;
/** ⟨1/x²⟩·4^bits for a weight that lies anywhere in the highest octave of its grid, log-uniform: 3/(2·ln 2). */
const INVERSE_SQUARE = 1.5 / Math.LN2;

/** Bits that are needed where every projection has its own exponent: x = 2^bits/√2.16, less what the largest of spread weights takes. */
export function neededBits(mode: Mode, ideal: Ideal, spread: number): number {
  const steps = bisect((x) =>
    withinMargins(
      expectedErrors(
        mode,
        ideal,
        ideal.terms.map(() => x),
        spread,
      ),
    ),
  );
  return Math.log2(steps * Math.sqrt(INVERSE_SQUARE) * (1 + LARGEST_OF_MANY * spread));
}

/** `nearest` with constant weights, two a population, on a fitted scale: which of the two is on the grid is even odds. */
export function neededBitsFitted({ terms, populations }: Ideal): number {
  const shift = (bits: number): number => {
    const places = 2 ** (bits - 1);
    const missed = 1 / (2 * (places + 1) * (places + 2));
    const variance = (a: number) =>
      terms.reduce((sum, t) => sum + 0.5 * t.sensitivity[a] ** 2, 0) * missed * INVERSE_SQUARE * 4 ** -bits;
    return Math.sqrt(Math.max(...populations.map((_, a) => variance(a))));
  };
  return Math.log2(bisect((x) => shift(Math.log2(x)) <= RELATIVE_FLOOR));
}

/** The least x in 2^-4 … 2^16 that is enough, where more is always better. */
function bisect(enough: (x: number) => boolean): number {
  let [low, high] = [-4, 16];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (enough(2 ** middle)) high = middle;
    else low = middle;
  }
  return 2 ** high;
}

/** What theory expects of quantized integers and a record of so many seconds, by the same margins as the closed form. */
export function predictedWord(
  { before, after, shifts }: ModelComparison,
  seconds: number,
): "survives" | "drifts" | "breaks" {
  if (before.balanced && !after.balanced) return "breaks";
  const moved = before.prediction.populations.some((p, a) => {
    const q = after.prediction.populations[a];
    const margin = Math.max(RELATIVE_FLOOR * p.rate, RATE_FLOOR);
    const measured = ({ rate, rateSd, cv }: typeof p) => Math.sqrt(rateSd ** 2 + recordVariance(rate, cv, seconds));
    const distance = Math.sqrt(2 / Math.PI) * Math.abs(measured(q) - measured(p));
    return (
      !(Math.abs(shifts[a].relative) * p.rate <= margin) ||
      !(Math.abs(q.sigma / p.sigma - 1) <= FLUCTUATION_FLOOR) ||
      !(distance <= margin)
    );
  });
  return moved ? "drifts" : "survives";
}

/** mV: largest change of a population's mean input if the rates stayed as they were, (W' - W)r + (X' - X) times τ (ms). */
export function frozenResidual({ before, after }: ModelComparison, tau: number): number {
  const rates = before.prediction.populations.map((p) => p.rate);
  return Math.max(
    ...before.balance.W.map((row, a) => {
      const recurrent = row.reduce((sum, W, b) => sum + (after.balance.W[a][b] - W) * rates[b], 0);
      return (Math.abs(recurrent + after.balance.X[a] - before.balance.X[a]) * tau) / 1000;
    }),
  );
}
