import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Network, Projection } from "../src/network/types.js";
import { CounterStream } from "../src/numerics/philox.js";
import {
  binsOf,
  compareWeights,
  discretizeNetwork,
  momentsOf,
  rowSums,
  toCentre,
  type Scheme,
} from "./discretize-weights.js";

const ROWS = 60;
const INDEGREE = 80;

/** 60 neurons with 80 normal weights each, mean 20, SD 4. */
function network(seed: number): Network {
  const stream = new CounterStream(seed, 7);
  const rowStart = Uint32Array.from({ length: ROWS + 1 }, (_, i) => i * INDEGREE);
  const weight = Float32Array.from({ length: ROWS * INDEGREE }, () => 20 + 4 * stream.normal());
  const projection = { name: "a→b", index: 0, rowStart, weight, postFirst: 0, postSize: ROWS } as unknown as Projection;
  return { seed, projections: [projection] } as unknown as Network;
}

const of = (n: Network, scheme: Scheme, bits: number) => {
  const [before] = n.projections;
  const [after] = discretizeNetwork(n, { scheme, bits }).projections;
  return {
    after,
    statistics: compareWeights(before, after),
    values: new Set(typeof after.weight === "number" ? [after.weight] : after.weight),
  };
};

describe("bins", () => {
  it("have 2^bits centres, evenly over mean ± 5 SD, and take every number to the nearest", () => {
    const bins = binsOf({ mean: 10, sd: 1 }, 2);
    expect(bins).toEqual({ first: 6.25, step: 2.5, count: 4 });
    expect([-100, 7.4, 7.6, 10.1, 100].map((w) => toCentre(w, bins))).toEqual([6.25, 6.25, 8.75, 11.25, 13.75]);
  });
});

describe("discretizeNetwork", () => {
  const n = network(3);

  it("naive: two values at mean ± 2.5 SD, so that the SD is 2.5 times what it was", () => {
    const { values, statistics } = of(n, "naive", 1);
    expect(values.size).toBe(2);
    expect(statistics.sd).toBeCloseTo(2.5, 2);
    expect(statistics.rowSumSd).toBeGreaterThan(1.6);
  });

  it("naive: the SD of three bits is that of Sheppard's correction, √(1 + step²/12)", () => {
    expect(of(n, "naive", 3).statistics.sd).toBeCloseTo(Math.sqrt(1 + 1.25 ** 2 / 12), 1.5);
  });

  it("mean: one value, the drawn mean, and no spread of the sums at fixed in-degree", () => {
    const { after, statistics } = of(n, "mean", 0);
    expect(after.weight).toBeCloseTo(momentsOf(n.projections[0].weight as Float32Array).mean, 5);
    expect(statistics.rowSumSd).toBeLessThan(1e-6);
  });

  it("moments: mean and SD as drawn, with no more values than bins", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 4 }), (seed, bits) => {
        const { values, statistics } = of(network(seed), "moments", bits);
        expect(values.size).toBeLessThanOrEqual(2 ** bits);
        expect(statistics.mean).toBeCloseTo(1, 5);
        expect(statistics.sd).toBeCloseTo(1, 4);
      }),
      { numRuns: 20 },
    );
  });

  it("sums: every neuron's sum to half a bin, with the centres of `naive`", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 4 }), (seed, bits) => {
        const drawn = network(seed);
        const { after, values } = of(drawn, "sums", bits);
        const { step } = binsOf(momentsOf(drawn.projections[0].weight as Float32Array), bits);
        const [a, b] = [rowSums(drawn.projections[0]), rowSums(after)];
        a.forEach((sum, i) => expect(Math.abs(b[i] - sum)).toBeLessThanOrEqual(step / 2 + 1e-2));
        expect(values.size).toBeLessThanOrEqual(2 ** bits);
      }),
      { numRuns: 20 },
    );
  });

  it("leaves a projection of one weight alone", () => {
    const constant = { ...n, projections: [{ ...n.projections[0], weight: 3 }] };
    expect(discretizeNetwork(constant, { scheme: "naive", bits: 1 }).projections[0].weight).toBe(3);
  });
});
