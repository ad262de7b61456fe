import { describe, expect, it } from "vitest";
import type { BuiltInModel } from "../models/registry.js";
import { CounterStream } from "../numerics/philox.js";
import type { Network } from "../network/types.js";
import { connectivityOfNetwork } from "./input-connectivity.js";
import { inputCurrents, sampleNeurons, type InputCurrents } from "./input-currents.js";
import { summariseCurrents } from "./summarise-currents.js";
import { recordingOf } from "./synthetic-recording.fixture.js";

/** Neuron 2 gets: 0 →(+3, D 2), 1 →(-4, D 1) twice, source 3 →(+1, D 5), 10 pA from step 0 and -20 pA from step 6. */
function network(model: BuiltInModel): Network {
  const parameters = {
    C_m: 200,
    tau_m: 20,
    E_L: -70,
    V_th: -50,
    V_reset: -60,
    t_ref: 2,
    I_e: 10,
    tau_syn_ex: 2,
    tau_syn_in: 5,
    E_ex: 0,
    E_in: -80,
    g_L: 10,
  };
  const common = {
    index: 0,
    post: 0,
    postFirst: 0,
    postSize: 3,
    preFirst: 0,
    preSize: 3,
    pre: 0,
    preKind: "population" as const,
  };
  return {
    name: "hand",
    seed: 1,
    dt: 0.5,
    steps: 40,
    burnInSteps: 0,
    size: 3,
    sourceSize: 1,
    synapses: 4,
    currentSample: 1,
    delayRounding: [],
    populations: [{ name: "E", index: 0, first: 0, size: 3, model, parameters, initialV: new Float64Array(3) }],
    sources: [],
    currents: [{ name: "step", post: 0, steps: Uint32Array.of(6), amplitude: [-30] }],
    projections: [
      {
        ...common,
        plasticity: null,
        name: "EE",
        rowStart: Uint32Array.of(0, 0, 0, 3),
        source: Uint16Array.of(0, 1, 1),
        weight: Float32Array.of(3, -4, -4),
        delay: Uint8Array.of(2, 1, 1),
      },
      {
        ...common,
        plasticity: null,
        name: "XE",
        preKind: "source",
        preFirst: 3,
        preSize: 1,
        rowStart: Uint32Array.of(0, 0, 0, 1),
        source: Uint16Array.of(0),
        weight: 1,
        delay: 5,
      },
    ],
  };
}

const raster = recordingOf(
  [
    [0, 0],
    [3, 1],
    [7, 0],
    [7, 1],
    [9, 2],
    [39, 0],
  ],
  { E: 3 },
  40,
  0.5,
);
const sources = {
  play: (step: number, emit: (id: number, count: number) => void) => (step === 4 ? emit(3, 2) : undefined),
};

describe("inputCurrents", () => {
  it("are the means over each step of the currents of a neuron stepped in the project's timing convention (psc_exp)", () => {
    const [{ E, I, unit }] = inputCurrents(connectivityOfNetwork(network("iaf_psc_exp")), raster, sources, [2]);
    expect(unit).toBe("pA");
    // Step by step: arrivals of step n are added after the update of V in step n, so they act first in step n + 1.
    let ex = 0;
    let inh = 0;
    const fired = (id: number, n: number) =>
      raster.spikeSteps.filter((s, k) => s === n && raster.spikeIds[k] === id).length;
    for (let n = 0; n < 40; n++) {
      const external = n < 6 ? 10 : -20;
      // ∫ e^(-t/τ) dt / 0.5 ms over the step
      expect(E[n]).toBeCloseTo(ex * (2 / 0.5) * (1 - Math.exp(-0.5 / 2)) + Math.max(0, external), 12);
      expect(I[n]).toBeCloseTo(inh * (5 / 0.5) * (1 - Math.exp(-0.5 / 5)) + Math.min(0, external), 12);
      ex = ex * Math.exp(-0.5 / 2) + 3 * fired(0, n - 2) + (n - 5 === 4 ? 2 : 0);
      inh = inh * Math.exp(-0.5 / 5) - 8 * fired(1, n - 1);
    }
  });

  it("are charges of single steps for delta synapses, one step earlier, with currents as mV per step", () => {
    const [{ E, I, unit, thresholdCurrent }] = inputCurrents(
      connectivityOfNetwork(network("iaf_psc_delta")),
      raster,
      sources,
      [2],
    );
    const perPicoampere = (20 / 200) * (1 - Math.exp(-0.5 / 20));
    expect(unit).toBe("mV per step");
    expect(E[2]).toBeCloseTo(3 + 10 * perPicoampere, 12);
    expect(E[3]).toBeCloseTo(10 * perPicoampere, 12);
    expect(I[4]).toBeCloseTo(-8, 12);
    expect(E[9]).toBeCloseTo(3 + 2, 12);
    // V settles at E_L + Q/(1 - exp(-dt/tau)): 20 mV need this charge a step.
    expect(thresholdCurrent).toBeCloseTo(20 * (1 - Math.exp(-0.5 / 20)), 12);
  });

  it("has the threshold current C_m·(V_th - E_L)/tau_m = 200 pA, and refuses conductance neurons by name", () => {
    expect(connectivityOfNetwork(network("iaf_psc_exp")).thresholdCurrent(2)).toBeCloseTo(200, 12);
    expect(() => connectivityOfNetwork(network("iaf_cond_exp")).inputs(2)).toThrow(/population E.*conductance/);
  });

  it("samples evenly spaced neurons, all of them where the population is small", () => {
    expect(Array.from(sampleNeurons(100, 10, 5))).toEqual([100, 102, 104, 106, 108]);
    expect(Array.from(sampleNeurons(3, 2, 5))).toEqual([3, 4]);
  });
});

