import { describe, expect, it } from "vitest";
import { PoissonTable } from "./poisson-table.js";
import { CounterStream } from "./philox.js";

/** ln k! by summation. */
const logFactorial = (k: number): number => {
  let sum = 0;
  for (let i = 2; i <= k; i++) sum += Math.log(i);
  return sum;
};

describe("PoissonTable", () => {
  it.each([0.0008, 0.1, 1, 2, 30, 800, 5000])(
    "has P(N ≤ k) of mean %d right to 2^-32 at every step of the table",
    (mean) => {
      const table = new PoissonTable(mean);
      let cdf = 0;
      const reach = Math.ceil(mean + 8 * Math.sqrt(mean) + 3);
      for (let k = 0; k < reach; k++) {
        cdf += Math.exp(k * Math.log(mean) - mean - logFactorial(k));
        const threshold = cdf * 2 ** 32;
        const slack = 1 + threshold * 1e-11;
        if (threshold - slack > 1) expect(table.count(Math.floor(threshold - slack))).toBeLessThanOrEqual(k);
        if (threshold + slack < 2 ** 32 - 1) expect(table.count(Math.ceil(threshold + slack))).toBeGreaterThan(k);
      }
    },
  );

  it("gives the same count with any search guide", () => {
    const stream = new CounterStream(1, 1);
    for (const mean of [0.3, 7, 900]) {
      const tables = [1, 4, 10, 12].map((bits) => new PoissonTable(mean, bits));
      for (const x of [0, 0xffffffff, ...Array.from({ length: 500 }, () => stream.uint32())])
        expect(new Set(tables.map((table) => table.count(x))).size).toBe(1);
    }
  });

  it("never spikes at mean 0 and refuses means outside 0..60000", () => {
    expect(new PoissonTable(0).count(0xffffffff)).toBe(0);
    expect(() => new PoissonTable(-1)).toThrow(RangeError);
    expect(() => new PoissonTable(NaN)).toThrow(RangeError);
    expect(() => new PoissonTable(60_001)).toThrow(RangeError);
  });
});
