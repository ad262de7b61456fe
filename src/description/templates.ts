/** Starter files for `equipoise init`. Each template loads as it is; a test holds that. */

export interface StarterTemplate {
  readonly name: string;
  readonly summary: string;
  /** Text by file name; network.yaml is the description. */
  readonly files: Readonly<Record<string, string>>;
}

const BALANCED = `# A balanced network in the theorist's notation: each spike of b moves a cell of a by J*w_ab/sqrt(K), leak aside,
# and the drive of a is J*sqrt(K)*x_a*rate. For large K the rates are r = -W^-1 X * rate.
name: balanced
seed: 1
timestep: 0.5 ms
duration: 6.2 s # including the burn-in
burn_in: 200 ms

populations:
  E:
    size: 800
    neuron: &cell
      model: iaf_psc_exp
      C_m: 250 pF
      tau_m: 20 ms
      tau_syn: 5 ms
      E_L: 0 mV
      V_reset: 0 mV
      V_th: 15 mV
      t_ref: 2 ms
    initial: { V_m: { uniform: [0 mV, 15 mV] } }
  I:
    size: 200
    neuron: *cell
    initial: { V_m: { uniform: [0 mV, 15 mV] } }

balanced:
  K: 100
  J: 6 mV
  weights: # row: post, column: pre
    E: { E: 1, I: -6 }
    I: { E: 1, I: -5 }
  drive: { E: 1, I: 0.8, rate: 60 Hz }
  delay: 1 ms

probes:
  currents: { sample: 100 }
`;

const BRUNEL = `# The sparse random network of Brunel (2000), model A, at a fifth of its size: inputs a fifth as many, jumps five times as large.
name: brunel
seed: 1
timestep: 0.1 ms
duration: 700 ms # including the burn-in
burn_in: 200 ms

constants:
  C_E: 200
  C_I: "C_E/4"
  J: 0.5 mV
  g: 5
  eta: 2
  theta: 20 mV
  tau_m: 20 ms
  D: 1.5 ms
  nu_ext: "eta*theta/(J*C_E*tau_m)"

populations:
  E:
    size: 2000
    neuron: &cell { model: iaf_psc_delta, C_m: 250 pF, tau_m: tau_m, E_L: 0 mV, V_th: theta, V_reset: 10 mV, t_ref: 2 ms }
  I:
    size: 500
    neuron: *cell

projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: C_E }, weight: J, delay: D }
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: C_E }, weight: J, delay: D }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: C_I }, weight: "-g*J", delay: D }
  I→I: { pre: I, post: I, connect: { rule: fixed_indegree, K: C_I }, weight: "-g*J", delay: D }

stimuli:
  external: { type: poisson, target: [E, I], rate: "C_E*nu_ext", weight: J, delay: D }
`;

const CONDUCTANCE = `# Conductance synapses with the cell of Vogels & Abbott (2005), kept going by Poisson input.
name: conductance
seed: 1
timestep: 0.1 ms
duration: 700 ms # including the burn-in
burn_in: 200 ms

populations:
  E:
    size: 400
    neuron: &cell
      model: iaf_cond_exp
      C_m: 200 pF
      g_L: 10 nS
      E_L: -60 mV
      V_reset: -60 mV
      V_th: -50 mV
      t_ref: 5 ms
      tau_syn_ex: 5 ms
      tau_syn_in: 10 ms
      E_ex: 0 mV
      E_in: -80 mV
    initial: { V_m: { uniform: [-60 mV, -50 mV] } }
  I:
    size: 100
    neuron: *cell
    initial: { V_m: { uniform: [-60 mV, -50 mV] } }

projections:
  E→E: { pre: E, post: E, connect: { rule: fixed_indegree, K: 32 }, weight: 6 nS, delay: 1 ms }
  E→I: { pre: E, post: I, connect: { rule: fixed_indegree, K: 32 }, weight: 6 nS, delay: 1 ms }
  I→E: { pre: I, post: E, connect: { rule: fixed_indegree, K: 8 }, weight: -67 nS, delay: 1 ms }
  I→I: { pre: I, post: I, connect: { rule: fixed_indegree, K: 8 }, weight: -67 nS, delay: 1 ms }

stimuli:
  background: { type: poisson, target: [E, I], rate: 300 Hz, weight: 6 nS, delay: 1 ms }
`;

const FROM_MATRIX = `# Connectivity from a file: rows are postsynaptic, columns presynaptic cells, 0 is no synapse. A .npy file works as well.
name: from-matrix
seed: 1
timestep: 0.5 ms
duration: 1 s # including the burn-in
burn_in: 100 ms

populations:
  cells:
    size: 6
    neuron: { model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms }

projections:
  recurrent:
    pre: cells
    post: cells
    connect:
      rule: matrix
      file: weights.csv
      weight_unit: { jump: 1 mV } # a 1 in the file moves V by 1 mV with the charge of one spike, leak aside
    delay: 1 ms

stimuli:
  background: { type: poisson, target: cells, rate: 500 Hz, weight: { jump: 2 mV } }
`;

const WEIGHTS = `# rows: to cells 0 to 5; columns: from cells 0 to 5 (the last two are inhibitory)
0, 1, 0, 2, -4, 0
1, 0, 1, 0, 0, -4
0, 2, 0, 1, -4, 0
1, 0, 1, 0, 0, -4
1, 1, 0, 0, 0, -2
0, 0, 1, 1, -2, 0
`;

/** All templates, the first one being the default. */
export function starterTemplates(): readonly StarterTemplate[] {
  return [
    {
      name: "balanced",
      summary: "1,000 cells in the 1/sqrt(K) scaling, written in the theorist's notation",
      files: { "network.yaml": BALANCED },
    },
    {
      name: "brunel",
      summary: "Brunel's sparse network with delta synapses and Poisson input, 2,500 cells",
      files: { "network.yaml": BRUNEL },
    },
    { name: "conductance", summary: "500 cells with conductance synapses", files: { "network.yaml": CONDUCTANCE } },
    {
      name: "from-matrix",
      summary: "six cells whose weights come from a CSV matrix",
      files: { "network.yaml": FROM_MATRIX, "weights.csv": WEIGHTS },
    },
  ];
}
