import { describe, expect, it } from "vitest";
import { summarize, summary, Timings } from "../../bench/timings.js";
import { assertAlike, assertSameRaster, spikeStatistics } from "../../bench/side-by-side/spike-statistics.js";

describe("summaries of repetitions", () => {
  it("takes the value in the middle, and of an even number the mean of two", () => {
    expect(summarize([3, 1, 2])).toEqual({ median: 2, smallest: 1, largest: 3 });
    expect(summarize([4, 1, 2, 3])).toEqual({ median: 2.5, smallest: 1, largest: 4 });
    expect(() => summarize([])).toThrow(RangeError);
  });

  it("writes three digits, never powers of ten", () => {
    expect(summary([0.012345, 1234.5, 1])).toBe("1.00 (0.0123–1235)");
  });

  it("takes ratios inside a repetition", () => {
    const times = new Timings();
    for (const [slow, fast] of [
      [10, 1],
      [30, 10],
      [8, 2],
    ]) {
      times.add("slow", slow);
      times.add("fast", fast);
    }
    expect(times.ratio("slow", "fast")).toBe("4.00 (3.00–10.0)");
  });
});

describe("spike statistics", () => {
  /** Neuron 0 at steps 10, 20, … 50; neuron 1 at 10, 11, 31, 32, 52: intervals 1 20 1 20. */
  const raster = Int32Array.of(10, 0, 10, 1, 11, 1, 20, 0, 30, 0, 31, 1, 32, 1, 40, 0, 50, 0, 52, 1);

  it("counts spikes of all neurons over the time that counts", () => {
    expect(spikeStatistics(raster, 2, 0, 100, 0.1).rate).toBeCloseTo(10 / 2 / 0.01, 9);
    expect(spikeStatistics(raster, 2, 35, 100, 0.1).rate).toBeCloseTo(3 / 2 / 0.0065, 9);
  });

  it("gives the mean CV of neurons with enough intervals", () => {
    const irregular = 9.5 / 10.5;
    expect(spikeStatistics(raster, 2, 0, 100, 0.1).cv).toBeCloseTo((0 + irregular) / 2, 9);
    expect(spikeStatistics(raster, 2, 35, 100, 0.1).cv).toBeNaN();
  });

  it("names the first spike in which two rasters differ", () => {
    const other = raster.slice();
    other[7] = 1;
    expect(() => assertSameRaster("C", raster, raster.slice())).not.toThrow();
    expect(() => assertSameRaster("C", other, raster)).toThrow(
      "spike 3 is neuron 1 in step 20, expected neuron 0 in step 20",
    );
    expect(() => assertSameRaster("C", raster.slice(0, 18), raster)).toThrow(
      "spike 9 is no more, expected neuron 1 in step 52",
    );
  });

  it("holds rate and CV to their tolerances, and refuses what is not a number", () => {
    const expected = { rate: 40, cv: 0.6 };
    expect(() => assertAlike("NEST", { rate: 41.9, cv: 0.69 }, expected, 0.05, 0.1)).not.toThrow();
    expect(() => assertAlike("NEST", { rate: 42.1, cv: 0.6 }, expected, 0.05, 0.1)).toThrow("42.10 Hz");
    expect(() => assertAlike("NEST", { rate: 40, cv: 0.71 }, expected, 0.05, 0.1)).toThrow("CV of 0.710");
    expect(() => assertAlike("NEST", { rate: NaN, cv: 0.6 }, expected, 0.05, 0.1)).toThrow("NaN Hz");
    expect(() => assertAlike("NEST", { rate: 40, cv: NaN }, expected, 0.05, 0.1)).toThrow("NaN");
  });
});
