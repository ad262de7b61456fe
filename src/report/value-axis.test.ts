import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logTicks, valueAxis } from "./value-axis.js";

const size = fc.double({ min: 1e-9, max: 1e9, noNaN: true });
const anything = fc.array(
  fc.oneof(
    size,
    size.map((x) => -x),
    fc.constantFrom(0, NaN, Infinity, -Infinity),
  ),
);

describe("valueAxis", () => {
  it("shows every finite value inside its range, from 1e-9 to 1e9, of either sign, with holes", () => {
    fc.assert(
      fc.property(anything, fc.boolean(), (values, log) => {
        const axis = valueAxis(values, log, [300, 20]);
        for (const v of values)
          if (Number.isFinite(v) && (!log || v > 0))
            expect(axis.at(v)).toSatisfy((y: number) => y >= 20 - 1e-6 && y <= 300 + 1e-6);
        for (const tick of axis.ticks)
          expect(axis.at(tick)).toSatisfy((y: number) => y >= 20 - 1e-6 && y <= 300 + 1e-6);
      }),
    );
  });

  it("has no place for zero on a logarithmic axis", () => {
    expect(valueAxis([0, 1, 10], true, [0, 100]).at(0)).toBeNaN();
  });
});

describe("logTicks", () => {
  it("are the finer the shorter the axis, and never many", () => {
    expect(logTicks([0.06, 0.2])).toEqual([0.07, 0.1, 0.15, 0.2]);
    fc.assert(
      fc.property(
        fc.double({ min: -9, max: 9, noNaN: true }),
        fc.double({ min: 0.05, max: 8, noNaN: true }),
        (low, decades) => {
          expect(logTicks([10 ** low, 10 ** (low + decades)]).length).toBeLessThanOrEqual(11);
        },
      ),
    );
  });

  it("are 1, 2 and 5 times powers of ten over one to three decades", () => {
    expect(logTicks([90, 1700])).toEqual([100, 200, 500, 1000]);
    expect(logTicks([1e-4, 1e4])).toEqual([1e-4, 1e-3, 0.01, 0.1, 1, 10, 100, 1e3, 1e4]);
  });
});
