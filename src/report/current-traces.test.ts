import { describe, expect, it } from "vitest";
import { groupMeans, residualFraction } from "./current-traces.js";

describe("current traces", () => {
  it("averages whole groups and drops a remainder", () => {
    expect([...groupMeans(Float32Array.of(1, 3, 5, 7, 100), 2)]).toEqual([2, 6]);
  });

  it("gives ρ = 0.1 for 100 against −90, and NaN where nothing excites", () => {
    expect(residualFraction(Float32Array.of(100, 100), Float32Array.of(-80, -100))).toBeCloseTo(0.1, 12);
    expect(residualFraction(new Float32Array(3), Float32Array.of(-1, -1, -1))).toBeNaN();
  });
});
