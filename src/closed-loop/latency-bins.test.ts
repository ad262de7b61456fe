import fc from "fast-check";
import { expect, it } from "vitest";
import { latencyBins } from "./latency-bins.js";

it("puts every latency into some bin, between rising edges", () =>
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e5, noNaN: true }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 30 }),
      (list, bins) => {
        const { edges, counts } = latencyBins(Float64Array.from(list), bins);
        expect(counts.reduce((n, count) => n + count, 0)).toBe(list.length);
        for (let k = 1; k < edges.length; k++) expect(edges[k]).toBeGreaterThan(edges[k - 1]);
        for (const ms of list) expect(ms).toBeLessThanOrEqual(edges[bins] * (1 + 1e-9));
      },
    ),
  ));
