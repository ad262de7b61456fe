import { describe, expect, it } from "vitest";
import fc from "fast-check";
import * as simple from "simple-statistics";
import { bootstrapInterval } from "./bootstrap.js";
import { incompleteBeta, logGamma } from "./incomplete-beta.js";
import { CounterStream } from "./philox.js";
import { meanOf, varianceOf } from "./sample-moments.js";
import { studentTCdf, studentTQuantile } from "./student-t.js";

describe("Student's t", () => {
  it("has the tabulated one-sided 95 % and 97.5 % quantiles", () => {
    // Standard table, five significant digits.
    const table: [number, number, number][] = [
      [0.95, 1, 6.3138],
      [0.95, 2, 2.92],
      [0.95, 4, 2.1318],
      [0.95, 10, 1.8125],
      [0.95, 30, 1.6973],
      [0.975, 1, 12.706],
      [0.975, 2, 4.3027],
      [0.975, 5, 2.5706],
      [0.975, 120, 1.9799],
      [0.995, 3, 5.8409],
    ];
    for (const [p, degrees, t] of table) expect(Math.abs(studentTQuantile(p, degrees) / t - 1)).toBeLessThan(3e-5);
  });

  it("has the closed forms for one and two degrees of freedom", () => {
    for (const t of [-30, -2.5, -0.1, 0, 0.7, 4, 100]) {
      expect(studentTCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 12);
      expect(studentTCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 12);
    }
  });

  it("inverts its distribution function", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 1, max: 200, noNaN: true }),
        (p, degrees) => {
          expect(studentTCdf(studentTQuantile(p, degrees), degrees)).toBeCloseTo(p, 9);
        },
      ),
    );
  });
});

describe("incompleteBeta", () => {
  it("has the closed forms I_x(a, 1) = x^a and I_x(1, b) = 1 - (1-x)^b", () => {
    for (const x of [0.01, 0.3, 0.5, 0.9]) {
      for (const a of [0.5, 1, 2.5, 40]) {
        expect(incompleteBeta(x, a, 1)).toBeCloseTo(x ** a, 12);
        expect(incompleteBeta(x, 1, a)).toBeCloseTo(1 - (1 - x) ** a, 12);
      }
    }
  });

  it("rests on a logarithm of gamma that gives the factorials", () => {
    for (let n = 1, factorial = 1; n < 20; n++, factorial *= n)
      expect(logGamma(n + 1)).toBeCloseTo(Math.log(factorial), 10);
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12);
  });
});

describe("sample moments and bootstrap", () => {
  it("agree with simple-statistics", () => {
    const values = [3, 1.5, 9, -2, 4, 4];
    expect(meanOf(values)).toBeCloseTo(simple.mean(values), 12);
    expect(varianceOf(values)).toBeCloseTo(simple.sampleVariance(values), 12);
  });

  it("cover the mean of 40 normal values in about 90 % of samples, the same way each time", () => {
    const random = new CounterStream(8, 0);
    let covered = 0;
    for (let r = 0; r < 200; r++) {
      const values = Float64Array.from({ length: 40 }, () => random.normal());
      const { lower, upper } = bootstrapInterval(values, meanOf, 0.05, 200);
      if (lower <= 0 && upper >= 0) covered++;
      if (r === 0) expect(bootstrapInterval(values, meanOf, 0.05, 200)).toEqual({ lower, upper });
    }
    expect(covered / 200).toBeGreaterThan(0.8);
    expect(covered / 200).toBeLessThan(0.97);
  });
});