describe("summariseCurrents", () => {
  const synthetic = (lagSteps: number, gain: number, noise: number, delta = false): InputCurrents[] =>
    Array.from({ length: 4 }, (_, neuron) => {
      const random = new CounterStream(11 + neuron, 0);
      const length = 20_000;
      const common = new Float64Array(length + 200);
      for (let n = 1; n < common.length; n++) common[n] = 0.98 * common[n - 1] + random.normal();
      const E = Float64Array.from({ length }, (_, n) => 100 + common[n + 100]);
      const I = Float64Array.from(
        { length },
        (_, n) => -gain * (100 + common[n + 100 - lagSteps]) + noise * random.normal(),
      );
      return { neuron, unit: "pA", E, I, thresholdCurrent: 20, delta };
    });

  it("finds the lag of 3.0 ms, ρ = 0.1 and the drive of 5 thresholds that were put in", () => {
    const s = summariseCurrents(synthetic(30, 0.9, 0), 0.1, 1000);
    expect(s.lag).toBeCloseTo(3, 1);
    expect(s.lagPeak).toBeGreaterThan(0.99);
    expect(Math.abs(s.residual - 0.1)).toBeLessThan(0.003);
    expect(Math.abs(s.driveOverThreshold - 5)).toBeLessThan(0.1);
    expect(s.excitatory + s.inhibitory).toBeCloseTo(s.net, 9);
  });

  it("gives a negative lag where inhibition leads, and a lower peak under independent noise", () => {
    const s = summariseCurrents(synthetic(-12, 1, 5), 0.1, 0);
    expect(Math.abs(s.lag + 1.2)).toBeLessThan(0.2);
    expect(s.lagPeak).toBeLessThan(0.9);
    expect(s.lagPeak).toBeGreaterThan(0.5);
    expect(Math.abs(summariseCurrents(synthetic(30, 0.9, 0, true), 0.1, 0).lag - 3)).toBeLessThan(0.1);
  });

  it("gives NaN, not zero, for the lag of constant currents and for ρ without excitation", () => {
    const still: InputCurrents = {
      neuron: 0,
      unit: "pA",
      E: new Float64Array(100),
      I: new Float64Array(100).fill(-1),
      thresholdCurrent: 20,
      delta: false,
    };
    const s = summariseCurrents([still], 1, 0);
    expect([s.lag, s.lagPeak, s.residual]).toEqual([NaN, NaN, NaN]);
  });

  it("takes the rounding of a constant current for no fluctuation", () => {
    const of = (delta: boolean, size: number): InputCurrents => {
      const random = new CounterStream(5, 0);
      const E = Float64Array.from({ length: 4000 }, () => 600.1 * (1 + size * random.normal()));
      return {
        neuron: 0,
        unit: "pA",
        E,
        I: Float64Array.from({ length: 4000 }, () => -500 + 20 * random.normal()),
        thresholdCurrent: 20,
        delta,
      };
    };
    for (const delta of [false, true]) {
      expect(summariseCurrents([of(delta, 1e-15)], 0.5, 0).lagPeak).toBeNaN();
      // A thousandth is a fluctuation, and correlates with nothing here.
      expect(Math.abs(summariseCurrents([of(delta, 1e-3)], 0.5, 0).lagPeak)).toBeLessThan(0.2);
    }
  });
});
