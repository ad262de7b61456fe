/**
 * Networks like those of Dasbach et al. (2021), small enough for minutes: sparse random networks with normally distributed weights, once with the same
 * in-degree for every neuron and once with in-degrees that vary.
 *
 *   Brunel-type        one population of E and one of I cells, connection probability 0.1, Poisson input (Brunel 2000, model A), exponential synapses;
 *                      weights of SD 20 % of the mean. Bernoulli: every pair is connected with probability 0.1, in-degree variance K(1 − p).
 *   microcircuit-type  Potjans & Diesmann (2014) at a few per cent, weights of SD 10 % as published (20 % from L4E to L2/3E); its own rule, a fixed total number.
 */
import { microcircuit } from "../phenomena/networks/microcircuit.js";

export type Connectivity = "fixed in-degree" | "varying in-degree";

/** mV; relative inhibition; external rate over what reaches threshold. */
const JUMP = 0.8;
const G = 5;
const ETA = 1.2;
const SPREAD = 0.2;
const CELL = { tau_m: 20, threshold: 20 } as const;

export function brunelType(connectivity: Connectivity, neurons: number, duration: number): string {
  const size = { E: Math.round(0.8 * neurons), I: Math.round(0.2 * neurons) };
  const sides = ["E", "I"] as const;
  const connect = (pre: "E" | "I") =>
    connectivity === "fixed in-degree"
      ? `{ rule: fixed_indegree, K: ${size[pre] / 10} }`
      : "{ rule: pairwise_bernoulli, p: 0.1 }";
  const jump = (pre: "E" | "I") => (pre === "E" ? JUMP : -G * JUMP);
  const cell = `{ model: iaf_psc_exp, C_m: 250 pF, tau_m: ${CELL.tau_m} ms, tau_syn: 2 ms, E_L: 0 mV, V_reset: 0 mV, V_th: ${CELL.threshold} mV, t_ref: 2 ms }`;
  const projections = sides.flatMap((post) =>
    sides.map(
      (pre) =>
        `  ${pre}→${post}: { pre: ${pre}, post: ${post}, connect: ${connect(pre)}, weight: { jump: { normal: { mean: ${jump(pre)} mV, sd: ${SPREAD * Math.abs(jump(pre))} mV } } }, delay: 1.5 ms }`,
    ),
  );
  return `name: brunel-type
timestep: 0.5 ms
duration: ${duration} ms
burn_in: 300 ms
populations:
${sides.map((name) => `  ${name}: { size: ${size[name]}, neuron: ${cell}, initial: { V_m: { uniform: [0 mV, ${CELL.threshold} mV] } } }`).join("\n")}
projections:
${projections.join("\n")}
stimuli:
  external: { type: poisson, target: [E, I], rate: ${((ETA * CELL.threshold) / (JUMP * CELL.tau_m)) * 1000} Hz, weight: { jump: ${JUMP} mV }, delay: 1.5 ms }
`;
}

export function microcircuitType(connectivity: Connectivity, share: number, duration: number): string {
  return microcircuit(
    {
      neurons: share,
      indegrees: share,
      duration,
      rule: connectivity === "fixed in-degree" ? "fixed_indegree" : "fixed_total_number",
    },
    "microcircuit-type",
  );
}
