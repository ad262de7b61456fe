import { describe, expect, it } from "vitest";
import { parseDescription } from "../description/load-description.js";
import { drawNetwork } from "../network/draw-network.js";
import { blindSpotsOf, mergedTimes } from "./blind-spots.js";
import { predictRates } from "./finite-k.js";
import { meanFieldOf } from "./mean-field-model.js";

interface Parts {
  readonly size?: number;
  readonly neuron?: string;
  readonly initial?: string;
  readonly recurrent?: string;
  readonly more?: string;
}

const base =
  "model: iaf_psc_exp, C_m: 250 pF, tau_m: 20 ms, tau_syn: 5 ms, E_L: 0 mV, V_reset: 0 mV, V_th: 15 mV, t_ref: 2 ms";
/** One population that inhibits itself, with a constant drive, and whatever a case adds. */
const network = ({
  size = 100,
  neuron = base,
  initial = ", initial: { V_m: { uniform: [0 mV, 15 mV] } }",
  recurrent = "rule: fixed_indegree, K: 20",
  more = "",
}: Parts) =>
  drawNetwork(
    parseDescription(
      `name: spots
seed: 3
timestep: 0.5 ms
duration: 200 ms
burn_in: 50 ms
populations:
  A: { size: ${size}, neuron: { ${neuron} }${initial} }
projections:
  AA: { pre: A, post: A, connect: { ${recurrent} }, weight: -20 pA, delay: 1 ms }
${more}`,
      "spots.yaml",
      () => new Uint8Array(),
    ).description,
  );
const codes = (parts: Parts) => blindSpotsOf(network(parts)).map(({ code }) => code);
const noise = (
  size: number,
  connect: string,
) => `  XA: { pre: X, post: A, connect: { ${connect} }, weight: 40 pA, delay: 1 ms }
stimuli:
  X: { type: poisson_pool, size: ${size}, rate: 100 Hz }
`;

describe("where theory cannot see", () => {
  it("is nowhere in a large network with random starts, whose in-degree is small", () => {
    expect(codes({ size: 400 })).toEqual([]);
    expect(codes({ size: 100, more: noise(100, "rule: one_to_one") })).toEqual([]);
    expect(codes({ size: 100, more: noise(1000, "rule: fixed_indegree, K: 20") })).toEqual([]);
  });

  it("input from a pool that cells share, by the share of sources that two of them have in common", () => {
    expect(codes({ more: noise(50, "rule: fixed_indegree, K: 20") })).toEqual(["shared-input"]);
    const [{ message }] = blindSpotsOf(network({ more: noise(1, "rule: all_to_all") }));
    expect(message).toContain("A: cells share their input");
    expect(message).toContain("1 of the same 1 sources by XA");
  });

  it("more inputs than cells to give them, which are few strong ones", () => {
    const [{ code, message }] = blindSpotsOf(network({ size: 50, recurrent: "rule: fixed_indegree, K: 200" }));
    expect(code).toBe("many-multapses");
    expect(message).toContain("K = 200 from 50");
    expect(message).toContain("connects 4 times");
    expect(codes({ size: 50, recurrent: "rule: fixed_indegree, K: 49" })).toEqual([]);
  });

  it("but not in synapses of weight zero, which carry no input, nor in sources that only these lead from", () => {
    const idle = "Z: { pre: A, post: A, connect: { rule: fixed_total_number, N: 30000 }, weight: 0 pA }";
    expect(codes({ size: 50, more: `  ${idle}` })).toEqual([]);
    const played = (weight: string) =>
      `stimuli:\n  T: { type: spike_times, target: A, weight: ${weight}, delay: 1 ms, times: [[60 ms, 61 ms]] }\n`;
    expect(codes({ size: 50, more: played("0 pA") })).toEqual([]);
    expect(codes({ size: 50, more: played("1 pA") })).toContain("known-spike-times");
  });

  it("cells that nothing tells apart: one V at the start, one set of parameters, no input of their own", () => {
    expect(codes({ initial: "" })).toEqual(["identical-starts"]);
    expect(codes({ initial: "", more: noise(100, "rule: one_to_one") })).toEqual([]);
  });

  it("known spike times, input that changes, few neurons, parameters that differ", () => {
    const times =
      "stimuli:\n  T: { type: spike_times, target: A, weight: 40 pA, delay: 1 ms, times: [[60 ms, 61 ms]] }\n";
    expect(codes({ more: times })).toContain("known-spike-times");
    const step = "stimuli:\n  I: { type: current, target: A, amplitude: 100 pA, start: 100 ms }\n";
    expect(codes({ more: step })).toEqual(["input-changes"]);
    expect(codes({ more: step.replace(", start: 100 ms", "") })).toEqual([]);
    expect(codes({ size: 25, recurrent: "rule: fixed_indegree, K: 5" })).toEqual(["few-neurons"]);
    expect(codes({ neuron: base.replace("V_th: 15 mV", "V_th: { uniform: [14 mV, 16 mV] }") })).toEqual([
      "spread-parameters",
    ]);
  });

  it("names the parameters that it averages, and not I_e, whose spread is in the rates", () => {
    const cell = base.replace("C_m: 250 pF", "C_m: { uniform: [200 pF, 300 pF] }");
    const current = ", I_e: { normal: { mean: 150 pA, sd: 50 pA } }";
    const messageOf = (neuron: string) => blindSpotsOf(network({ neuron })).map(({ message }) => message);
    expect(messageOf(cell)).toEqual(["A (C_m): parameters that differ between neurons count with their means"]);
    expect(messageOf(cell + current)[0]).toMatch(/; the spread of I_e in A is counted$/);
    expect(messageOf(base.replace("tau_syn: 5 ms", "tau_syn: { uniform: [4 ms, 6 ms] }"))[0]).toMatch(
      /^A \(tau_syn_ex, tau_syn_in\): /,
    );
    expect(messageOf(base + current)).toEqual([]);
    // Alone it makes cells differ that nothing else tells apart: the theory has it.
    const [apart, alike] = [current, ", I_e: 150 pA"].map((I_e) => {
      const { populations } = predictRates(meanFieldOf(network({ neuron: base + I_e })), { oscillations: false });
      return populations[0];
    });
    expect(apart.muSd ** 2 - alike.muSd ** 2).toBeGreaterThan(0.7 * (50 * (20 / 250)) ** 2);
  });

  it("two synaptic time constants of which the chip has one", () => {
    const neuron = base.replace("tau_syn: 5 ms", "tau_syn_ex: 2 ms, tau_syn_in: 8 ms");
    const more = noise(100, "rule: one_to_one");
    const two = network({ neuron, more });
    expect(mergedTimes(two, network({ more })).map(({ code }) => code)).toEqual(["synaptic-times-merged"]);
    expect(mergedTimes(two, two)).toEqual([]);
    // Inhibition alone keeps its time constant.
    expect(mergedTimes(network({ neuron }), network({}))).toEqual([]);
  });
});
