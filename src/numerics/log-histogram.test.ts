import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogHistogram } from "./log-histogram.js";

const values = fc.array(fc.double({ min: 1e-4, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 });

describe("a histogram of equal ratios", () => {
  it("gives quantiles within a hundredth of the order statistics, and the largest value itself", () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (sample, p) => {
        const histogram = new LogHistogram();
        sample.forEach((value) => histogram.add(value));
        const sorted = Float64Array.from(sample).sort();
        const exact = sorted[Math.floor(p * (sample.length - 1))];
        expect(Math.abs(histogram.quantile(p) / exact - 1)).toBeLessThan(0.0101);
        expect(histogram.quantile(1)).toBe(sorted[sorted.length - 1]);
      }),
    );
  });

  it("loses no value in coarse bins that follow each other from the least to the largest", () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 20 }), (sample, n) => {
        const histogram = new LogHistogram();
        sample.forEach((value) => histogram.add(value));
        const bins = histogram.coarse(n);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(sample.length);
        bins.slice(1).forEach(({ from }, k) => expect(from).toBeCloseTo(bins[k].to, 10));
        expect(bins[0].from).toBeCloseTo(Math.min(...sample), 10);
      }),
    );
  });

  it("takes 0 and less as the floor, and has no quantile without values", () => {
    const histogram = new LogHistogram();
    expect(histogram.quantile(0.5)).toBeNaN();
    [-1, 0, 3].forEach((value) => histogram.add(value));
    expect([histogram.least, histogram.count, histogram.coarse(2).at(-1)?.count]).toEqual([-1, 3, 1]);
  });
});
