import { describe, expect, it } from "vitest";
import type { Network, Population } from "../network/types.js";
import { meanFieldOf, weightSumVarianceOf } from "./mean-field-model.js";
import { workingPoint } from "./working-point.js";

const parameters: Population["parameters"] = {
  C_m: 250,
  tau_m: 20,
  E_L: -65,
  V_th: Float64Array.of(-50, -48),
  V_reset: -65,
  t_ref: 2,
  I_e: Float64Array.of(100, 300),
  tau_syn_ex: 5,
  tau_syn_in: 10,
  E_ex: 0,
  E_in: -80,
  g_L: 12.5,
};

/** Two neurons; P→P mixed weights; four Poisson sources at 10 Hz active for half of the measured time; a current step. */
const network: Network = {
  name: "tiny",
  seed: 1,
  dt: 0.5,
  steps: 300,
  burnInSteps: 100,
  size: 2,
  sourceSize: 6,
  synapses: 8,
  currentSample: 2,
  delayRounding: [],
  populations: [
    { name: "P", index: 0, first: 0, size: 2, model: "iaf_psc_exp", parameters, initialV: Float64Array.of(-65, -65) },
  ],
  sources: [
    {
      name: "S",
      index: 0,
      first: 2,
      size: 4,
      kind: "poisson",
      rate: 10,
      startStep: 0,
      stopStep: 200,
      stream: 1,
      spikeSteps: new Uint32Array(),
      spikeIds: new Uint32Array(),
    },
    {
      name: "T",
      index: 1,
      first: 6,
      size: 2,
      kind: "spike_times",
      rate: 0,
      startStep: 0,
      stopStep: 0,
      stream: 2,
      spikeSteps: Uint32Array.of(50, 100, 299),
      spikeIds: Uint32Array.of(0, 0, 1),
    },
  ],
  projections: [
    {
      name: "P→P",
      index: 0,
      preKind: "population",
      pre: 0,
      preFirst: 0,
      preSize: 2,
      post: 0,
      postFirst: 0,
      postSize: 2,
      plasticity: null,
      rowStart: Uint32Array.of(0, 3, 5),
      source: Uint16Array.of(0, 1, 1, 0, 1),
      weight: Float32Array.of(2, 4, -8, 3, 0),
      delay: Uint8Array.of(1, 3, 4, 2, 9),
    },
    {
      name: "S→P",
      index: 1,
      preKind: "source",
      pre: 0,
      preFirst: 2,
      preSize: 4,
      post: 0,
      postFirst: 0,
      postSize: 2,
      plasticity: null,
      rowStart: Uint32Array.of(0, 2, 2),
      source: Uint16Array.of(0, 3),
      weight: 5,
      delay: 2,
    },
    {
      name: "T→P",
      index: 2,
      preKind: "source",
      pre: 1,
      preFirst: 6,
      preSize: 2,
      post: 0,
      postFirst: 0,
      postSize: 2,
      plasticity: null,
      rowStart: Uint32Array.of(0, 0, 1),
      source: Uint16Array.of(1),
      weight: -5,
      delay: 2,
    },
  ],
  currents: [{ name: "step", post: 0, steps: Uint32Array.of(0, 200), amplitude: [0, Float64Array.of(40, 80)] }],
};

describe("meanFieldOf", () => {
  const model = meanFieldOf(network);

  it("splits a projection of mixed sign into two inputs and ignores zero weights", () => {
    const [excitatory, inhibitory] = model.inputs;
    expect(excitatory).toMatchObject({
      name: "P→P (excitatory)",
      pre: 0,
      post: 0,
      indegree: 1.5,
      indegreeVariance: 0.25,
      weightMean: 3,
    });
    expect(excitatory.weightMeanSquare).toBeCloseTo(29 / 3, 12);
    expect(excitatory.weightSumVariance).toBeCloseTo(2.25, 12); // sums 6 and 3
    expect(excitatory.delay).toBeCloseTo(1, 12); // (1 + 3 + 2)/3 steps of 0.5 ms
    expect(inhibitory).toMatchObject({
      name: "P→P (inhibitory)",
      indegree: 0.5,
      weightMean: -8,
      weightMeanSquare: 64,
      delay: 2,
    });
  });

  it("takes source rates over the time after burn-in", () => {
    expect(model.inputs[2]).toMatchObject({
      name: "S→P",
      pre: { rate: 5 },
      indegree: 1,
      indegreeVariance: 1,
      weightMean: 5,
    });
    // 2 spikes after burn-in, 2 sources, 0.1 s
    expect(model.inputs[3].pre).toEqual({ rate: 10 });
    expect(model.inputs).toHaveLength(4);
  });

  it("averages spread parameters, and currents over time and neurons", () => {
    expect(model.populations[0]).toMatchObject({ name: "P", V_th: -49, I_ext: 200 + 30, tau_m: 20 });
    expect(model.populations[0].currentVariance).toBeCloseTo(110 ** 2, 9); // 120 and 340 pA
  });

  it("the working point has the drives in pA and μ in mV", () => {
    const point = workingPoint(model, 0, [20]);
    // 1.5·3 pA·5 ms·0.02/ms + 5·5·0.005 + 230 pA
    expect(point.excitation).toBeCloseTo(0.45 + 0.125 + 230, 10);
    expect(point.inhibition).toBeCloseTo(-(0.5 * 8 * 10 * 0.02) - 0.5 * 5 * 10 * 0.01, 10);
    expect(point.mu).toBeCloseTo(-65 + (20 / 250) * (point.excitation + point.inhibition), 10);
  });

  it("independent draws are assumed where the variance of sums is not given", () => {
    const input = {
      name: "x",
      pre: 0,
      post: 0,
      indegree: 100,
      indegreeVariance: 90,
      weightMean: 2,
      weightMeanSquare: 5,
      delay: 1,
    };
    expect(weightSumVarianceOf(input)).toBe(100 * 1 + 90 * 4);
    expect(weightSumVarianceOf({ ...input, weightSumVariance: 0 })).toBe(0);
  });
});
