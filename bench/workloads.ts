/**
 * The networks of the benchmark, one for each profile of the arithmetic:
 *
 *   brunel     N = 12,500 of Brunel (2000), as in examples/brunel.yaml: delta synapses, refractory period, Poisson input; loihi1, profile hw
 *   currents   balanced with w ~ 1/√K, synaptic currents of finite decay, constant drive; loihi2, profile lava
 */
import { fileURLToPath } from "node:url";
import type { NetworkDescription } from "../src/description/types.js";
import { parseDescription } from "../src/description/load-description.js";
import { loadDescription } from "../src/node/files/load-description.js";
import { targetById } from "../src/targets/registry.js";
import type { LoihiTarget } from "../src/targets/loihi/target.js";
import { build, type Build } from "../src/measure/build.js";
import type { CompiledForLoihi } from "../src/families/loihi/family.js";
import { defaultOptions } from "../src/options/check-options.js";

export interface Workload {
  readonly name: string;
  readonly target: LoihiTarget;
  readonly build: Build<CompiledForLoihi>;
  readonly steps: number;
  readonly repetitions: number;
}

export const BRUNEL = fileURLToPath(new URL("../../examples/brunel.yaml", import.meta.url));

export function brunel(steps: number, repetitions: number): Workload {
  const target = targetById("loihi1");
  const { description } = loadDescription(BRUNEL);
  return {
    name: "Brunel (2000)",
    target,
    build: build(description, target, { ...defaultOptions(target), oversize: true }),
    steps,
    repetitions,
  };
}

/** Four fifths of the cells are excitatory; K excitatory and K inhibitory inputs a cell. @param refractory ms */
export function describeCurrents(neurons: number, K: number, refractory = 2): NetworkDescription {
  const cell = `neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: ${refractory} ms }`;
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
  return parseDescription(text, "bench.yaml", () => new Uint8Array(0)).description;
}

export function balancedCurrents(neurons: number, K: number, steps: number, repetitions: number): Workload {
  const target = targetById("loihi2");
  const description = describeCurrents(neurons, K);
  return {
    name: "balanced, currents",
    target,
    build: build(description, target, { ...defaultOptions(target), oversize: true }),
    steps,
    repetitions,
  };
}
