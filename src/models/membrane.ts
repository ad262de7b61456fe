/** The leaky membrane with threshold, reset and dead time that all models share: its parameters, its states, its closed forms. */
import type { MembraneParameter, ParameterSpec, ReadParameter, StateVariable } from "./neuron-model.js";

/** With the defaults of NEST's integrate-and-fire models (`nest.GetDefaults`, NEST 3). */
export const MEMBRANE: Readonly<Record<MembraneParameter, ParameterSpec>> = {
  C_m: { unit: "pF", meaning: "Capacitance of the membrane", default: 250, range: { above: 0 }, pynn: "cm" },
  tau_m: { unit: "ms", meaning: "Time constant of the membrane", default: 10, range: { above: 0 } },
  E_L: { unit: "mV", meaning: "Resting potential", default: -70, pynn: "v_rest" },
  V_th: { unit: "mV", meaning: "Spike threshold", default: -55, pynn: "v_thresh" },
  V_reset: { unit: "mV", meaning: "Potential after a spike", default: -70, pynn: "v_reset" },
  t_ref: { unit: "ms", meaning: "Refractory period", default: 2, range: { atLeast: 0 }, pynn: "tau_refrac" },
  I_e: { unit: "pA", meaning: "Constant current from outside", default: 0, pynn: "i_offset" },
};

/** PyNN's (`StandardCellType.default_parameters`). */
export const PYNN_MEMBRANE: Readonly<Record<MembraneParameter, number>> = {
  C_m: 1000,
  tau_m: 20,
  E_L: -65,
  V_th: -50,
  V_reset: -65,
  t_ref: 0.1,
  I_e: 0,
};

/** Both time constants of exponential synapses, with the defaults of a model. */
export function synapticTimes(excitatory: number, inhibitory: number) {
  const time = (meaning: string, value: number, pynn: string): ParameterSpec => ({
    unit: "ms",
    meaning,
    default: value,
    range: { above: 0 },
    pynn,
    shorthand: "tau_syn",
  });
  return {
    tau_syn_ex: time("Decay time of excitatory synapses", excitatory, "tau_syn_E"),
    tau_syn_in: time("Decay time of inhibitory synapses", inhibitory, "tau_syn_I"),
  };
}

export const PYNN_SYNAPTIC_TIMES = { tau_syn_ex: 5, tau_syn_in: 5 } as const;

export const POTENTIAL: StateVariable = { name: "V_m", unit: "mV", meaning: "Membrane potential" };
export const DEAD_TIME: StateVariable = {
  name: "refractory",
  unit: "steps",
  meaning: "Refractory steps that are left",
};

/** mV, E_L + I·tau_m/C_m. */
export function restOfMembrane(get: ReadParameter, current: number): number {
  return get("E_L") + current / (get("C_m") / get("tau_m"));
}

/** pA, C_m(V_th - E_L)/tau_m. */
export function thresholdOfMembrane(get: ReadParameter): number {
  return (get("C_m") * (get("V_th") - get("E_L"))) / get("tau_m");
}
