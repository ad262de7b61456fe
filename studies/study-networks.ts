/** The two families of networks that the studies vary, as YAML. Small, so that hundreds of runs are cheap. */
import { CURRENT_CELL } from "../phenomena/networks/current-based.js";

export interface BalancedNetwork {
  /** Inputs of a cell from E, and from I. */
  readonly K: number;
  /** mV: the jump of a synapse is J·j/√K. */
  readonly J: number;
  /** j, row: post, column: pre. 0 leaves a projection out. */
  readonly weights: readonly [readonly [EE: number, EI: number], readonly [IE: number, II: number]];
  /** Drive of E and I, times `rate` (Hz). */
  readonly drive: readonly [E: number, I: number];
  readonly rate: number;
  /** Cells of E and of I each. */
  readonly size: number;
  /** ms */
  readonly delay: number;
  /** ms, after a burn-in of 300 ms. */
  readonly seconds: number;
  /** Further entries of the description, e.g. a stimulus. */
  readonly more?: string;
}

/** Strong inhibition keeps this one irregular and its rhythm weak even where K is near the size of the populations. r = −W⁻¹X = 12 Hz for both. */
export const STRONG_INHIBITION = {
  J: 6,
  weights: [
    [1, -6],
    [1, -5],
  ],
  drive: [1, 0.8],
  rate: 60,
  delay: 1,
} as const;

export function balancedNetwork({
  K,
  J,
  weights,
  drive,
  rate,
  size,
  delay,
  seconds,
  more = "",
}: BalancedNetwork): string {
  const cell = `{ size: ${size}, neuron: ${CURRENT_CELL}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }`;
  const row = ([e, i]: readonly [number, number]) =>
    `{ ${[e === 0 ? "" : `E: ${e}`, i === 0 ? "" : `I: ${i}`].filter((part) => part !== "").join(", ")} }`;
  return `name: balanced
timestep: 0.5 ms
duration: ${300 + 1000 * seconds} ms
burn_in: 300 ms
populations:
  E: ${cell}
  I: ${cell}
balanced:
  K: ${K}
  J: ${J} mV
  weights: # row: post, column: pre
    E: ${row(weights[0])}
    I: ${row(weights[1])}
  drive: { E: ${drive[0]}, I: ${drive[1]}, rate: ${rate} Hz }
  delay: ${delay} ms
${more}probes:
  currents: { sample: 20 }
`;
}

export interface BrunelNetwork {
  /** Excitatory inputs of a cell; a quarter of it are inhibitory. */
  readonly C_E: number;
  /** Cells of E; a quarter of it are I. */
  readonly size: number;
  /** mV */
  readonly J: number;
  readonly g: number;
  /** External rate over the rate that reaches threshold without recurrence. */
  readonly eta: number;
  readonly timestep: number;
  /** ms, after a burn-in of 200 ms. */
  readonly duration: number;
  /** Cells of each population whose currents are analysed. */
  readonly sample: number;
  /** Projections that are left out. */
  readonly without?: readonly string[];
  /** SD of the weights over their mean; 0 unless told. */
  readonly spread?: number;
}

/** The sparse random network of Brunel (2000), model A: threshold 20 mV, reset 10 mV, tau_m 20 ms, delay 1.5 ms, fixed in-degrees. */
export function brunelNetwork({
  C_E,
  size,
  J,
  g,
  eta,
  timestep,
  duration,
  sample,
  without = [],
  spread = 0,
}: BrunelNetwork): string {
  const cell = (cells: number) =>
    `{ size: ${cells}, neuron: { model: iaf_psc_delta, C_m: 250 pF, tau_m: 20 ms, E_L: 0 mV, V_th: 20 mV, V_reset: 10 mV, t_ref: 2 ms }, initial: { V_m: { uniform: [0 mV, 20 mV] } } }`;
  const weight = (mean: number) =>
    spread === 0 ? `${mean} mV` : `{ normal: { mean: ${mean} mV, sd: ${spread * Math.abs(mean)} mV } }`;
  const projections = ["E→E", "E→I", "I→E", "I→I"]
    .filter((name) => !without.includes(name))
    .map((name) => {
      const [pre, post] = name.split("→");
      return `  ${name}: { pre: ${pre}, post: ${post}, connect: { rule: fixed_indegree, K: ${pre === "E" ? C_E : C_E / 4} }, weight: ${weight(pre === "E" ? J : -g * J)}, delay: 1.5 ms }\n`;
    });
  return `name: brunel
timestep: ${timestep} ms
duration: ${200 + duration} ms
burn_in: 200 ms
populations:
  E: ${cell(size)}
  I: ${cell(size / 4)}
projections:
${projections.join("")}stimuli:
  external: { type: poisson, target: [E, I], rate: ${(1000 * eta * 20) / (J * 20)} Hz, weight: ${J} mV, delay: 1.5 ms }
probes:
  currents: { sample: ${sample} }
`;
}
