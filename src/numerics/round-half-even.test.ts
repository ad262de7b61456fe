import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundHalfEven, roundStochastic } from "./round-half-even.js";

describe("roundHalfEven", () => {
  it("sends ties to the even neighbour and never gives -0", () => {
    expect([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5].map(roundHalfEven)).toEqual([-2, -2, 0, 0, 2, 2, 4]);
    expect(roundHalfEven(0.49999999999999994)).toBe(0);
    expect(Object.is(roundHalfEven(-0), 0)).toBe(true);
  });

  it("is the floor or the one above it, as the fraction says, for every double", () => {
    const anywhere = fc.oneof(
      fc.double(),
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.integer({ min: -1000, max: 1000 }).map((k) => k + 0.5),
      fc.integer({ min: -4, max: 4 }).map((k) => 2 ** 51 + k / 4),
      fc.integer({ min: -4, max: 4 }).map((k) => k / 4 - 2 ** 51),
      fc.constantFrom(0.49999999999999994, -0.49999999999999994, 4503599627370495.5, -4503599627370495.5),
    );
    fc.assert(
      fc.property(anywhere, (x) => {
        const below = Math.floor(x);
        const rest = x - below;
        const oracle = (rest > 0.5 || (rest === 0.5 && below % 2 !== 0) ? below + 1 : below) + 0;
        expect(roundHalfEven(x)).toBe(oracle);
      }),
      { numRuns: 5000 },
    );
  });

  it("is within one half of its argument", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (x) => Math.abs(roundHalfEven(x) - x) <= 0.5),
      { seed: 3 },
    );
  });
});

describe("roundStochastic", () => {
  it("rounds 2.25 up for a quarter of the uniform numbers and -2.25 for three quarters", () => {
    const ups = (x: number) =>
      Array.from({ length: 1000 }, (_, i) => roundStochastic(x, (i + 0.5) / 1000)).filter((y) => y > x).length;
    expect(ups(2.25)).toBe(250);
    expect(ups(-2.25)).toBe(750);
    expect(ups(3)).toBe(0);
  });
});
