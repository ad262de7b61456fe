/**
 * Exact-integration propagators of a leaky integrate-and-fire neuron (Rotter & Diesmann 1999; NEST iaf_psc_exp).
 *   P11 = e^(-dt/tau_s), P22 = e^(-dt/tau_m), P20 = tau_m/C·(1 - P22),
 *   P21 = tau_s·tau_m/(C·(tau_m - tau_s))·(P22 - P11);  tau_s → tau_m: P21 = dt/C·e^(-dt/tau_m)·(1 + h/2), h = dt·(1/tau_m - 1/tau_s).
 * ms, pF, pA, mV: pA·ms/pF = mV.
 */

/** Relative difference of the time constants below which the series about tau_s = tau_m is used (third order: error < 1e-13). */
const SINGULAR = 1e-4;

export interface Propagators {
  readonly p11: number;
  readonly p22: number;
  /** mV per pA of a current that is constant over one step. */
  readonly p20: number;
  /** mV per pA of synaptic current at the start of the step. */
  readonly p21: number;
}

export function propagators(dt: number, tauM: number, tauS: number, capacitance: number): Propagators {
  const p11 = Math.exp(-dt / tauS);
  const p22 = Math.exp(-dt / tauM);
  const p20 = (-tauM * Math.expm1(-dt / tauM)) / capacitance;
  // P21 = P22/C · (e^h - 1)/(h/dt) with h = dt·(1/tau_m - 1/tau_s): the singular limit needs no case of its own but the series.
  const h = dt * (1 / tauM - 1 / tauS);
  const quotient = Math.abs(h) < SINGULAR ? 1 + h / 2 + (h * h) / 6 : Math.expm1(h) / h;
  return { p11, p22, p20, p21: (dt / capacitance) * p22 * quotient };
}
