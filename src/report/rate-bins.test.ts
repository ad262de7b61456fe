import { describe, expect, it } from "vitest";
import { binFor, populationRates } from "./rate-bins.js";

const populations = [{ size: 2 }, { size: 4 }];
const populationOf = Uint16Array.of(0, 0, 1, 1, 1, 1);
const spikes = {
  spikeSteps: Uint32Array.of(0, 3, 9, 10, 10, 24),
  spikeIds: Uint32Array.of(0, 1, 2, 0, 5, 3),
};
/** ms, so that a step is a bin where the view is short. */
const record = { from: 0, to: 25, dt: 1 };

describe("rate bins", () => {
  it("are round numbers of ms, about 150 a view, and never shorter than 1 ms or a step", () => {
    expect(binFor(10_000, 0.1)).toBe(100); // 1 s: 10 ms of 0.1 ms
    expect(binFor(100, 0.1)).toBe(10); // 10 ms: 1 ms
    expect(binFor(100, 5)).toBe(1); // 500 ms: 5 ms, which is a step
    expect(binFor(300_000, 1)).toBe(2000); // longer than the table: as asked
  });

  it("count spikes a neuron and second, by population", () => {
    const { bin, from, values, highest } = populationRates(
      spikes,
      { t0: 0, t1: 25 },
      record,
      populations,
      populationOf,
    );
    expect([bin, from]).toEqual([1, 0]);
    expect(values[0][0]).toBe(500); // one spike of two neurons in 1 ms
    expect(values[1][9]).toBe(250);
    expect([values[0][10], values[1][10], values[1][24]]).toEqual([500, 250, 250]);
    expect(values.map((series) => series.filter((rate) => rate > 0).length)).toEqual([3, 3]);
    expect(highest).toBe(500);
  });

  it("start at whole bins of the record, and measure the last over what is left of it", () => {
    // One neuron that fires every step of 5 ≤ step < 1499, seen from step 23 on.
    const steps = Uint32Array.from({ length: 1494 }, (_, k) => k + 5);
    const { bin, from, values } = populationRates(
      { spikeSteps: steps, spikeIds: new Uint32Array(1494) },
      { t0: 23, t1: 1499 },
      { from: 5, to: 1499, dt: 1 },
      [{ size: 1 }],
      new Uint16Array(1),
    );
    expect([bin, from, values[0].length]).toEqual([10, 15, 149]);
    // 1000 Hz in each bin, the last of four steps included.
    expect(new Set(values[0])).toEqual(new Set([1000]));
  });

  it("are zero without spikes", () => {
    const none = { spikeSteps: new Uint32Array(0), spikeIds: new Uint32Array(0) };
    const { values, highest } = populationRates(none, { t0: 0, t1: 25 }, record, populations, populationOf);
    expect(values.every((series) => series.every((rate) => rate === 0))).toBe(true);
    expect(highest).toBe(0);
  });
});
