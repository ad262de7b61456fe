/**
 * The period of a PING rhythm in which every cell fires once a cycle, for current-based cells; exact for identical cells without noise.
 *
 * Time 0 is where E crosses its threshold θ; d is the delay, P the charge per cycle that E gives each I cell and Q what I gives each E cell
 * (mV: jump of one spike times in-degree), both through exponential synapses.
 *   I cell: V_I(t) = P·τ_mI/(τ_mI − τ_E)·(e^(−t/τ_mI) − e^(−t/τ_E)) after the volley arrives; it crosses θ at t = rise, its first solution.
 *   E cell: reset to 0, held for t_ref, then τ_m dV/dt = μ − V − τ_m·(Q/τ_I)·S(t), where S is the inhibition of all past volleys that
 *           arrived at t₁ − nT, t₁ = 2d + rise:  S(t) = e^(−(t−t₁)/τ_I)/(1 − e^(−T/τ_I)) from t₁ on, and e^(−T/τ_I) times that before.
 *   Period: V_E(T) = θ, which has one solution since V_E(T) rises with T.
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

const LONGEST_MS = 1000;

/** The root of an increasing function, by bisection; NaN where it has no change of sign. */
function root(f: (x: number) => number, from: number, to: number): number {
  if (f(from) > 0 || f(to) < 0) return NaN;
  let [low, high] = [from, to];
  for (let k = 0; k < 60; k++) {
    const middle = (low + high) / 2;
    if (f(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** ms from the E spike, as recorded, to the I spike; NaN where E does not bring I to threshold. */
export function pingLag({ tauMI, tauE, delay, threshold, P, dt }: PingLoop): number {
  // (e^(−t/τ_mI) − e^(−t/τ_E))/(τ_mI − τ_E), which is finite where the two are equal too.
  const k = 1 / tauE - 1 / tauMI;
  const potential = (t: number) => (P / tauE) * t * Math.exp(-t / tauMI) * relativeExponential(-k * t);
  const peak = Math.abs(k) < 1e-9 ? tauE : Math.log(tauMI / tauE) / k;
  return delay + root((t) => potential(t) - threshold, 0, peak) + dt / 2;
}

/** ms; NaN where the loop does not work: I is not brought to threshold, or E never returns to it. */
export function pingPeriod(loop: PingLoop): number {
  const { tauM, tauI, delay, refractory, dt, threshold, mu, Q } = loop;
  const arrival = dt / 2 + pingLag(loop) + delay;
  const release = dt / 2 + refractory;
  if (Number.isNaN(arrival)) return NaN;
  const k = 1 / tauI - 1 / tauM;
  const distance = (T: number) => {
    /** ∫ e^(−(t−a)/τ_I) e^(−(T−t)/τ_m) dt from x to y */
    const inhibition = (a: number, x: number, y: number) => (y <= x ? 0 : Math.exp(-(x - a) / tauI - (T - x) / tauM) * (y - x) * relativeExponential(-k * (y - x)));
    const past = inhibition(arrival - T, release, Math.min(arrival, T)) + inhibition(arrival, Math.max(arrival, release), T);
    return mu * -Math.expm1(-(T - release) / tauM) + ((Q / tauI) * past) / Math.expm1(-T / tauI) - threshold;
  };
  return root(distance, Math.max(arrival, release), LONGEST_MS);
}
