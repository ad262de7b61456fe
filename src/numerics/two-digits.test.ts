import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { atMost, decimalsAbove, digitsAbove, digitsBelow, twoDigitsAbove, twoDigitsBelow } from "./two-digits.js";

describe("two digits for advice", () => {
  it("round to the side that helps, and keep what has two digits", () => {
    expect([69_930, 1.003, 0.0123, 480, 9.99, 1e-9].map(twoDigitsBelow)).toEqual([69_000, 1, 0.012, 480, 9.9, 1e-9]);
    expect([69_930, 1.003, 0.0123, 480, 9.99, 1e-9].map(twoDigitsAbove)).toEqual([70_000, 1.1, 0.013, 480, 10, 1e-9]);
    expect([twoDigitsBelow(0.1 + 0.2), twoDigitsAbove(0.1 + 0.2)]).toEqual([0.3, 0.3]);
  });

  it("follow the number through 12 orders of magnitude", () => {
    for (let x = 1.2345e-6; x < 1e6; x *= 1.37) {
      expect(twoDigitsBelow(x)).toBeLessThanOrEqual(x);
      expect(twoDigitsAbove(x)).toBeGreaterThanOrEqual(x);
      expect(twoDigitsAbove(x) - twoDigitsBelow(x)).toBeLessThan(0.11 * x);
    }
  });
});

describe("bounds", () => {
  const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

  it("are not below what they bound, nor farther from it than their last digit", () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 2, max: 6 }), (x, digits) => {
        // Twelve digits are compared: what is beyond them is binary arithmetic.
        expect(digitsAbove(x, digits)).toBeGreaterThanOrEqual(x * (1 - 1e-11));
        expect(digitsBelow(x, digits)).toBeLessThanOrEqual(x * (1 + 1e-11));
        expect(digitsAbove(x, digits) - digitsBelow(x, digits)).toBeLessThan(1.01 * x * 10 ** (1 - digits));
      }),
    );
  });

  it("to places after the point are not below the same number in a column", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e5, noNaN: true }), (x) => {
        expect(Number(decimalsAbove(x, 1))).toBeGreaterThanOrEqual(Number(x.toFixed(1)));
        expect(Number(decimalsAbove(x, 1))).toBeLessThan(x + 0.1001);
      }),
    );
    expect([decimalsAbove(1.44, 1), decimalsAbove(1.4, 1), decimalsAbove(0.1 + 0.2, 1)]).toEqual(["1.5", "1.4", "0.3"]);
  });

  it("of whole numbers are these", () => {
    expect([atMost(1234), atMost(1234.5), atMost(0.49987), atMost(0)]).toEqual([1234, 1240, 0.5, 0]);
    expect(atMost(Infinity)).toBe(Infinity);
    expect(atMost(NaN)).toBeNaN();
  });
});
