/** The network of the benchmark: balanced, w ~ 1/sqrt(K), driven by a constant current, so that every simulator gets the same input. */
import { defaultOptions } from "../compiler/compile.js";
import { parseDescription } from "../src/description/load-description.js";
import { targetById } from "../src/targets/registry.js";
import { build, type Build } from "../src/verify/build.js";

export const TARGET = targetById("loihi2");

/** Four fifths of the cells are excitatory; K excitatory and K inhibitory inputs a cell. */
export function balancedNetwork(neurons: number, K: number): Build {
  const cell = "neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";
  const text = `
name: bench
seed: 42
timestep: 0.5 ms
duration: 1 s
populations:
  E: { size: ${0.8 * neurons}, ${cell}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }
  I: { size: ${0.2 * neurons}, ${cell}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }
balanced:
  K: ${K}
  J: 12 mV
  weights: { E: { E: 1, I: -2 }, I: { E: 1, I: -1.8 } }
  drive: { E: 1, I: 0.8, rate: 10 Hz }
  delay: 1 ms
`;
  const { description } = parseDescription(text, "bench.yaml", () => new Uint8Array(0));
  return build(description, TARGET, { ...defaultOptions(TARGET), oversize: true });
}
