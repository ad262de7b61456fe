/** Pieces of descriptions that several experiments share, as YAML. */

/** The current-based cell of examples/balanced-sqrtk.yaml with another membrane time constant (ms): threshold 15 mV above rest, tau_syn 5 ms. */
const currentCell = (tau_m: number) =>
  `{ model: iaf_psc_exp, C_m: 250 pF, tau_m: ${tau_m} ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }`;

/** That of the example, tau_m 20 ms. */
export const CURRENT_CELL = currentCell(20);

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
  /** ms; 20 unless given. */
  readonly tau_m?: number;
  /** ms; 1 unless given. */
  readonly delay?: number;
  /** What drives the cells; a constant current unless given. */
  readonly as?: "current" | "poisson";
}

/**
 * A balanced network in the scaling w ∝ 1/√K (van Vreeswijk & Sompolinsky 1998): K inputs from E and K from I, jumps J·j/√K, and a
 * drive J·√K·x·10 Hz: constant, or of K Poisson inputs of x·10 Hz and jump J/√K. W = [[1, −2], [1, −1.8]] and X = [1, 0.8] have the solution r = −W⁻¹X·10 Hz = 10 Hz for both.
 */
export function sqrtKNetwork({
  name,
  K,
  J,
  size: [E, I],
  duration,
  sample,
  tau_m = 20,
  delay = 1,
  as = "current",
}: SqrtKNetwork): string {
  return `name: ${name}
timestep: 0.5 ms
duration: ${duration} ms
burn_in: 300 ms
populations:
  E:
    size: ${E}
    neuron: &cell ${currentCell(tau_m)}
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
  drive: { E: 1, I: 0.8, rate: 10 Hz, as: ${as} }
  delay: ${delay} ms
probes:
  currents: { sample: ${sample} }
`;
}

/**
 * The networks of `scaling`, `cancellation` and `irregularity`, which share their runs: w = 12 mV/√K with K = 100 … 1600.
 *
 * What is swept is K alone, so the rest must not change what K → ∞ promises:
 * - N = 2.5·K cells each of E and I. A pair shares K/N of its inputs, and what is shared moves all cells at once; at fixed N that part of
 *   the variance would grow with K. Inputs are drawn with replacement (multapses): the loop cancels what is common, and what remains of
 *   the variance, Σ_j Var(m_j)·w²·r over the multiplicities m_j, is K·w²·r as of independent inputs; without replacement it is (1 − K/N) of that.
 * - The gain of the loop grows as √K, and with delay and synaptic filter every such network oscillates at some K (docs/theory.md).
 *   tau_m = 40 ms, the shortest delay and Poisson drive, whose noise is private, leave det(1 - M) at 0.53 or more up to K = 1600.
 */
export const SWEPT_K = { quick: [100, 200, 400], full: [100, 200, 400, 800, 1600] } as const;

/** ms */
export const SWEPT_TAU_M = 40;

/** ms: a step of the largest network costs as much as a hundred of the smallest. */
const sweptDuration = (K: number, size: "quick" | "full") => (size === "quick" ? 3300 : K > 800 ? 1300 : 4300);

export function sweptNetwork(K: number, size: "quick" | "full", J = 12): string {
  const cells = 2.5 * K;
  return sqrtKNetwork({
    name: `sqrt-k-${K}`,
    K,
    J,
    size: [cells, cells],
    duration: sweptDuration(K, size),
    sample: 250,
    tau_m: SWEPT_TAU_M,
    delay: 0.5,
    as: "poisson",
  });
}

/**
 * The controls of `scaling`: cells without feedback, each with K Poisson inputs of 20 Hz and K of 10 Hz of its own (together one train of
 * K times the rate). `up` and `clock` are excited by the fast ones and inhibited by the slow ones, `down` the other way round: E and I in
 * excess by half. The jump is 1.2 mV, that of sweptNetwork at K = 100, for `up` and `down` at every K; for `clock` it falls as 1/K from there.
 */
export function controlNetwork(K: number, duration: number): string {
  return `name: controls-${K}
timestep: 0.5 ms
duration: ${duration} ms
burn_in: 300 ms
constants:
  K: ${K}
  fast: K * 20 Hz
  slow: K * 10 Hz
  constant: 1.2 mV
  inverse: 1.2 mV * 100/K
populations:
  up:
    size: 100
    neuron: &cell { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 5 ms }
  down: { size: 100, neuron: *cell }
  clock: { size: 100, neuron: *cell }
stimuli:
  up-E: { type: poisson, target: up, rate: fast, weight: { jump: constant } }
  up-I: { type: poisson, target: up, rate: slow, weight: { jump: "-constant" } }
  down-E: { type: poisson, target: down, rate: slow, weight: { jump: constant } }
  down-I: { type: poisson, target: down, rate: fast, weight: { jump: "-constant" } }
  clock-E: { type: poisson, target: clock, rate: fast, weight: { jump: inverse } }
  clock-I: { type: poisson, target: clock, rate: slow, weight: { jump: "-inverse" } }
probes:
  currents: { sample: 100 }
`;
}

/** The walk as described: ΔV (mV), dt (ms), the jump a (mV) and the drifts (mV/s) of its two populations. */
export const WALK = { threshold: 15, dt: 0.5, jump: 0.3, drift: { slow: 250, fast: 500 } } as const;

/**
 * Independent cells that walk: a constant current as drift, and Poisson jumps ±a of E and I at one rate, σ²/(2a²), so that
 * σ/√(ΔV·μ) = `cv`. tau_m = 2048 ms, forty intervals or more, is as good as no leak and as long as all targets allow: one unit of
 * Loihi's 12-bit decay at dt = 0.5 ms, and 8 units of 2^-15 in SpiNNaker's 1 - e^(-dt/tau_m), the gain of all that comes in. Rest half way
 * to threshold makes what is left of the leak cancel on average.
 */
export function walkNetwork(cv: number, duration: number): string {
  const { threshold, dt, jump, drift } = WALK;
  const rate = (mu: number) => Number(((cv * cv * threshold * mu) / (2 * jump * jump)).toFixed(3));
  const C = 250;
  const cell = (mu: number) =>
    `{ model: iaf_psc_delta, C_m: ${C} pF, tau_m: 2048 ms, E_L: ${threshold / 2} mV, V_reset: 0 mV, V_th: ${threshold} mV, t_ref: 0 ms, I_e: ${(mu * C) / 1000} pA }`;
  const noise = (
    name: keyof typeof drift,
  ) => `  ${name}-E: { type: poisson, target: ${name}, rate: ${rate(drift[name])} Hz, weight: ${jump} mV, delay: ${dt} ms }
  ${name}-I: { type: poisson, target: ${name}, rate: ${rate(drift[name])} Hz, weight: ${-jump} mV, delay: ${dt} ms }`;
  return `name: walk-${cv}
timestep: ${dt} ms
duration: ${duration} ms
populations:
  slow: # ${drift.slow} mV/s
    size: 200
    neuron: ${cell(drift.slow)}
    initial: { V_m: 0 mV }
  fast: # ${drift.fast} mV/s
    size: 100
    neuron: ${cell(drift.fast)}
    initial: { V_m: 0 mV }
stimuli:
${noise("slow")}
${noise("fast")}
probes:
  currents: { sample: 1 }
`;
}
