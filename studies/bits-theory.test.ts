import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CounterStream } from "../src/numerics/philox.js";
import { assessModel, compareModels } from "../src/theory/compare-models.js";
import type { MeanFieldModel } from "../src/theory/mean-field-model.js";
import { balancedModel } from "../src/theory/test-models.fixture.js";
import {
  ditherFactor,
  expectedErrors,
  frozenResidual,
  idealOf,
  neededBits,
  neededBitsFitted,
  neededSteps,
  predictedWord,
} from "./bits-theory.js";

const W = [
  [1, -2.3],
  [1.13, -2.07],
];
const model = (K: number) => balancedModel(K, W, [1.3, 0.94]);
const ideal = (K: number) =>
  idealOf(assessModel(model(K), { oscillations: false }), {
    K,
    unitJump: 12 / Math.sqrt(K),
    tau: 20,
    threshold: 15,
    refractory: 2,
    tauSyn: 5,
    seconds: 2,
  });
const scaled = (of: MeanFieldModel, factor: number): MeanFieldModel => ({
  ...of,
  inputs: of.inputs.map((input, k) =>
    k === 0
      ? { ...input, weightMean: input.weightMean * factor, weightMeanSquare: input.weightMeanSquare * factor ** 2 }
      : input,
  ),
});

describe("ditherFactor", () => {
  it("is 1 without spread and falls with it", () => {
    expect(ditherFactor(0)).toBeCloseTo(1, 3);
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 2, noNaN: true }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (s, more) => ditherFactor(s + more) <= ditherFactor(s),
      ),
    );
  });

  it.each([0.1, 0.2, 0.4])("is the rms over phases of the mean error of round(y), y ~ N(x, %f²), times √12", (s) => {
    let squares = 0;
    const phases = 40;
    for (let phase = 0; phase < phases; phase++) {
      let mean = 0;
      let norm = 0;
      for (let z = -6; z <= 6; z += 0.002) {
        const y = (phase + 0.5) / phases + s * z;
        mean += Math.exp((-z * z) / 2) * (Math.round(y) - y);
        norm += Math.exp((-z * z) / 2);
      }
      squares += (mean / norm) ** 2 / phases;
    }
    expect(Math.sqrt(12 * squares)).toBeCloseTo(ditherFactor(s), 2);
  });
});

describe("idealOf", () => {
  it("reads the weights back, shares of variance that add up to one, and sensitivities that W⁻¹ gives", () => {
    const { terms } = ideal(400);
    expect(terms.map((t) => t.j)).toEqual([1, 2.3, 1.13, 2.07].map((j) => expect.closeTo(j, 9)));
    expect(terms[0].power + terms[1].power).toBeCloseTo(1, 9);
    // S_E,EE = −(W⁻¹)_EE·W_EE with (W⁻¹)_EE = −2.07/det, det = 0.529, equal rates.
    expect(terms[0].sensitivity[0]).toBeCloseTo(2.07 / 0.529, 6);
  });
});

