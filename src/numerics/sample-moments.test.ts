import fc from "fast-check";
import { mean, sampleVariance } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { deviationOf, meanOf, varianceOf } from "./sample-moments.js";

describe("sample moments", () => {
  it("agree with an independent implementation", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 50 }), (xs) => {
        expect(meanOf(xs)).toBeCloseTo(mean(xs), 8);
        expect(varianceOf(xs)).toBeCloseTo(sampleVariance(xs), 6);
        expect(deviationOf(xs)).toBeCloseTo(Math.sqrt(sampleVariance(xs)), 6);
      }),
      { seed: 1 },
    );
  });

  it("keep the variance of 1e9 + {4, 7, 13, 16} exact: 30", () => {
    expect(varianceOf([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])).toBe(30);
  });

  it("are NaN where there is nothing to say", () => {
    expect(meanOf([])).toBeNaN();
    expect(varianceOf([1])).toBeNaN();
    expect(deviationOf([])).toBeNaN();
  });
});
