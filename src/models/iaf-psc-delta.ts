/**
 * iaf_psc_delta: leaky integrator whose synapses move the membrane at once; PyNN's IF_curr_delta.
 *   C_m V' = -C_m(V - E_L)/tau_m + I,  a spike of weight w adds w (mV) to V.
 * Source: NEST 3, models/iaf_psc_delta.
 */
import { currentPropagator, decayFactor } from "../numerics/propagators.js";
import { DEAD_TIME, MEMBRANE, POTENTIAL, PYNN_MEMBRANE, restOfMembrane, thresholdOfMembrane } from "./membrane.js";
import type { NeuronModel } from "./neuron-model.js";

export const iafPscDelta = {
  name: "iaf_psc_delta",
  meaning: "leaky integrate-and-fire neuron, synapses that move the membrane at once",
  pynn: { name: "IF_curr_delta", defaults: PYNN_MEMBRANE },
  synapse: "delta",
  parameters: MEMBRANE,
  states: [POTENTIAL, DEAD_TIME],
  leak: "tau_m",
  propagators: {
    P22: (get, dt) => decayFactor(dt, get("tau_m")),
    P20: (get, dt) => currentPropagator(dt, get("tau_m"), get("C_m")),
  },
  restingPotential: restOfMembrane,
  thresholdCurrent: thresholdOfMembrane,
} as const satisfies NeuronModel;
