/** 30 neurons that fire irregularly and often, so that a run which keeps its spikes in memory is seen at once. ms in all: the steps of 1 ms. */
export function longNetwork(steps: number): string {
  return `name: long
seed: 3
timestep: 1 ms
duration: ${steps} ms
burn_in: 100 ms
populations:
  E: { size: 24, neuron: &cell { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 1 ms } }
  I: { size: 6, neuron: *cell }
stimuli:
  X: { type: poisson_pool, size: 40, rate: 60 Hz }
projections:
  EE: { pre: E, post: E, connect: { rule: fixed_indegree, indegree: 5 }, weight: 100 pA, delay: 2 ms }
  EI: { pre: E, post: I, connect: { rule: fixed_indegree, indegree: 5 }, weight: 100 pA, delay: 1 ms }
  IE: { pre: I, post: E, connect: { rule: fixed_indegree, indegree: 2 }, weight: -300 pA, delay: 1 ms }
  XE: { pre: X, post: E, connect: { rule: fixed_indegree, indegree: 10 }, weight: 600 pA, delay: 1 ms }
  XI: { pre: X, post: I, connect: { rule: fixed_indegree, indegree: 10 }, weight: 600 pA, delay: 3 ms }
`;
}
