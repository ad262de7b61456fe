import { expect, test } from "vitest";
import { recordingOf } from "../../src/analysis/synthetic-recording.fixture.js";
import { meanBetween, relaxationTime, responseToKicks } from "./response-to-kicks.js";

const curve = (rate: (t: number) => number, bin = 1) => {
  const xs = Array.from({ length: 200 / bin }, (_, k) => (k + 0.5) * bin);
  return { xs, ys: xs.map(rate) };
};

test("the response is the rate per neuron in bins since the kick, averaged over kicks", () => {
  // Kicks at 10 and 20 ms (steps of 0.5 ms): neurons 1 and 2 fire 1 ms after the first, neuron 1 also 6 ms after the second; neuron 0 is another population.
  const recording = recordingOf(
    [
      [2, 1],
      [22, 1],
      [22, 2],
      [23, 0],
      [52, 1],
      [60, 1],
    ],
    { I: 1, E: 2 },
    80,
    0.5,
  );
  const { xs, ys } = responseToKicks(recording, 1, 2, { first: 10, period: 10, count: 2 }, 5);
  expect(xs).toEqual([2.5, 7.5]);
  expect(ys).toEqual([100, 50]); // 2 and 1 spikes over 2 kicks × 2 neurons × 5 ms
});

test.each([5, 12, 25])(
  "an exponential return from silence with %f ms after a volley has that relaxation time",
  (tau) => {
    const response = curve((t) => (t < 5 ? 100 : 10 * (1 - Math.exp(-(t - 5) / tau))));
    // The integral ends at 200 ms and takes bins at their middles.
    expect(relaxationTime(response, 10, 200)).toBeCloseTo(tau, 1);
  },
);

test("a rate that never falls below its base has no dip", () => {
  expect(
    relaxationTime(
      curve((t) => 10 + Math.exp(-t)),
      9,
      100,
    ),
  ).toBeNaN();
});

test("means are taken from the first time on and before the second", () => {
  expect(
    meanBetween(
      curve((t) => t, 10),
      20,
      50,
    ),
  ).toBe(35);
});
