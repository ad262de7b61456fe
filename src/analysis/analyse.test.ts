import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { CounterStream } from "../numerics/philox.js";
import { meanOf } from "../numerics/sample-moments.js";
import type { Recording } from "../recording/recording.js";
import { analyse, analyseBlocks } from "./analyse.js";
import { compareMetrics } from "./compare-metrics.js";
import { rhythm } from "./rhythm.js";
import { correlatedTrains, gammaTrains, recordingOf } from "./synthetic-recording.fixture.js";

const steps = 100_000;
const dt = 0.1;
const poisson = recordingOf(gammaTrains(400, 20, 1, steps, dt, 1), { E: 300, I: 100 }, steps, dt);

describe("analyse", () => {
  it("finds rate 20 Hz, CV 1, LV 1, Fano 1 and correlation 0 in Poisson trains", () => {
    const { populations, network, duration } = analyse(poisson, { burnInSteps: 10_000 });
    expect(duration).toBeCloseTo(9000, 6);
    expect(populations.map((p) => p.name)).toEqual(["E", "I"]);
    for (const p of [...populations, network]) {
      expect(Math.abs(p.rate - 20)).toBeLessThan(0.5);
      expect(Math.abs(p.cv.mean - 1)).toBeLessThan(0.03);
      expect(Math.abs(p.lv.mean - 1)).toBeLessThan(0.03);
      expect(Math.abs(p.fano - 1)).toBeLessThan(0.25);
      expect(Math.abs(p.correlation.mean)).toBeLessThan(4 * p.correlation.standardError);
      expect(p.modulation).toBeLessThan(0.1);
      expect(p.silentFraction).toBe(0);
    }
  });

  it("finds CV 1/√k and LV 3/(2k+1) in gamma trains of order k = 2, 4, 9", () => {
    for (const order of [2, 4, 9]) {
      const recording = recordingOf(gammaTrains(200, 20, order, steps, dt, order), { E: 200 }, steps, dt);
      const p = analyse(recording, { burnInSteps: 0 }).populations[0];
      expect(p.cv.mean).toBeCloseTo(1 / Math.sqrt(order), 1);
      expect(Math.abs(p.cv.mean * Math.sqrt(order) - 1)).toBeLessThan(0.02);
      expect(Math.abs((p.lv.mean * (2 * order + 1)) / 3 - 1)).toBeLessThan(0.03);
    }
  });

  it("finds CV 0 and LV 0 in regular trains", () => {
    const spikes: [number, number][] = [];
    for (let i = 0; i < 50; i++) for (let n = i; n < steps; n += 500) spikes.push([n, i]);
    const p = analyse(recordingOf(spikes, { E: 50 }, steps, dt), { burnInSteps: 0 }).populations[0];
    expect(p.cv.mean).toBe(0);
    expect(p.lv.mean).toBe(0);
    expect(p.rate).toBeCloseTo(20, 6);
  });

  it("LV stays near 1 where a drifting rate raises the CV of Poisson trains", () => {
    const slow = gammaTrains(100, 5, 1, steps, dt, 3);
    const fast = gammaTrains(100, 40, 1, steps, dt, 4).map(([n, i]): [number, number] => [n + steps, i]);
    const p = analyse(recordingOf([...slow, ...fast], { E: 100 }, 2 * steps, dt), { burnInSteps: 0 }).populations[0];
    expect(p.cv.mean).toBeGreaterThan(1.3);
    expect(Math.abs(p.lv.mean - 1)).toBeLessThan(0.1);
  });

  it("finds the correlation 0.2 of trains thinned from a common one", () => {
    const recording = recordingOf(correlatedTrains(60, 20, 0.2, 3 * steps, dt, 2), { E: 60 }, 3 * steps, dt);
    const c = analyse(recording, { burnInSteps: 0 }).populations[0].correlation;
    expect(Math.abs(c.mean - 0.2)).toBeLessThan(0.02);
    expect(c.bins).toBe(1500);
  });

  it("the mean from the variance of the sum is the mean over all pairs", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 3, max: 25 }), (seed, size) => {
        const recording = recordingOf(gammaTrains(size, 10, 1, 10_000, dt, seed), { E: size }, 10_000, dt);
        const c = analyse(recording, { burnInSteps: 0 }).populations[0].correlation;
        fc.pre(c.neurons >= 2);
        expect(c.mean).toBeCloseTo(meanOf(c.values), 10);
        expect(c.values.length).toBe((c.neurons * (c.neurons - 1)) / 2);
      }),
      { numRuns: 30 },
    );
  });

  it("counts silent neurons and leaves neurons with fewer than 10 intervals out of CV", () => {
    const spikes: [number, number][] = [];
    for (let k = 0; k < 11; k++) spikes.push([k * 90, 0]); // 10 intervals
    for (let k = 0; k < 10; k++) spikes.push([k * 90 + 1, 1]); // 9 intervals
    const p = analyse(recordingOf(spikes, { E: 4 }, 1000, 1), { burnInSteps: 0 }).populations[0];
    expect(p.silentFraction).toBe(0.5);
    expect(p.cv.values.length).toBe(1);
    expect(p.intervals).toBe(19);
    expect(Array.from(p.rates)).toEqual([11, 10, 0, 0]);
  });

  it("every spike after the burn-in is counted once, in rates, series and blocks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), fc.integer({ min: 1, max: 50 }), (burnInSteps, seed) => {
        const recording = recordingOf(gammaTrains(20, 30, 1, 5000, 1, seed), { A: 5, B: 15 }, 5000, 1);
        const m = analyse(recording, { burnInSteps });
        const want = recording.spikeSteps.filter((n) => n >= burnInSteps).length;
        expect(m.network.spikes).toBe(want);
        expect(m.populations[0].spikes + m.populations[1].spikes).toBe(want);
        expect(m.network.rateSeries.values.reduce((a, b) => a + b, 0) * 20e-3).toBeCloseTo(want, 6);
        const blocks = analyseBlocks(recording, { burnInSteps }, 4);
        expect(blocks.reduce((sum, b) => sum + b.network.spikes, 0)).toBeLessThanOrEqual(want);
        expect(blocks).toHaveLength(4);
      }),
      { numRuns: 40 },
    );
  });

  it("refuses a recording that ends within the burn-in, saying so", () => {
    expect(() => analyse(poisson, { burnInSteps: steps })).toThrow(/burn-in/);
  });

  it("an empty raster gives NaN, not an invented number", () => {
    const m = analyse(recordingOf([], { E: 10 }, 1000, 1), { burnInSteps: 0 });
    expect(m.network.rate).toBe(0);
    for (const x of [
      m.network.cv.mean,
      m.network.lv.mean,
      m.network.correlation.mean,
      m.network.fano,
      m.network.chi,
      m.network.rhythm.peakHz,
    ])
      expect(x).toBeNaN();
  });

  it("Golomb's χ is 1 for identical voltages, and 1/√n for independent ones", () => {
    const random = new CounterStream(4, 0);
    const n = 25;
    const rows = 4000;
    const chi = (voltage: (i: number, common: number) => number) => {
      const v = new Float64Array(n * rows);
      for (let t = 0; t < rows; t++) {
        const common = random.normal();
        for (let i = 0; i < n; i++) v[t * n + i] = voltage(i, common);
      }
      const probe = {
        population: "E",
        neurons: Uint32Array.from({ length: n }, (_, i) => i),
        variable: "v" as const,
        period: 1,
        unit: "mV",
        fromStep: 0,
        rows,
        values: v,
      };
      const recording: Recording = { ...recordingOf([], { E: n }, rows, 1), probes: [probe] };
      return analyse(recording, { burnInSteps: 0 }).populations[0].chi;
    };
    expect(chi((_, common) => common)).toBeCloseTo(1, 9);
    expect(Math.abs(chi(() => random.normal()) - 0.2)).toBeLessThan(0.02);
  });
});

