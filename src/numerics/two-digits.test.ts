import { describe, expect, it } from "vitest";
import { twoDigitsAbove, twoDigitsBelow } from "./two-digits.js";

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
