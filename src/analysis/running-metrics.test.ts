import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Recording } from "../recording/recording.js";
import { analyse } from "./analyse.js";
import { RunningMetrics } from "./running-metrics.js";

const hashOf = (step: number, id: number, seed: number) =>
  Math.imul(Math.imul(step + 1, 0x9e3779b1) ^ Math.imul(id + 7, 0x85ebca6b) ^ seed, 0xc2b2ae35) >>> 0;

/** Populations that fire independently, together (correlated), or hardly. */
function recordingOf(seed: number, steps: number, dt: number, startStep: number): Recording {
  const populations = [
    { name: "large", first: 0, size: 420 },
    { name: "common", first: 420, size: 30 },
    { name: "quiet", first: 450, size: 3 },
  ];
  const spikeSteps: number[] = [];
  const spikeIds: number[] = [];
  for (let step = startStep; step < startStep + steps; step++) {
    const volley = hashOf(step, -1, seed) < 0.02 * 2 ** 32;
    for (let id = 0; id < 453; id++) {
      const share = id < 420 ? 0.01 : id < 450 ? (volley ? 0.7 : 0.004) : 0.0005;
      if (hashOf(step, id, seed) >= share * 2 ** 32) continue;
      spikeSteps.push(step);
      spikeIds.push(id);
    }
  }
  return {
    source: "test",
    network: "test",
    seed,
    dt,
    startStep,
    steps,
    populations,
    spikeSteps: Uint32Array.from(spikeSteps),
    spikeIds: Uint32Array.from(spikeIds),
    counters: {},
  };
}

function running(recording: Recording, fromStep: number): RunningMetrics {
  const metrics = new RunningMetrics(recording.populations, recording.dt, fromStep);
  const { spikeSteps, spikeIds } = recording;
  for (let i = 0; i < spikeSteps.length;) {
    let end = i;
    while (end < spikeSteps.length && spikeSteps[end] === spikeSteps[i]) end++;
    metrics.spikes(spikeSteps[i], spikeIds.subarray(i, end), end - i);
    i = end;
  }
  return metrics;
}

describe("metrics of a run that is not kept", () => {
  it("are those of its recording", () => {
    fc.assert(
      fc.property(
        fc.nat(1e6),
        fc.integer({ min: 30, max: 2500 }),
        fc.constantFrom(0.1, 0.5, 1, 30),
        fc.constantFrom(0, 777),
        fc.integer({ min: 0, max: 29 }),
        (seed, steps, dt, startStep, burnIn) => {
          const recording = recordingOf(seed, steps, dt, startStep);
          const whole = analyse(recording, { burnInSteps: startStep + burnIn });
          const summary = running(recording, startStep + burnIn).summary(startStep + steps);
          whole.populations.forEach((p, k) => {
            const { name, size, rate, cv, silentFraction, correlation } = summary[k];
            expect([name, size, rate, silentFraction]).toEqual([p.name, p.size, p.rate, p.silentFraction]);
            for (const [ours, theirs] of [
              [cv, p.cv.mean],
              [correlation, p.correlation.mean],
            ]) {
              if (Number.isNaN(theirs)) expect(ours).toBeNaN();
              else expect(ours).toBeCloseTo(theirs, 9);
            }
          });
        },
      ),
      { numRuns: 12 },
    );
  });

  it("see a correlation where there is one", () => {
    const [large, common] = running(recordingOf(5, 20_000, 1, 0), 0).summary(20_000);
    expect(Math.abs(large.correlation)).toBeLessThan(0.005);
    expect(common.correlation).toBeGreaterThan(0.5);
  });

  it("hold as much after a long run as after a short one", () => {
    const [short, long] = [1_000, 20_000].map((steps) => running(recordingOf(5, steps, 1, 0), 0));
    short.summary(1_000);
    long.summary(20_000);
    expect(long.held).toBe(short.held);
  });
});
