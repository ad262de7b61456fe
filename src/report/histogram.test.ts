import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedHistogram } from "./histogram.js";

const sample = fc
  .array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 })
  .map((x) => Float64Array.from(x));

describe("pairedHistogram", () => {
  it("puts every value of both samples in some bin, on rising finite edges", () => {
    fc.assert(
      fc.property(sample, sample, (a, b) => {
        const h = pairedHistogram(a, b)!;
        expect(h.reference.reduce((s, x) => s + x, 0)).toBeCloseTo(1, 9);
        expect(h.target.reduce((s, x) => s + x, 0)).toBeCloseTo(1, 9);
        for (let k = 1; k < h.edges.length; k++) expect(h.edges[k]).toBeGreaterThan(h.edges[k - 1]);
      }),
    );
  });

  it.each([
    [0, 5e-324],
    [-5e-324, 0],
    [1, 1 + 2 ** -52],
    [-1e6, -1e6 + 1e-10],
  ])("takes %s and %s, between which no edges fit, for one value", (a, b) => {
    const h = pairedHistogram(Float64Array.of(a), Float64Array.of(b))!;
    for (let k = 1; k < h.edges.length; k++) expect(h.edges[k]).toBeGreaterThan(h.edges[k - 1]);
    expect(h.reference).toEqual(h.target);
  });

  it("gives every bin equally many multiples of the quantum, so that uniform counts look uniform", () => {
    const rates = Float64Array.from({ length: 4000 }, (_, k) => (k % 40) * 0.5);
    const h = pairedHistogram(rates, rates, 0.5)!;
    const perBin = h.reference.slice(0, -1).map((share) => share.toFixed(6));
    expect(new Set(perBin).size).toBe(1);
  });

  it("has nothing to show without a finite value, and holds one value or an empty side", () => {
    expect(pairedHistogram(new Float64Array(0), Float64Array.of(NaN))).toBeNull();
    expect(pairedHistogram(Float64Array.of(0, 0), new Float64Array(0), 0.5)!.reference.reduce((s, x) => s + x, 0)).toBe(
      1,
    );
  });
});
