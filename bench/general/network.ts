/** Networks of one size that differ in how general their programs are; driven as those of the sweeps (../scaling/network.ts). */
import { currentFor } from "../scaling/network.js";

/** What a program has beyond one weight and one delay a projection, and delta synapses. */
export interface Generality {
  /** A weight of its own for each synapse. */
  readonly weights: boolean;
  /** Delays of 0.5 to 2.5 ms in place of 1.5 ms. */
  readonly delays: boolean;
  /** Synaptic currents that decay (iaf_psc_exp). */
  readonly decay: boolean;
  /** Inhibitory weights that are no multiple of the excitatory ones: what arrives in a step is counted in small units, and its bound passes 16 bits. */
  readonly wide: boolean;
}

export interface GeneralNetwork {
  readonly neurons: number;
  readonly outdegree: number;
  /** Hz; 0: nothing fires. */
  readonly rate: number;
}

const [TAU, C, THRESHOLD, REFRACTORY, TAU_SYN] = [100, 250, 20, 2, 5];
/** mV a spike, and pA that move V by about as much: charge TAU_SYN · w on C. */
const [JUMP, CURRENT] = [0.01, (0.01 * C) / TAU_SYN];

/** A description in YAML. */
export function generalNetwork({ neurons, outdegree, rate }: GeneralNetwork, general: Generality): string {
  const [E, I] = [Math.round(0.8 * neurons), neurons - Math.round(0.8 * neurons)];
  const [toE, toI] = [Math.round(0.8 * outdegree), outdegree - Math.round(0.8 * outdegree)];
  const model = general.decay ? `iaf_psc_exp, tau_syn: ${TAU_SYN} ms` : "iaf_psc_delta";
  const cell = (size: number) =>
    `{ size: ${size}, neuron: { model: ${model}, C_m: ${C} pF, tau_m: ${TAU} ms, E_L: 0 mV, V_th: ${THRESHOLD} mV, V_reset: 0 mV, t_ref: ${REFRACTORY} ms, I_e: ${currentFor(rate)} pA }, initial: { V_m: { uniform: [0 mV, ${THRESHOLD} mV] } } }`;
  const unit = general.decay ? "pA" : "mV";
  const delay = general.delays ? "{ uniform: [0.5 ms, 2.5 ms] }" : "1.5 ms";
  const projection = (pre: string, post: string, count: number, relative: number) => {
    const mean = relative * (general.decay ? CURRENT : JUMP);
    const weight = general.weights
      ? `{ normal: { mean: ${mean} ${unit}, sd: ${Math.abs(mean) / 10} ${unit} } }`
      : `${mean} ${unit}`;
    return `  ${pre}→${post}: { pre: ${pre}, post: ${post}, connect: { rule: fixed_outdegree, outdegree: ${count} }, weight: ${weight}, delay: ${delay} }`;
  };
  const inhibition = general.wide ? -3.97 : -4;
  return [
    "name: general",
    "seed: 1",
    "timestep: 0.1 ms",
    "duration: 1 s",
    "populations:",
    `  E: ${cell(E)}`,
    `  I: ${cell(I)}`,
    "projections:",
    projection("E", "E", toE, 1),
    projection("E", "I", toI, 1),
    projection("I", "E", toE, inhibition),
    projection("I", "I", toI, inhibition),
    "",
  ].join("\n");
}
