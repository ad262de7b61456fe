/**
 * The constants that a core derives from its parameters when it starts, step = tick / steps per tick:
 *
 *   R = tau_m / c_m,  expTC = exp(-step/tau_m) in S16.15,  refractory period = ceil(t_refrac / step)
 *   exponential synapse: decay = exp(-step/tau) in U0.32,  init = (tau/step)·(1 - decay) in U0.32
 *   delta input: 1/step
 * Source: SpiNNaker spec §2.1–2.3.
 */
import { ceilToInteger, S1615_ONE } from "../../numerics/s1615.js";
import { decayToU032, kdivk } from "../../numerics/s1615-division.js";
import { expk, expulr } from "../../numerics/s1615-exp.js";

export interface SynapseConstants {
  /** U0.32 */
  readonly decay: number;
  /** What is left of a weight when it is added, U0.32: an arrival is spread over its step. */
  readonly init: number;
}

export function synapseConstants(tau: number, step: number): SynapseConstants {
  const decay = expulr(-kdivk(step, tau));
  return { decay, init: decayToU032(kdivk(tau, step), 0xffffffff - decay) };
}

export interface MembraneConstants {
  /** MOhm */
  readonly resistance: number;
  readonly expTC: number;
  /** Steps. */
  readonly refractoryPeriod: number;
}

export function membraneConstants(tauM: number, cM: number, tRefractory: number, step: number): MembraneConstants {
  return {
    resistance: kdivk(tauM, cM),
    expTC: expk(-kdivk(step, tauM)),
    refractoryPeriod: ceilToInteger(kdivk(tRefractory, step)),
  };
}

/** IF_curr_delta injects a weight as the current weight/step. */
export function deltaScale(step: number): number {
  return kdivk(S1615_ONE, step);
}
