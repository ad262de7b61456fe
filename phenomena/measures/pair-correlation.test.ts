import fc from "fast-check";
import { expect, test } from "vitest";
import { correlatedTrains, gammaTrains, recordingOf } from "../../src/analysis/synthetic-recording.fixture.js";
import { meanPairCorrelation, spikeCounts } from "./pair-correlation.js";

/** Pair by pair, from the definition. */
function slow(signals: readonly number[][]): number {
  const centred = signals.map((x) => x.map((v) => v - x.reduce((s, y) => s + y, 0) / x.length));
  const dot = (a: number[], b: number[]) => a.reduce((s, v, t) => s + v * b[t], 0);
  let sum = 0;
  let pairs = 0;
  centred.forEach((a, i) =>
    centred.slice(i + 1).forEach((b) => ((sum += dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))), pairs++)),
  );
  return sum / pairs;
}

test("the mean over all pairs equals the sum over pairs by definition", () => {
  const signals = fc.integer({ min: 2, max: 6 }).chain((n) =>
    fc.array(
      fc
        .array(fc.integer({ min: -50, max: 50 }), { minLength: 8, maxLength: 8 })
        .filter((x) => x.some((v) => v !== x[0])),
      { minLength: n, maxLength: n },
    ),
  );
  fc.assert(fc.property(signals, (x) => Math.abs(meanPairCorrelation(x) - slow(x)) < 1e-9));
});

test("signals that do not vary drop out, and one signal has no pair", () => {
  expect(
    meanPairCorrelation([
      [1, 2, 3],
      [2, 4, 6],
      [5, 5, 5],
    ]),
  ).toBeCloseTo(1, 12);
  expect(
    meanPairCorrelation([
      [1, 2, 3],
      [5, 5, 5],
    ]),
  ).toBeNaN();
  expect(meanPairCorrelation([])).toBeNaN();
});

test("trains thinned from one mother with c = 0.2 give 0.2, independent ones 0, within four standard errors", () => {
  const [size, steps, bins] = [60, 40_000, 4000];
  const correlated = recordingOf(correlatedTrains(size, 20, 0.2, steps, 0.5, 3), { E: size }, steps, 0.5);
  const independent = recordingOf(gammaTrains(size, 20, 1, steps, 0.5, 3), { E: size }, steps, 0.5);
  const error = (c: number) => Math.sqrt(2 / bins) * (c + 1 / size);
  // Thinned mother trains have bursts of fourth order: twice the Gaussian error.
  expect(Math.abs(meanPairCorrelation(spikeCounts(correlated, 0, size, 0, 5)) - 0.2)).toBeLessThan(8 * error(0.2));
  expect(Math.abs(meanPairCorrelation(spikeCounts(independent, 0, size, 0, 5)))).toBeLessThan(4 * error(0));
});

test("counts begin at the given step and leave out other cells", () => {
  const recording = recordingOf(
    [
      [3, 0],
      [5, 0],
      [6, 1],
      [9, 1],
      [9, 0],
    ],
    { E: 2 },
    10,
    1,
  );
  expect(spikeCounts(recording, 1, 1, 4, 2)).toEqual([Float64Array.of(0, 1, 1)]);
});
