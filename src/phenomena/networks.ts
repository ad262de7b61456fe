/** Pieces of descriptions that several experiments share, as YAML. */

/** The current-based cell of examples/balanced-sqrtk.yaml: threshold 15 mV above rest, tau_m 20 ms, tau_syn 5 ms. */
export const CURRENT_CELL = "{ model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }";

export interface SqrtKNetwork {
  readonly name: string;
  readonly K: number;
  /** mV: the jump of a synapse is J/√K. */
  readonly J: number;
  /** Cells of E, and of I. */
  readonly size: readonly [E: number, I: number];
  /** ms, with a burn-in of 300 ms in it. */
  readonly duration: number;
  /** Cells of each population whose currents are analysed. */
  readonly sample: number;
}

/**
 * A balanced network in the scaling w ∝ 1/√K (van Vreeswijk & Sompolinsky 1998): K inputs from E and K from I, jumps J·j/√K, and a
 * constant drive J·√K·x·10 Hz. W = [[1, −2], [1, −1.8]] and X = [1, 0.8] have the solution r = −W⁻¹X·10 Hz = 10 Hz for both.
 */
export function sqrtKNetwork({ name, K, J, size: [E, I], duration, sample }: SqrtKNetwork): string {
  return `name: ${name}
timestep: 0.5 ms
duration: ${duration} ms
burn_in: 300 ms
populations:
  E:
    size: ${E}
    neuron: &cell ${CURRENT_CELL}
    initial: { V_m: { uniform: [0 mV, 15 mV] } }
  I:
    size: ${I}
    neuron: *cell
    initial: { V_m: { uniform: [0 mV, 15 mV] } }
balanced:
  K: ${K}
  J: ${J} mV
  weights: # row: post, column: pre
    E: { E: 1, I: -2 }
    I: { E: 1, I: -1.8 }
  drive: { E: 1, I: 0.8, rate: 10 Hz }
  delay: 1 ms
probes:
  currents: { sample: ${sample} }
`;
}

/** The networks of \`scaling\` and \`cancellation\`, which share their runs. */
export const SWEPT_K = { quick: [100, 200, 400], full: [100, 200, 400, 800, 1600] } as const;

export function sweptNetwork(K: number, size: "quick" | "full", J = 12): string {
  const [cells, duration] = size === "quick" ? ([[1600, 1600], 1300] as const) : ([[4000, 4000], 2300] as const);
  return sqrtKNetwork({ name: `sqrt-k-${K}`, K, J, size: cells, duration, sample: 100 });
}
