/**
 * iaf_cond_exp: leaky integrator whose synapses are exponential conductances; PyNN's IF_cond_exp.
 *   C_m V' = -g_L(V - E_L) - g_ex(V - E_ex) - g_in(V - E_in) + I,  tau_syn g' = -g,  a spike of weight w adds |w| (nS) to g_ex or g_in by its sign.
 * The membrane is not linear in its state: only the conductances have exact constants (emulator/reference/cond-exp-population.ts integrates V).
 * Source: NEST 3, models/iaf_cond_exp. There g_L decides the leak, in PyNN tau_m.
 */
import { decayFactor } from "../numerics/propagators.js";
import { DEAD_TIME, MEMBRANE, POTENTIAL, PYNN_MEMBRANE, PYNN_SYNAPTIC_TIMES, synapticTimes } from "./membrane.js";
import type { NeuronModel } from "./neuron-model.js";

const C_m = MEMBRANE.C_m.default;
const g_L = 16.6667;

export const iafCondExp = {
  name: "iaf_cond_exp",
  meaning: "leaky integrate-and-fire neuron, exponential synaptic conductances",
  pynn: {
    name: "IF_cond_exp",
    defaults: {
      ...PYNN_MEMBRANE,
      ...PYNN_SYNAPTIC_TIMES,
      E_ex: 0,
      E_in: -70,
      g_L: PYNN_MEMBRANE.C_m / PYNN_MEMBRANE.tau_m,
    },
  },
  synapse: "conductance",
  parameters: {
    ...MEMBRANE,
    tau_m: { ...MEMBRANE.tau_m, meaning: "Time constant of the membrane without input, C_m/g_L", default: C_m / g_L },
    V_reset: { ...MEMBRANE.V_reset, default: -60 },
    g_L: { unit: "nS", meaning: "Leak conductance", default: g_L, range: { above: 0 } },
    ...synapticTimes(0.2, 2),
    E_ex: { unit: "mV", meaning: "Reversal potential of excitatory synapses", default: 0, pynn: "e_rev_E" },
    E_in: { unit: "mV", meaning: "Reversal potential of inhibitory synapses", default: -85, pynn: "e_rev_I" },
  },
  states: [
    POTENTIAL,
    { name: "g_ex", unit: "nS", meaning: "Excitatory synaptic conductance" },
    { name: "g_in", unit: "nS", meaning: "Inhibitory synaptic conductance" },
    DEAD_TIME,
  ],
  leak: "g_L",
  propagators: {
    P11ex: (get, dt) => decayFactor(dt, get("tau_syn_ex")),
    P11in: (get, dt) => decayFactor(dt, get("tau_syn_in")),
  },
  restingPotential: (get, current) => get("E_L") + current / get("g_L"),
  thresholdCurrent: (get) => get("g_L") * (get("V_th") - get("E_L")),
} as const satisfies NeuronModel;
