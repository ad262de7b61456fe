/** The networks that use the chips' fields: small, and each with what a limit is about. */
import { parseDescription } from "../../src/description/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import type { Network } from "../../src/network/types.js";

function drawn(text: string): Network {
  return drawNetwork(parseDescription(text, "limits.yaml", () => new Uint8Array(0)).description);
}

const HEAD = "name: limits\nseed: 11\ntimestep: 1 ms\nduration: 100 ms\n";
const cell = (tau: number, threshold: number) =>
  `{ model: iaf_psc_exp, C_m: 250 pF, tau_m: ${tau} ms, tau_syn: 5 ms, E_L: 2 mV, V_reset: 0 mV, V_th: ${threshold} mV, t_ref: 2 ms, I_e: 90 pA }`;

/** 50 neurons in two populations that differ in everything, delays of 1 to 10 ms, refractory periods, bias, and six synapse groups. */
export const BUSY = drawn(`${HEAD}
populations:
  E: { size: 40, neuron: ${cell(20, 15)}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }
  I: { size: 10, neuron: ${cell(10, 18)} }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: { normal: { mean: 20 pA, sd: 5 pA } }, delay: { uniform: [1 ms, 10 ms] } }
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 20 }, weight: { normal: { mean: 25 pA, sd: 5 pA } }, delay: { uniform: [1 ms, 10 ms] } }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 5 }, weight: { normal: { mean: -60 pA, sd: 9 pA } }, delay: 2 ms }
  I→I: { pre: I, post: I, connect: { rule: fixed_indegree, K: 5 }, weight: { normal: { mean: -60 pA, sd: 9 pA } }, delay: 2 ms }
stimuli:
  s: { type: poisson, target: [E, I], rate: 800 Hz, weight: 30 pA, delay: 1 ms }
`);

/** Each neuron of one population drives one of the other: lists of one synapse, which need no index but a base. */
export const PAIRED = drawn(`${HEAD}
populations:
  A: { size: 20, neuron: ${cell(20, 15)} }
  B: { size: 20, neuron: ${cell(20, 15)} }
projections:
  A→B: { pre: A, post: B, connect: { rule: one_to_one }, weight: 20 pA, delay: 1 ms }
`);

/** Delays beyond what the ring buffers of 40 atoms hold, 128 ticks. */
export const SLOW = drawn(`${HEAD}
populations:
  E: { size: 40, neuron: ${cell(20, 15)} }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: 20 pA, delay: { uniform: [1 ms, 300 ms] } }
`);

/** The same size with the other neuron models. */
export const BUSY_DELTA = drawn(`${HEAD}
populations:
  E: { size: 40, neuron: { model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: 0.2 mV, delay: { uniform: [1 ms, 10 ms] } }
`);
export const BUSY_COND = drawn(`${HEAD}
populations:
  E: { size: 40, neuron: { model: iaf_cond_exp, C_m: 250 pF, g_L: 12.5 nS, tau_syn_ex: 5 ms, tau_syn_in: 8 ms, E_L: -65 mV, V_reset: -65 mV, V_th: -50 mV, E_ex: 0 mV, E_in: -80 mV, t_ref: 2 ms } }
projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 20 }, weight: 0.5 nS, delay: { uniform: [1 ms, 10 ms] } }
`);
