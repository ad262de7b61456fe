import { describe, expect, it } from "vitest";
import { bootstrapInterval } from "./bootstrap.js";

const mean = (values: Float64Array) => values.reduce((sum, x) => sum + x, 0) / values.length;

describe("the bootstrap interval", () => {
  it("of equal values is that value", () => {
    expect(bootstrapInterval([5, 5, 5], mean)).toEqual({ lower: 5, upper: 5 });
  });

  it("of a mean is near mean ± 1.645 s/√n, and the same every time", () => {
    const sample = Array.from({ length: 400 }, (_, k) => (k * 37) % 400);
    const { lower, upper } = bootstrapInterval(sample, mean);
    const error = Math.sqrt((400 ** 2 - 1) / 12 / 400);
    expect(Math.abs(lower - (199.5 - 1.645 * error))).toBeLessThan(0.15 * error);
    expect(Math.abs(upper - (199.5 + 1.645 * error))).toBeLessThan(0.15 * error);
    expect(bootstrapInterval(sample, mean)).toEqual({ lower, upper });
  });

  it("of nothing is unknown", () => {
    expect(bootstrapInterval([], mean)).toEqual({ lower: NaN, upper: NaN });
  });
});
