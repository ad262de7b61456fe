import { describe, expect, it } from "vitest";
import type { MeasuredPoint } from "./grid-point.js";
import { agreement, fails, rateError, shiftsOf, warningCounts, type Case, type Shift } from "./mean-field.js";

const ran = (rates: readonly number[], state: MeasuredPoint["state"] = "balanced"): MeasuredPoint => ({
  rates,
  cvs: [],
  modulations: [],
  correlations: [],
  state,
});
const one = (predicted: number[], measured: number[], warned: boolean, state?: MeasuredPoint["state"]): Case => ({
  predicted,
  measured: ran(measured, state),
  caveats: warned ? ["doubt"] : [],
});

describe("warningCounts", () => {
  it("counts a failure by the rate and one by synchrony, each caught or missed, and warnings without need", () => {
    const cases = [
      one([10], [12], true), // off by 17 %
      one([10], [10], false, "synchronous"),
      one([10, 5], [10, 5.1], true),
      one([10], [10.5], false),
    ];
    expect(cases.map(fails)).toEqual([true, true, false, false]);
    expect(warningCounts(cases)).toEqual({ caught: 1, missed: 1, falseWarnings: 1, quiet: 1 });
  });
});

describe("rateError", () => {
  it("takes the worst population; silent on both sides is right, on one side infinitely wrong", () => {
    expect(rateError(one([10, 6], [10, 5], false))).toBeCloseTo(0.2, 12);
    expect(rateError(one([0, 5], [0.01, 5], false))).toBe(0);
    expect(rateError(one([0, 5], [3, 5], false))).toBe(Infinity);
  });
});

describe("shiftsOf", () => {
  it("is in octaves, one a population, and leaves out what is silent before or after", () => {
    const variant = { id: "", predicted: [20, 0], measured: ran([40, 3]), caveats: [], summary: "", balanced: true };
    expect(shiftsOf({ predicted: [10, 5], measured: ran([10, 5]), variants: [variant] })).toEqual([
      { predicted: 1, measured: 2, applies: true },
    ]);
  });
});

describe("agreement", () => {
  it("finds the line that the shifts were made with", () => {
    const shifts = [-1, 0, 0.5, 2].map((x): Shift => ({ predicted: x, measured: 0.8 * x + 0.1, applies: true }));
    const { n, r, slope, rms } = agreement(shifts);
    expect([n, r, slope]).toEqual([4, expect.closeTo(1, 12), expect.closeTo(0.8, 12)]);
    expect(rms).toBeCloseTo(Math.sqrt((0.3 ** 2 + 0.1 ** 2 + 0 + 0.3 ** 2) / 4), 12);
  });
});