describe("closed forms", () => {
  it("nearest, constant weights: the steps needed do not depend on K", () => {
    expect(neededSteps("nearest", ideal(1600), 0) / neededSteps("nearest", ideal(100), 0)).toBeCloseTo(1, 2);
  });

  it("a fixed LSB therefore costs ½·log₂K: four times K, one bit", () => {
    const bitsOfUnit = (K: number) => Math.log2(12 / Math.sqrt(K) / neededSteps("nearest", ideal(K), 0));
    expect(bitsOfUnit(400) - bitsOfUnit(1600)).toBeCloseTo(1, 1);
  });

  it("balance needs no more than stochastic, that less than nearest, spread weights fewer than constant ones with nearest, and a fitted scale about half the bits", () => {
    const i = ideal(400);
    expect(neededSteps("balance", i, 0)).toBeLessThanOrEqual(neededSteps("stochastic", i, 0));
    const spread = (mode: "balance" | "stochastic") =>
      expectedErrors(
        mode,
        i,
        i.terms.map((t) => 2 * t.j),
        0,
      ).spread;
    expect([spread("balance"), spread("stochastic") > 0]).toEqual([0, true]);
    expect(neededSteps("stochastic", i, 0)).toBeLessThan(neededSteps("nearest", i, 0));
    expect(neededSteps("nearest", i, 0.2)).toBeLessThan(neededSteps("nearest", i, 0));
    expect(neededBitsFitted(i) / neededBits("nearest", i, 0)).toBeGreaterThan(0.4);
    expect(neededBitsFitted(i) / neededBits("nearest", i, 0)).toBeLessThan(0.75);
  });

  it("errors fall as the grid becomes finer, in every mode", () => {
    const i = ideal(400);
    fc.assert(
      fc.property(
        fc.constantFrom("nearest" as const, "balance" as const, "stochastic" as const),
        fc.double({ min: 0.5, max: 50, noNaN: true }),
        fc.constantFrom(0, 0.1),
        (mode, x, spread) => {
          const errors = (steps: number) =>
            expectedErrors(
              mode,
              i,
              i.terms.map((t) => t.j * steps),
              spread,
            );
          const [coarse, fine] = [errors(x), errors(2 * x)];
          expect(fine.rateShift).toBeLessThanOrEqual(coarse.rateShift);
          expect(fine.fluctuation).toBeLessThanOrEqual(coarse.fluctuation + 1e-3);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("stochastic rounding of one row: the variance of its sum is 1/6 of a step² a synapse, over all fractions", () => {
    const stream = new CounterStream(5, 1);
    const K = 50;
    let squares = 0;
    const rows = 20_000;
    for (let row = 0; row < rows; row++) {
      const y = 3 + stream.uniform();
      let error = 0;
      for (let k = 0; k < K; k++) error += Math.floor(y + stream.uniform()) - y;
      squares += error ** 2 / rows;
    }
    expect(squares / K).toBeCloseTo(1 / 6, 2);
  });

  it("the best of M places leaves ⟨δ²⟩ = 1/(2(M+1)(M+2)) steps²", () => {
    const stream = new CounterStream(5, 2);
    const M = 4;
    let squares = 0;
    const trials = 20_000;
    for (let t = 0; t < trials; t++) {
      let best = 1;
      for (let m = 0; m < M; m++) best = Math.min(best, Math.abs(stream.uniform() - 0.5));
      squares += best ** 2 / trials;
    }
    expect(squares / (1 / (2 * (M + 1) * (M + 2)))).toBeCloseTo(1, 1);
  });
});

describe("theory of the integers", () => {
  const compare = (K: number, factor: number) =>
    compareModels(model(K), scaled(model(K), factor), { oscillations: false });

  it("frozen residual: an error ε of E→E is ε·√K·J·r·τ", () => {
    const comparison = compare(400, 1.02);
    const r = comparison.before.prediction.populations[0].rate;
    expect(frozenResidual(comparison, 20)).toBeCloseTo((0.02 * Math.sqrt(400) * 12 * r * 20) / 1000, 6);
  });

  it("the frozen residual grows as √K and the shift of the rate does not", () => {
    const [a, b] = [compare(100, 1.02), compare(1600, 1.02)];
    const rates = (c: typeof a) => c.before.prediction.populations[0].rate;
    expect(frozenResidual(b, 20) / frozenResidual(a, 20) / (rates(b) / rates(a))).toBeCloseTo(4, 6);
    expect(b.worstShift / a.worstShift).toBeLessThan(1.6);
    // The limit: S_E,EE·ε.
    expect(compare(25_600, 1.002).shifts[0].relative / ((0.002 * 2.07) / 0.529)).toBeCloseTo(1, 0.7);
  });

  it("says survives of nothing changed, drifts of 5 %, and breaks where no balance is left", () => {
    expect([1, 1.05, 3].map((factor) => predictedWord(compare(400, factor), 2))).toEqual([
      "survives",
      "drifts",
      "breaks",
    ]);
  });
});
