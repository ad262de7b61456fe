import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { portableExp, portableExpm1 } from "./portable-exp.js";

const bits = (x: number) => new BigUint64Array(Float64Array.of(x).buffer)[0].toString(16).padStart(16, "0");

describe("portable exponential", () => {
  it("stays within 4 ulp of the engine's own, and so within its last digits", () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(portableExp(x) / Math.exp(x) - 1)).toBeLessThan(4 * Number.EPSILON);
      }),
      { numRuns: 2000 },
    );
  });

  it("keeps all digits of e^x - 1 for small x, positive and negative", () => {
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), (x) => {
        const expected = Math.expm1(x);
        expect(Math.abs(portableExpm1(x) - expected)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(expected));
      }),
      { numRuns: 2000 },
    );
  });

  it("has these bits on every engine", () => {
    expect(
      [
        portableExp(0),
        portableExp(1),
        portableExp(-0.005),
        portableExp(-0.1),
        portableExpm1(-0.005),
        portableExpm1(-1e-9),
      ].map(bits),
    ).toEqual([
      "3ff0000000000000",
      "4005bf0a8b14576a",
      "3fefd7246927d28b",
      "3fecf46d99d52b3a",
      "bf746dcb6c16ba88",
      "be112e0be801f1d9",
    ]);
  });

  it("ends in 0 and Infinity, and passes NaN and 0", () => {
    expect([portableExp(-746), portableExp(710), portableExp(NaN), portableExpm1(0)]).toEqual([0, Infinity, NaN, 0]);
    expect(portableExp(-745)).toBeGreaterThan(0);
    expect(portableExp(709.78) / Math.exp(709.78)).toBeCloseTo(1, 12);
  });
});