describe("rhythm", () => {
  const noisy = (amplitude: number) => {
    const random = new CounterStream(6, 0);
    return Float64Array.from(
      { length: 4000 },
      (_, t) => 10 + random.normal() + amplitude * Math.sin(2 * Math.PI * 0.042 * t),
    );
  };

  it("finds a 42 Hz oscillation within the 2 Hz resolution, standing out", () => {
    const r = rhythm(noisy(1), 1);
    expect(Math.abs(r.peakHz - 42)).toBeLessThan(2);
    expect(r.prominence).toBeGreaterThan(20);
    expect(r.segments).toBe(14);
  });

  it("finds no prominent peak in white noise", () => {
    expect(rhythm(noisy(0), 1).prominence).toBeLessThan(5);
  });
});

describe("compareMetrics", () => {
  it("gives distances 0 for a run and itself, and one block of rows a population and for the network", () => {
    const m = analyse(poisson, { burnInSteps: 0 });
    const rows = compareMetrics(m, m);
    expect(new Set(rows.map((r) => r.population))).toEqual(new Set(["E", "I", "network"]));
    for (const row of rows) {
      expect(row.first).toBe(row.second);
      if (!Number.isNaN(row.wasserstein)) expect([row.wasserstein, row.kolmogorovSmirnov]).toEqual([0, 0]);
    }
  });
});
