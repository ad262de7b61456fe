import { describe, expect, it } from "vitest";
import { recordingOf } from "../../src/analysis/synthetic-recording.fixture.js";
import { CounterStream } from "../../src/numerics/philox.js";
import { pooledIntervalCv } from "./pooled-interval-cv.js";

/** Trains of a walk's intervals (inverse Gaussian by stepping in unit steps), from step 0 on. */
function walks(size: number, steps: number, mu: number, sigma: number, distance: number): [number, number][] {
  const spikes: [number, number][] = [];
  const random = new CounterStream(5, 1);
  for (let i = 0; i < size; i++) {
    random.reseat(i);
    for (let n = 0, v = 0; n < steps; n++) {
      v += mu + sigma * random.normal();
      if (v < distance) continue;
      spikes.push([n, i]);
      v = 0;
    }
  }
  return spikes;
}

describe("pooledIntervalCv", () => {
  it("takes the intervals of one population that begin in the first two thirds, also those that end later", () => {
    const recording = recordingOf(
      [
        [10, 0],
        [20, 0],
        [50, 0],
        [66, 0],
        [95, 0],
        [99, 0],
        [0, 1],
        [90, 1],
      ],
      { A: 1, B: 1 },
      100,
      1,
    );
    // 10, 30, 16 and 29: the last begins at 66 and ends after it; that of 4 begins too late.
    const { cv, mean, intervals } = pooledIntervalCv(recording, 0, 0, 1);
    expect([mean, intervals]).toEqual([21.25, 4]);
    expect(cv).toBeCloseTo(Math.sqrt((11.25 ** 2 + 8.75 ** 2 + 5.25 ** 2 + 7.75 ** 2) / 3) / 21.25, 12);
  });

  it("counts from the burn-in on, and is NaN for one interval", () => {
    const recording = recordingOf(
      [
        [10, 0],
        [40, 0],
        [60, 0],
      ],
      { A: 1 },
      100,
      1,
    );
    expect(pooledIntervalCv(recording, 20, 0, 1)).toEqual({ cv: NaN, intervals: 1, mean: 20 });
  });

  it("finds CV 0.78 of a walk within 3 % where trains hold nine intervals", () => {
    // mean interval 100 steps, CV of the walk 0.8; threshold tested at the steps lowers it by the overshoot of 0.58σ
    const [mu, distance] = [0.2, 20];
    const sigma = 0.8 * Math.sqrt(distance * mu);
    const { cv } = pooledIntervalCv(
      recordingOf(walks(3000, 900, mu, sigma, distance), { A: 3000 }, 900, 1),
      0,
      0,
      3000,
      1 / 3,
    );
    expect(Math.abs(cv / (sigma / Math.sqrt((distance + 0.5826 * sigma) * mu)) - 1)).toBeLessThan(0.03);
  });
});
