/**
 * A neuron model that is not built in, as docs/add-a-model.md tells to write one: a leaky integrator with a spike-triggered adaptation current.
 *   C_m V' = -C_m(V - E_L)/tau_m + I_ex + I_in + I - w,  tau_w w' = -w,  a spike adds b to w.
 */
import { decayFactor, synapticPropagator } from "../../src/numerics/propagators.js";
import { iafPscExp } from "../../src/models/iaf-psc-exp.js";
import type { NeuronModel } from "../../src/models/neuron-model.js";

export const adaptiveLif = {
  ...iafPscExp,
  name: "iaf_psc_exp_adapt",
  meaning: "leaky integrate-and-fire neuron, exponential currents, an adaptation current that spikes feed",
  pynn: undefined,
  parameters: {
    ...iafPscExp.parameters,
    tau_w: { unit: "ms", meaning: "Decay time of the adaptation current", default: 100, range: { above: 0 } },
    b: { unit: "pA", meaning: "What a spike adds to the adaptation current", default: 20, range: { atLeast: 0 } },
  },
  states: [...iafPscExp.states, { name: "w", unit: "pA", meaning: "Adaptation current" }],
  propagators: {
    ...iafPscExp.propagators,
    P33: (get, dt) => decayFactor(dt, get("tau_w")),
    P23: (get, dt) => -synapticPropagator(dt, get("tau_m"), get("tau_w"), get("C_m")),
  },
  beyondTheory: "its adaptation current follows its own spikes",
} as const satisfies NeuronModel;
