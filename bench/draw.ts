/**
 * Draws large networks and prints seconds, synapses a second and bytes a synapse.
 * Usage: node dist/bench/draw.js [neurons = 100000] [in-degree = 1000]
 */
import type { ConnectionRule, NetworkDescription, Spread } from "../src/description/types.js";
import type { ModelParameters } from "../src/models/neuron-model.js";
import { drawNetwork } from "../src/network/draw-network.js";
import { pushRows } from "../src/network/push-rows.js";
import { SourcePlayer } from "../src/network/source-player.js";
import type { Projection } from "../src/network/types.js";
import { philox4x32 } from "../src/numerics/philox.js";

const constant = (value: number): Spread => ({ kind: "constant", value });

const parameters: ModelParameters<Spread> = {
  C_m: constant(250),
  tau_m: constant(20),
  E_L: constant(0),
  V_th: constant(20),
  V_reset: constant(10),
  t_ref: constant(2),
  I_e: constant(0),
};

function describe(
  size: number,
  connect: ConnectionRule,
  multapses: boolean,
  weight: Spread,
  delay: Spread,
): NetworkDescription {
  return {
    name: "bench",
    seed: 1,
    timestep: 0.1,
    duration: 1000,
    burnIn: 0,
    sources: [],
    currents: [],
    currentSample: 0,
    populations: [{ name: "P", size, model: "iaf_psc_delta", parameters, initial: { V_m: constant(0) } }],
    projections: [
      { name: "P→P", pre: "P", post: "P", connect, weight, delay, autapses: false, multapses, sign: "clip" },
    ],
  };
}

function bytesOf({ source, weight, delay, rowStart }: Projection): number {
  const bytes = (values: number | ArrayBufferView) => (typeof values === "number" ? 0 : values.byteLength);
  return source.byteLength + rowStart.byteLength + bytes(weight) + bytes(delay);
}

function seconds(work: () => void): number {
  const begin = process.hrtime.bigint();
  work();
  return Number(process.hrtime.bigint() - begin) * 1e-9;
}

const size = Number(process.argv[2] ?? 100_000);
const K = Number(process.argv[3] ?? 1000);
const J = constant(0.1);
const D = constant(1.5);
const cases: [string, ConnectionRule, boolean, Spread, Spread][] = [
  ["fixed_indegree", { rule: "fixed_indegree", indegree: K }, true, J, D],
  ["fixed_indegree, no multapses", { rule: "fixed_indegree", indegree: K }, false, J, D],
  ["fixed_outdegree", { rule: "fixed_outdegree", outdegree: K }, true, J, D],
  ["pairwise_bernoulli", { rule: "pairwise_bernoulli", p: K / size }, false, J, D],
  ["fixed_total_number", { rule: "fixed_total_number", N: K * size }, true, J, D],
  [
    "fixed_indegree, normal weights, uniform delays",
    { rule: "fixed_indegree", indegree: K },
    true,
    { kind: "normal", mean: 0.1, sd: 0.01 },
    { kind: "uniform", low: 0.5, high: 2.5 },
  ],
];

console.log(`${size} neurons, in-degree ${K}`);
for (const [name, connect, multapses, weight, delay] of cases) {
  const description = describe(size, connect, multapses, weight, delay);
  let network = drawNetwork(describe(10, { rule: "all_to_all" }, true, weight, delay));
  const draw = seconds(() => {
    network = drawNetwork(description);
  });
  const turn = seconds(() => pushRows(network, 0));
  const { synapses, projections } = network;
  console.log(
    `${name.padEnd(48)} ${draw.toFixed(2).padStart(7)} s  ${(synapses / draw / 1e6).toFixed(1).padStart(6)} M synapses/s  ` +
      `${(bytesOf(projections[0]) / synapses).toFixed(2)} B/synapse  push rows ${turn.toFixed(2)} s`,
  );
}

const block = new Uint32Array(4);
const philox = seconds(() => {
  for (let i = 0; i < 10_000_000; i++) philox4x32(block, 1, 2, i, 0, 0, 0);
});
console.log(`philox4x32: ${(40 / philox).toFixed(1)} M uint32/s`);

const none = new Uint32Array(0);
const player = new SourcePlayer({
  seed: 1,
  dt: 0.1,
  sources: [
    {
      first: 0,
      size: 12_500,
      kind: "poisson",
      rate: 20_000,
      startStep: 0,
      stopStep: 1e9,
      stream: 1,
      spikeSteps: none,
      spikeIds: none,
    },
  ],
});
let spikes = 0;
const play = seconds(() => {
  for (let step = 0; step < 10_000; step++) player.play(step, (_id, count) => (spikes += count));
});
console.log(`Poisson sources: 12500 × 10000 steps, mean 2 a step: ${play.toFixed(2)} s, ${spikes} spikes`);
