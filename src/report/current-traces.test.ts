import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeTrace, encodeTrace, groupMeans, residualFraction } from "./current-traces.js";

describe("current traces", () => {
  it("keeps every sample within half a part in 65,535 of the range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 100 }),
        (list) => {
          const values = Float32Array.from(list);
          const decoded = decodeTrace(encodeTrace(values));
          const range = Math.max(...values) - Math.min(...values);
          values.forEach((x, k) => expect(Math.abs(decoded[k] - x)).toBeLessThanOrEqual(range / 131_070 + 1e-9));
        },
      ),
    );
  });

  it("averages whole groups and drops a remainder", () => {
    expect([...groupMeans(Float32Array.of(1, 3, 5, 7, 100), 2)]).toEqual([2, 6]);
  });

  it("gives ρ = 0.1 for 100 against −90, and NaN where nothing excites", () => {
    expect(residualFraction(Float32Array.of(100, 100), Float32Array.of(-80, -100))).toBeCloseTo(0.1, 12);
    expect(residualFraction(new Float32Array(3), Float32Array.of(-1, -1, -1))).toBeNaN();
  });

  it("encodes an empty trace as nothing", () => expect(decodeTrace(encodeTrace(new Float32Array(0))).length).toBe(0));
});
