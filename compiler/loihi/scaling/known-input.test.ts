import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawNetwork } from "../../../src/network/draw-network.js";
import { constant, networkOf, population, projection } from "../../../src/network/network.fixture.js";
import { loihiTargetById } from "../../../src/targets/registry.js";
import { compileFront } from "../front-half.fixture.js";
import { uFactor, vFactor } from "./decay-registers.js";
import { knownInput, peakOfUnit, wholePower } from "./known-input.js";

const target = loihiTargetById("loihi1");

/** One neuron that gets 1 + `weights.length` trains of its own; the state step by step, and what is predicted of it. */
function trajectory(times: readonly number[][], weights: readonly number[]) {
  const network = drawNetwork(
    networkOf({
      timestep: 0.5,
      duration: 200,
      populations: [
        population("P", 1, {
          V_reset: constant(0),
          V_th: constant(1e6),
          tau_syn_ex: constant(5),
          tau_syn_in: constant(5),
        }),
      ],
      sources: [{ name: "s", size: times.length, kind: "spike_times", start: 0, stop: Infinity, times }],
      projections: [
        projection(
          "s",
          "P",
          {
            rule: "explicit",
            pre: Uint32Array.from(times.keys()),
            post: new Uint32Array(times.length),
            weight: Float32Array.from(weights),
          },
          { sign: "keep" },
        ),
      ],
    }),
  );
  const { lowered, scaled } = compileFront(network);
  const known = knownInput(lowered, { target, ...scaled, rounding: new Float64Array(1) });
  const [fu, fv] = [uFactor(scaled.du[0], target), vFactor(scaled.dv[0], target)];
  const unit = lowered.neurons.unitWeight[0] * scaled.weightGain[0];
  const arriving = new Float64Array(1000);
  network.sources[0].spikeSteps.forEach(
    (step, k) => (arriving[step + 1 + 3] += unit * Math.fround(weights[network.sources[0].spikeIds[k]])),
  );
  const reached = { input: 0, uAbove: 0, uBelow: 0, vBelow: 0 };
  for (let n = 0, u = 0, w = 0; n < arriving.length; n++) {
    u = fu * u + arriving[n];
    w = fv * Math.min(w, 0) + u;
    reached.input = Math.max(reached.input, Math.abs(arriving[n]));
    reached.uAbove = Math.max(reached.uAbove, u);
    reached.uBelow = Math.max(reached.uBelow, -u);
    reached.vBelow = Math.max(reached.vBelow, -w);
  }
  return { known, reached };
}

const anyTrains = fc.array(
  fc.tuple(
    fc.array(fc.integer({ min: 1, max: 150 }), { minLength: 1, maxLength: 6 }),
    fc.double({ min: -500, max: 500, noNaN: true }),
  ),
  { minLength: 1, maxLength: 8 },
);

describe("what known spike times make of the state", () => {
  it("is what a simulation reaches: the input and u exactly, v below from above by no more than the response that is still to come", () => {
    fc.assert(
      fc.property(anyTrains, (trains) => {
        const { known, reached } = trajectory(
          trains.map(([times]) => times),
          trains.map(([, w]) => w),
        );
        const scale = 1 + Math.abs(reached.uBelow) + Math.abs(reached.uAbove);
        expect(known.input[0]).toBeCloseTo(reached.input, 8);
        expect(Math.abs(known.uAbove[0] - reached.uAbove)).toBeLessThan(1e-9 * scale);
        expect(Math.abs(known.uBelow[0] - reached.uBelow)).toBeLessThan(1e-9 * scale);
        expect(known.vBelow[0]).toBeGreaterThanOrEqual(reached.vBelow * (1 - 1e-9));
        expect(known.vBelow[0]).toBeLessThanOrEqual(1.6 * reached.vBelow + 1e-9);
      }),
      { numRuns: 300 },
    );
  });

  it("sums what arrives together, and not the train's mean: 30 inputs of -100 pA at 50 ms are 30 times one", () => {
    const one = trajectory([[50]], [-100]).known;
    const thirty = trajectory(
      Array.from({ length: 30 }, () => [50]),
      new Array<number>(30).fill(-100),
    ).known;
    for (const key of ["input", "uBelow", "vBelow"] as const) expect(thirty[key][0]).toBeCloseTo(30 * one[key][0], 8);
    expect(thirty.uAbove[0]).toBe(0);
  });

  it("peaks after a unit of u where the two decays meet", () => {
    expect(peakOfUnit(0, 0.9)).toBe(1);
    expect(peakOfUnit(0.5, 0.5)).toBe(1);
    expect(peakOfUnit(0.9, 0.95)).toBeCloseTo(
      Math.max(...Array.from({ length: 60 }, (_, k) => (0.95 ** (k + 1) - 0.9 ** (k + 1)) / 0.05)),
      10,
    );
    expect(wholePower(0.97, 1000)).toBeCloseTo(0.97 ** 1000, 20);
  });
});
