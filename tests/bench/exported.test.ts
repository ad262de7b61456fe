import { describe, expect, it } from "vitest";
import { countThresholds, pushRows } from "../../bench/kernels/export-for-c.js";
import { PoissonTable } from "../../src/numerics/poisson-table.js";

const list = (synapses: readonly (readonly [source: number, target: number, weight: number, delay: number])[]) => ({
  source: Int32Array.from(synapses, (s) => s[0]),
  target: Int32Array.from(synapses, (s) => s[1]),
  weight: Int32Array.from(synapses, (s) => s[2]),
  delay: Int32Array.from(synapses, (s) => s[3]),
});

describe("rows for the C kernels", () => {
  it("lists targets by source, ascending, a doubled weight twice, and weights in their common unit", () => {
    const rows = pushRows(
      list([
        [0, 2, 128, 14],
        [0, 1, 256, 14],
        [2, 0, -640, 14],
      ]),
      3,
    );
    expect({ ...rows, start: [...rows.start], target: [...rows.target], weight: [...rows.weight] }).toEqual({
      delay: 14,
      unit: 128,
      start: [0, 3, 3, 4],
      target: [1, 1, 2, 0],
      weight: [1, 0, -5],
    });
  });

  it("refuses what one weight a source and one delay cannot say", () => {
    expect(() =>
      pushRows(
        list([
          [0, 1, 128, 14],
          [0, 2, 192, 14],
        ]),
        3,
      ),
    ).toThrow("source 0 has several weights");
    expect(() =>
      pushRows(
        list([
          [0, 1, 128, 14],
          [0, 2, -128, 14],
        ]),
        3,
      ),
    ).toThrow("source 0 has several weights");
    expect(() =>
      pushRows(
        list([
          [0, 1, 128, 14],
          [0, 2, 128, 15],
        ]),
        3,
      ),
    ).toThrow("delays");
  });
});

describe("thresholds of the Poisson counts", () => {
  it.each([0.01, 2, 75.5])("give the table's counts at mean %d, on both sides of every threshold", (mean) => {
    const table = new PoissonTable(mean);
    const { least, thresholds } = countThresholds(mean);
    expect(thresholds.length).toBeGreaterThan(1);
    const count = (x: number) => least + thresholds.reduce((sum, threshold) => sum + (x >= threshold ? 1 : 0), 0);
    for (const threshold of thresholds)
      for (const x of [threshold - 1, threshold]) expect(count(x)).toBe(table.count(x));
    for (const x of [0, 2 ** 31, 2 ** 32 - 1]) expect(count(x)).toBe(table.count(x));
  });
});
