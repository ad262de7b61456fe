/** Small programs of both families, and the description they come from. */
import { parseDescription } from "../../src/description/load-description.js";
import type { NetworkDescription } from "../../src/description/types.js";
import type { Program } from "../../src/program/program.js";
import { targetById } from "../../src/targets/registry.js";
import { build } from "../../src/measure/build.js";
import { defaultOptions } from "../../src/options/check-options.js";

export const SMALL_TEXT = `name: small
seed: 3
timestep: 1 ms
duration: 60 ms
burn_in: 10 ms
populations:
  E: { size: 6, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
  I: { size: 3, neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms } }
stimuli:
  X: { type: poisson_pool, size: 4, rate: 100 Hz }
  T: { type: spike_times, times: [[5 ms, 20 ms], [21 ms]] }
projections:
  EE: { pre: E, post: E, connect: all_to_all, weight: 40 pA, delay: 2 ms }
  IE: { pre: I, post: E, connect: all_to_all, weight: -100 pA, delay: 1 ms }
  XE: { pre: X, post: E, connect: all_to_all, weight: 600 pA, delay: 1 ms }
  XI: { pre: X, post: I, connect: all_to_all, weight: 600 pA, delay: 3 ms }
  TE: { pre: T, post: E, connect: all_to_all, weight: 900 pA, delay: 1 ms }
`;

export function smallDescription(): NetworkDescription {
  return parseDescription(SMALL_TEXT, "small.yaml", () => new Uint8Array()).description;
}

export function smallProgram(id: string): Program {
  const target = targetById(id);
  return build(smallDescription(), target, defaultOptions(target), {}).compiled.program;
}
