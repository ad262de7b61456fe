/**
 * iaf_psc_exp: leaky integrator whose synapses are exponential currents; PyNN's IF_curr_exp.
 *   C_m V' = -C_m(V - E_L)/tau_m + I_ex + I_in + I,  tau_syn I_syn' = -I_syn,  a spike of weight w adds w (pA) to I_ex or I_in by its sign.
 * Source: NEST 3, models/iaf_psc_exp; Rotter & Diesmann 1999.
 */
import { currentPropagator, decayFactor, synapticPropagator } from "../numerics/propagators.js";
import {
  DEAD_TIME,
  MEMBRANE,
  POTENTIAL,
  PYNN_MEMBRANE,
  PYNN_SYNAPTIC_TIMES,
  restOfMembrane,
  synapticTimes,
  thresholdOfMembrane,
} from "./membrane.js";
import type { NeuronModel } from "./neuron-model.js";

export const iafPscExp = {
  name: "iaf_psc_exp",
  meaning: "leaky integrate-and-fire neuron, exponential synaptic currents",
  pynn: { name: "IF_curr_exp", defaults: { ...PYNN_MEMBRANE, ...PYNN_SYNAPTIC_TIMES } },
  synapse: "current",
  parameters: { ...MEMBRANE, ...synapticTimes(2, 2) },
  states: [
    POTENTIAL,
    { name: "I_syn_ex", unit: "pA", meaning: "Excitatory synaptic current" },
    { name: "I_syn_in", unit: "pA", meaning: "Inhibitory synaptic current" },
    DEAD_TIME,
  ],
  leak: "tau_m",
  propagators: {
    P11ex: (get, dt) => decayFactor(dt, get("tau_syn_ex")),
    P11in: (get, dt) => decayFactor(dt, get("tau_syn_in")),
    P22: (get, dt) => decayFactor(dt, get("tau_m")),
    P21ex: (get, dt) => synapticPropagator(dt, get("tau_m"), get("tau_syn_ex"), get("C_m")),
    P21in: (get, dt) => synapticPropagator(dt, get("tau_m"), get("tau_syn_in"), get("C_m")),
    P20: (get, dt) => currentPropagator(dt, get("tau_m"), get("C_m")),
  },
  restingPotential: restOfMembrane,
  thresholdCurrent: thresholdOfMembrane,
} as const satisfies NeuronModel;
