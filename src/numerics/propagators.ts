/**
 * Exact-integration propagators of the current-based neuron: what one step of length h does to (I_syn, V).
 *
 *   P11 = exp(-h/τ_syn)                                  synaptic current (pA) onto itself
 *   P22 = exp(-h/τ_m)                                    membrane potential onto itself
 *   P20 = (τ_m/C_m)(1 - P22)                             constant current (pA) onto V (mV)
 *   P21 = (P22 - P11) / (C_m (1/τ_syn - 1/τ_m))          synaptic current (pA) onto V (mV); h·P22/C_m where τ_syn = τ_m
 *
 * Source: Rotter & Diesmann, "Exact digital simulation of time-invariant linear systems" (Biol Cybern 81, 1999).
 * Units: ms, pF, pA, mV. The same bits on every engine: registers are rounded from these numbers.
 */
import { portableExp, portableExpm1 } from "./portable-exp.js";

/** expm1(x)/x, continued to 1 at x = 0; accurate to a few ulp for x ≤ 0. */
export function relativeExponential(x: number): number {
  return x === 0 ? 1 : portableExpm1(x) / x;
}

/** exp(-h/tau): the factor by which an exponential of time constant `tau` decays in one step. */
export function decayFactor(h: number, tau: number): number {
  return portableExp(-h / tau);
}

/** P20, mV per pA of constant current. */
export function currentPropagator(h: number, tauM: number, capacitance: number): number {
  return (-tauM * portableExpm1(-h / tauM)) / capacitance;
}

/**
 * P21, mV per pA of synaptic current at the start of the step.
 *
 * The textbook quotient loses all digits as τ_syn → τ_m. With the slower of the two rates factored out,
 * P21 = (h/C_m)·exp(-h/τ_slow)·expm1(x)/x, x = -h·|1/τ_syn - 1/τ_m|, which has no cancellation and no overflow.
 */
export function synapticPropagator(h: number, tauM: number, tauSyn: number, capacitance: number): number {
  const slow = Math.max(tauM, tauSyn);
  const fast = Math.min(tauM, tauSyn);
  // (slow - fast)/(slow·fast), and not 1/fast - 1/slow: the difference of two close time constants is exact
  const x = (-h * ((slow - fast) / slow)) / fast;
  return (h / capacitance) * portableExp(-h / slow) * relativeExponential(x);
}
