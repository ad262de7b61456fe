import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { ksCriticalDistance, ksDistance } from "./ks-distance.js";
import { wassersteinDistance } from "./wasserstein.js";
import { meanOf } from "./sample-moments.js";
import { CounterStream } from "./philox.js";

/** Small integers give many ties; that is where such code goes wrong. */
const sample = fc.array(fc.integer({ min: -6, max: 6 }), { minLength: 1, maxLength: 25 });
const shareUpTo = (values: number[], x: number) => values.filter((v) => v <= x).length / values.length;

describe("ksDistance", () => {
  it("equals the largest difference of the distribution functions at every value, ties included", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const brute = Math.max(...[...a, ...b].map((x) => Math.abs(shareUpTo(a, x) - shareUpTo(b, x))));
        expect(ksDistance(a, b)).toBeCloseTo(brute, 12);
      }),
    );
  });

  it("exceeds Smirnov's 5 % limit in about 5 % of pairs of one distribution", () => {
    const random = new CounterStream(5, 0);
    let above = 0;
    for (let r = 0; r < 600; r++) {
      const draw = () => Float64Array.from({ length: 150 }, () => random.uniform());
      if (ksDistance(draw(), draw()) > ksCriticalDistance(150, 150, 0.05)) above++;
    }
    expect(above / 600).toBeGreaterThan(0.015);
    expect(above / 600).toBeLessThan(0.07);
  });
});

describe("wassersteinDistance", () => {
  it("equals the integral of the difference of the distribution functions on the integers", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        let brute = 0;
        for (let x = -6; x < 6; x++) brute += Math.abs(shareUpTo(a, x) - shareUpTo(b, x));
        expect(wassersteinDistance(a, b)).toBeCloseTo(brute, 12);
      }),
    );
  });

  it("equals the mean distance of sorted samples of one length, and is at least the difference of the means", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })), {
          minLength: 1,
          maxLength: 30,
        }),
        (pairs) => {
          const a = pairs.map(([x]) => x).sort((x, y) => x - y);
          const b = pairs.map(([, y]) => y).sort((x, y) => x - y);
          const w = wassersteinDistance(a, b);
          expect(w).toBeCloseTo(meanOf(a.map((x, i) => Math.abs(x - b[i]))), 9);
          expect(w).toBeGreaterThanOrEqual(Math.abs(meanOf(a) - meanOf(b)) - 1e-12);
        },
      ),
    );
  });

  it("is the shift of a shifted sample, and NaN for an empty one", () => {
    expect(wassersteinDistance([1, 5, 2], [3.5, 7.5, 4.5])).toBeCloseTo(2.5, 12);
    expect(wassersteinDistance([], [1])).toBeNaN();
    expect(ksDistance([1], [])).toBeNaN();
  });
});
