import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PoissonTable } from "../../../src/numerics/poisson-table.js";
import { CounterStream } from "../../../src/numerics/philox.js";
import { logSaturationBound } from "./saturation-probability.js";

/** P(N > k) of a Poisson count, summed from the far end. */
function poissonTail(lambda: number, k: number): number {
  const terms: number[] = [];
  let logTerm = -lambda;
  for (let m = 1; m <= k + 400; m++) {
    logTerm += Math.log(lambda / m);
    if (m > k) terms.push(Math.exp(logTerm));
  }
  return terms.reverse().reduce((a, b) => a + b, 0);
}

describe("the bound of the overflow probability", () => {
  it("is never below the exact Poisson tail of equal weights, and above it by less than a factor of 100 down to 10^-12", () => {
    for (const lambda of [0.01, 0.3, 2, 20, 300]) {
      for (let k = Math.ceil(lambda) + 1; k < lambda + 100; k++) {
        const exact = poissonTail(lambda, k);
        if (exact < 1e-12) break;
        const bound = Math.exp(logSaturationBound({ mean: lambda, variance: lambda, largest: 1 }, k));
        expect(bound).toBeGreaterThanOrEqual(exact * (1 - 1e-9));
        // Floor of the count: P(N > k) is the tail from k + 1 on, the bound that from k on.
        expect(bound).toBeLessThan(100 * poissonTail(lambda, k - 1));
      }
    }
  });

  it("holds for drawn sums of two kinds of weights", () => {
    const stream = new CounterStream(7, 1);
    const [small, large] = [new PoissonTable(12), new PoissonTable(0.2)];
    const sum = { mean: 12 * 0.5 + 0.2 * 4, variance: 12 * 0.25 + 0.2 * 16, largest: 4 };
    const draws = 40_000;
    const sums = Array.from(
      { length: draws },
      () => 0.5 * small.count(stream.uint32()) + 4 * large.count(stream.uint32()),
    );
    for (const capacity of [8, 11, 14, 17]) {
      const share = sums.filter((x) => x > capacity).length / draws;
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThanOrEqual(Math.exp(logSaturationBound(sum, capacity)));
    }
  });

  it("says nothing where the mean already exceeds the capacity, and cannot happen without input", () => {
    expect(logSaturationBound({ mean: 5, variance: 1, largest: 1 }, 4)).toBe(0);
    expect(logSaturationBound({ mean: 0, variance: 0, largest: 0 }, 4)).toBe(-Infinity);
  });

  it("falls with the capacity and grows with mean and variance", () => {
    const positive = fc.double({ min: 0.01, max: 100, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        positive,
        positive,
        positive,
        fc.double({ min: 1, max: 3, noNaN: true }),
        (mean, variance, largest, capacity, more) => {
          const at = logSaturationBound({ mean, variance, largest }, capacity);
          expect(logSaturationBound({ mean, variance, largest }, capacity * more)).toBeLessThanOrEqual(at + 1e-9);
          expect(logSaturationBound({ mean: mean * more, variance, largest }, capacity)).toBeGreaterThanOrEqual(
            at - 1e-9,
          );
          expect(logSaturationBound({ mean, variance: variance * more, largest }, capacity)).toBeGreaterThanOrEqual(
            at - 1e-9 * Math.abs(at),
          );
        },
      ),
    );
  });

  it("of a sum that never varies is nothing up to the capacity itself", () => {
    const sum = { mean: 10, variance: 0, largest: 1 };
    expect(logSaturationBound(sum, 10)).toBe(-Infinity);
    expect(logSaturationBound(sum, 9)).toBe(0);
  });
});
