import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { extent, linearScale, linePath, stepPath, ticks } from "./axis-scale.js";

const anyNumber = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, 0));

describe("scales and paths", () => {
  it("writes only finite coordinates, whatever the data", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyNumber, anyNumber)), (points) => {
        const path = linePath(
          points.map((p) => p[0]),
          points.map((p) => p[1]),
        );
        expect(path).not.toMatch(/NaN|Infinity/);
      }),
    );
  });

  it("lifts the pen over a gap instead of bridging it", () => {
    expect(linePath([0, 1, 2, 3], [5, NaN, 6, 7])).toBe("M0 5M2 6L3 7");
    expect(linePath([], [])).toBe("");
  });

  it("maps a domain of one value, of no value and of NaN to finite places", () => {
    for (const domain of [
      [3, 3],
      [0, 0],
      [NaN, NaN],
      [-Infinity, 2],
    ] as const)
      expect(Number.isFinite(linearScale(domain, [0, 100])(3))).toBe(true);
  });

  it("draws a histogram as steps that return to the baseline", () => {
    expect(stepPath([0, 1, 2], [5, 6], 10)).toBe("M0 10V5H1V6H2V10");
    expect(stepPath([0], [], 10)).toBe("");
  });

  it("puts at most as many ticks as asked, all inside, on round values", () => {
    expect(ticks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks([NaN, 1])).toEqual([]);
    expect(ticks([2, 2])).toEqual([]);
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        (from, span) => {
          const values = ticks([from, from + span], 5);
          expect(values.length).toBeLessThanOrEqual(6);
          for (const t of values) {
            expect(t).toBeGreaterThanOrEqual(from - 1e-6 * (Math.abs(from) + span));
            expect(t).toBeLessThanOrEqual(from + span + 1e-6 * (Math.abs(from) + span));
          }
        },
      ),
    );
  });

  it("finds the extent of what is finite", () => {
    expect(extent([3, NaN, -1, Infinity])).toEqual([-1, 3]);
    expect(extent([])).toEqual([NaN, NaN]);
  });
});
