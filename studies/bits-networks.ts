/**
 * The networks of `bits`: w = J·j/√K with K inputs from E and K from I, and a constant drive for which r = −W⁻¹X is 20 Hz in both.
 *
 * The weights, 1, −2.3, 1.13, −2.07, have no common divisor, so that none falls on a coarse grid by accident; det W = 0.53, condition 22: errors of
 * weights matter, without the near-singular W of examples/balanced-sqrtk.yaml. `spread` gives them a normal distribution, SD over mean.
 * The delay is one step, and the rate 20 Hz: both keep the rhythm of the loop, whose gain grows as √K/√r, below what counts as synchrony.
 */
import { CURRENT_CELL } from "../phenomena/networks/current-based.js";

export const J = 12; // mV
/** ms, of CURRENT_CELL */
export const TAU = 20;
export const TAU_SYN = 5;
export const REFRACTORY = 2;
/** mV, of CURRENT_CELL */
export const THRESHOLD = 15;
/** Row: post, column: pre. */
const WEIGHTS = { E: { E: 1, I: -2.3 }, I: { E: 1.13, I: -2.07 } } as const;
const DRIVE = { E: 1.3, I: 0.94 } as const;
/** pA·ms per pF and mV: a weight of w pA carries the charge of a jump w·tau_syn/C_m. */
const PICOAMPERE_PER_JUMP = 250 / TAU_SYN;
const RATE = 20; // Hz

export interface BitsNetwork {
  readonly K: number;
  readonly spread: number;
  /** Cells of each population. */
  readonly size: number;
  /** ms, with a burn-in of 300 ms in it. */
  readonly duration: number;
}

/** pA of the unit weight. */
export const unitWeight = (K: number) => (J / Math.sqrt(K)) * PICOAMPERE_PER_JUMP;

export function bitsNetwork({ K, spread, size, duration }: BitsNetwork): string {
  const weight = (j: number) => {
    const mean = j * unitWeight(K);
    return spread === 0 ? `${mean} pA` : `{ normal: { mean: ${mean} pA, sd: ${Math.abs(mean) * spread} pA } }`;
  };
  const populations = ["E", "I"] as const;
  const projections = populations.flatMap((post) =>
    populations.map(
      (pre) =>
        `  ${pre}→${post}: { pre: ${pre}, post: ${post}, connect: { rule: fixed_indegree, K: ${K} }, weight: ${weight(WEIGHTS[post][pre])}, delay: 0.5 ms }`,
    ),
  );
  // mV per ms times pF.
  const drive = (post: "E" | "I") => ((J * Math.sqrt(K) * DRIVE[post] * RATE) / 1000) * 250;
  return `name: bits-K${K}-spread${spread}
timestep: 0.5 ms
duration: ${duration} ms
burn_in: 300 ms
populations:
${populations.map((name) => `  ${name}: { size: ${size}, neuron: ${CURRENT_CELL}, initial: { V_m: { uniform: [0 mV, 15 mV] } } }`).join("\n")}
projections:
${projections.join("\n")}
stimuli:
${populations.map((post) => `  drive.${post}: { type: current, target: ${post}, amplitude: ${drive(post)} pA }`).join("\n")}
probes:
  currents: { sample: 100 }
`;
}
