/**
 * The cycle of a PING rhythm in which every cell fires once, for current-based cells; exact for identical cells without noise.
 *
 * Time 0 is where E crosses its threshold θ; d is the delay, P the charge per cycle that E gives each I cell and Q what I gives each E cell
 * (mV: jump of one spike times in-degree), both through exponential synapses; T is the period. A synapse that gets a volley in every cycle
 * carries S(s) = e^(−s/τ)/(1 − e^(−T/τ)) times its charge over τ at the time s since the last one.
 *   I cell: τ_mI dV/dt = −V + τ_mI·(P/τ_E)·S(s); the volley brings it to θ at s = rise; reset to 0 and held for t_ref, what is left of the
 *           volley lifts it once more, to V₀ when the next one comes. rise and V₀ determine each other.
 *   E cell: reset to 0, held for t_ref, then τ_m dV/dt = μ − V − τ_m·(Q/τ_I)·S(t − t₁), with volleys of inhibition at t₁ = 2d + rise and at t₁ − T.
 *   Period: V_E(T) = θ.
 * So the E cell waits until inhibition has decayed as far as its drive allows (Whittington, Traub et al., Int. J. Psychophysiol. 38 (2000) 315;
 * Börgers & Kopell, Neural Comput. 15 (2003) 509). Where one of the two decays is much slower than the other it sets the period, logarithmic in Q:
 *   τ_I ≫ τ_m:  T ≈ t₁ + τ_I ln[Qτ_m/((τ_I − τ_m)(μ − θ))];   τ_m ≫ τ_I:  T ≈ τ_m ln[(μ·e^(t_ref/τ_m) + Qτ_m/(τ_m − τ_I)·e^(t₁/τ_m))/(μ − θ)].
 * On a grid of dt each crossing is noticed dt/2 late in the mean, the I cells' too.
 */
import { relativeExponential } from "../numerics/propagators.js";

export interface PingLoop {
  /** ms: membranes of E and I, synapses on E (from I) and on I (from E), delay, dead time, time step. */
  readonly tauM: number;
  readonly tauMI: number;
  readonly tauI: number;
  readonly tauE: number;
  readonly delay: number;
  readonly refractory: number;
  readonly dt: number;
  /** mV above rest and reset: threshold of both, mean drive of E, charges per cycle. */
  readonly threshold: number;
  readonly mu: number;
  readonly Q: number;
  readonly P: number;
}

/** ms; NaN where the loop does not work: I is not brought to threshold, or E never returns to it. */
export interface PingCycle {
  readonly period: number;
  /** From the E spike to the I spike, as recorded. */
  readonly lag: number;
}

const LONGEST_MS = 1000;
/** Of rise and V₀ by turns; the residual is small, so that a few are enough. */
const ROUNDS = 5;
/** ms, smallest distance of two crossings that are told apart. */
const SCAN = 0.1;

/** The root between two points where an increasing function changes sign, by bisection; NaN where it does not. */
function root(f: (x: number) => number, from: number, to: number): number {
  if (f(from) > 0 || !(f(to) >= 0)) return NaN;
  let [low, high] = [from, to];
  for (let k = 0; k < 50; k++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** ∫ e^(−s/tauSyn) e^(−(end − s)/tauM) ds from `from` to `to` ≤ end. */
function filtered(tauSyn: number, tauM: number, from: number, to: number, end: number): number {
  if (to <= from) return 0;
  const width = to - from;
  return Math.exp(-from / tauSyn - (end - from) / tauM) * width * relativeExponential(-(1 / tauSyn - 1 / tauM) * width);
}

/** ms from the arrival of the volley to the threshold crossing of I; `period` Infinity: the first volley ever. */
function riseOf({ tauMI, tauE, threshold, P, refractory, dt }: PingLoop, period: number): number {
  const current = P / tauE / (1 - Math.exp(-period / tauE));
  let [rise, residual] = [NaN, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const short = (s: number) => residual * Math.exp(-s / tauMI) + current * filtered(tauE, tauMI, 0, s, s) - threshold;
    let s = SCAN;
    while (s < 5 * (tauE + tauMI) && short(s) < 0) s += SCAN;
    rise = root(short, s - SCAN, s);
    if (Number.isNaN(rise) || period === Infinity) return rise;
    residual = current * filtered(tauE, tauMI, rise + dt / 2 + refractory, period, period);
  }
  return rise;
}

export function pingCycle(loop: PingLoop): PingCycle {
  const { tauM, tauI, delay, refractory, dt, threshold, mu, Q } = loop;
  const lagOf = (period: number) => delay + riseOf(loop, period) + dt / 2;
  const arrivalAfter = (lag: number) => dt / 2 + lag + delay;
  const release = dt / 2 + refractory;
  const latest = arrivalAfter(lagOf(Infinity));
  if (Number.isNaN(latest)) return { period: NaN, lag: NaN };
  const short = (T: number) => {
    const arrival = arrivalAfter(lagOf(T));
    const carried = Math.exp(-T / tauI);
    // Times of the synapse count from the arrival of its volley.
    const old = carried * Math.exp(arrival / tauI) * filtered(tauI, tauM, release, Math.min(arrival, T), T);
    const begin = Math.max(arrival, release);
    const young = filtered(tauI, tauM, begin - arrival, T - arrival, T - arrival);
    return mu * -Math.expm1(-(T - release) / tauM) - ((Q / tauI) * (old + young)) / (1 - carried) - threshold;
  };
  const period = root(short, Math.max(latest, release), LONGEST_MS);
  return { period, lag: Number.isNaN(period) ? NaN : lagOf(period) };
}
