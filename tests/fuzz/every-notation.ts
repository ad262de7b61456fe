/** A description with every notation of docs/description.md; its matrix is w.csv. */
export const EVERY_NOTATION = `
timestep: 0.5 ms
duration: 1 s
constants: { J: 0.6 mV, g: 5, tau: "20 ms", w: "-g*J/sqrt(4)" }
populations:
  E: { size: 4, neuron: &c { model: IF_curr_exp, cm: 1 nF, tau_m: { normal: { mean: tau, sd: 1 ms, min: 5 ms } }, i_offset: [1 pA, 2 pA, 3 pA, 4 pA] }, initial: { v: { uniform: [-65 mV, -50 mV] } } }
  I: { size: 2, neuron: { <<: *c, i_offset: 0.1 nA } }
projections:
  a: { pre: E, post: I, connect: { rule: explicit, synapses: [[0, 1, 2, 3], [3, 0, 1, 2]], weight_unit: { jump: 1 mV }, delay_unit: 1 ms } }
  b: { pre: E, post: E, connect: { rule: matrix, file: w.csv, weight_unit: 2 pA, transpose: true } }
  c: { pre: pool, post: E, connect: { rule: pairwise_bernoulli, p: 0.1 }, weight: { psp: w }, delay: { lognormal: { mean: 2 ms, sd: 1 ms } } }
  d: { pre: I, post: E, connect: { rule: fixed_total_number, N: "N_pre*3" }, weight: { normal: { mean: -3 pA, sd: 1 pA } }, multapses: false }
balanced: { K: 2, J: J, weights: { E: { I: -1 } }, drive: { E: 1, rate: 10 Hz, as: poisson }, connect: bernoulli }
stimuli:
  pool: { type: poisson_pool, size: 10, rate: 8 kHz }
  times: { type: spike_times, times: [1, 2.5], unit: 1 ms, target: E, weight: 3 pA }
  steps: { type: step_current, target: [E, I], steps: [{ at: 0 s, amplitude: 3 pA }, { at: 20 ms, amplitude: 0 }] }
  tuned: { type: tuned, target: E, angle: 45 deg, peak: 50 Hz, contrast: 0.3, baseline: 2 Hz, weight: 1 pA }
`;
