import fc from "fast-check";
import { linearRegression, rSquared } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { fitLine, logLogSlope } from "./least-squares.js";

const real = fc.integer({ min: -16000, max: 16000 }).map((n) => n / 16);

describe("fitLine", () => {
  it("gives the slope, intercept and r² of an independent library", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -100, max: 100 }), real), { minLength: 3 }), (points) => {
        fc.pre(new Set(points.map(([x]) => x)).size > 1 && new Set(points.map(([, y]) => y)).size > 1);
        const line = fitLine(
          points.map(([x]) => x),
          points.map(([, y]) => y),
        );
        const { m, b } = linearRegression(points);
        expect(line.slope).toBeCloseTo(m, 6);
        expect(line.intercept).toBeCloseTo(b, 4);
        expect(line.r2).toBeCloseTo(
          rSquared(points, (x) => m * x + b),
          6,
        );
      }),
    );
  });

  it("leaves out what was not measured, and knows no line through one x", () => {
    expect(fitLine([1, 2, 3, 4], [2, NaN, 6, 8]).slope).toBeCloseTo(2);
    expect(fitLine([1, 1], [2, 3]).slope).toBeNaN();
  });
});

describe("logLogSlope", () => {
  it("finds the exponent of a power law", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (p, a) => {
          const xs = [100, 200, 400, 1600];
          expect(
            logLogSlope(
              xs,
              xs.map((x) => a * x ** p),
            ),
          ).toBeCloseTo(p, 9);
        },
      ),
    );
  });

  it("is no number where a value is zero", () => {
    expect(logLogSlope([1, 2], [0, 1])).toBeNaN();
  });
});
