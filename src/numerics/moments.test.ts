import fc from "fast-check";
import { sampleVariance, mean } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { Moments } from "./moments.js";
import { roundHalfEven, roundStochastic } from "./round-half-even.js";

describe("Moments", () => {
  const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 50 });

  it("agrees with the two-pass mean, variance and mean square", () => {
    fc.assert(
      fc.property(values, (xs) => {
        const m = new Moments().addAll(xs);
        expect(m.mean).toBeCloseTo(mean(xs), 8);
        expect(m.variance).toBeCloseTo(sampleVariance(xs), 6);
        expect(m.meanSquare).toBeCloseTo(mean(xs.map((x) => x * x)), 6);
        expect([m.min, m.max]).toEqual([Math.min(...xs), Math.max(...xs)]);
      }),
      { seed: 1 },
    );
  });

  it("merges two halves to the moments of the whole", () => {
    fc.assert(
      fc.property(values, fc.nat(50), (xs, cut) => {
        const merged = new Moments().addAll(xs.slice(0, cut)).merge(new Moments().addAll(xs.slice(cut)));
        const whole = new Moments().addAll(xs);
        expect(merged.count).toBe(whole.count);
        expect(merged.mean).toBeCloseTo(whole.mean, 8);
        expect(merged.variance).toBeCloseTo(whole.variance, 6);
      }),
      { seed: 2 },
    );
  });

  it("keeps the variance of 1e9 + {4, 7, 13, 16} exact: 30", () => {
    expect(new Moments().addAll([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).variance).toBe(30);
  });

  it("is NaN where there is nothing to say", () => {
    expect(new Moments().mean).toBeNaN();
    expect(new Moments().meanSquare).toBeNaN();
    expect(new Moments().add(1).variance).toBeNaN();
  });
});

describe("roundHalfEven", () => {
  it("sends ties to the even neighbour and never gives -0", () => {
    expect([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5].map(roundHalfEven)).toEqual([-2, -2, 0, 0, 2, 2, 4]);
    expect(roundHalfEven(0.49999999999999994)).toBe(0);
    expect(Object.is(roundHalfEven(-0), 0)).toBe(true);
  });

  it("is within one half of its argument", () => {
    fc.assert(fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (x) => Math.abs(roundHalfEven(x) - x) <= 0.5), { seed: 3 });
  });
});

describe("roundStochastic", () => {
  it("rounds 2.25 up for a quarter of the uniform numbers and -2.25 for three quarters", () => {
    const ups = (x: number) => Array.from({ length: 1000 }, (_, i) => roundStochastic(x, (i + 0.5) / 1000)).filter((y) => y > x).length;
    expect(ups(2.25)).toBe(250);
    expect(ups(-2.25)).toBe(750);
    expect(ups(3)).toBe(0);
  });
});
