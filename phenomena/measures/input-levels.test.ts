import { describe, expect, it } from "vitest";
import { atLevel, largestDeviation, levelSteps, levelsInTime, levelValues } from "./input-levels.js";
import { resultsOf } from "../results.js";

describe("levels of input in one run", () => {
  it("follow one another without a gap, and are measured after they settled", () => {
    const levels = levelsInTime([2, 4, 8], 300);
    expect(levels.map(({ start, stop }) => [start, stop])).toEqual([
      [0, 300],
      [300, 600],
      [600, 900],
    ]);
    expect(levelSteps(levels[1], 100, 0.1)).toEqual({ from: 4000, to: 6000 });
  });

  it("reads the measurements of a condition in the order of the levels, NaN where one is missing", () => {
    const measured = new Map([["run", { values: { [atLevel("v", 4)]: -64, [atLevel("v", 2)]: -65 } }]]);
    const [points] = resultsOf(["reference"], [1], [], () => measured).points("reference");
    expect(levelValues(points, "run", "v", [2, 4, 8])).toEqual([-65, -64, NaN]);
  });

  it("the largest deviation is the worst share, and NaN rather than small where a value is missing", () => {
    expect(largestDeviation([1.1, 1.8], [1, 2])).toBeCloseTo(0.1, 12);
    expect(largestDeviation([1, NaN], [1, 2])).toBeNaN();
    expect(largestDeviation([NaN, 3], [1, 2])).toBeNaN();
  });
});
