import fc from "fast-check";
import { expect, test } from "vitest";
import { rateLag } from "./rate-lag.js";

const wave = (shift: number) =>
  Float64Array.from({ length: 600 }, (_, t) => Math.exp(10 * (Math.cos((2 * Math.PI * (t - shift)) / 25) - 1)));

test("a periodic rate shifted by any lag within half a period is found to a tenth of a bin", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -10, max: 10, noNaN: true }),
      (lag) => Math.abs(rateLag(wave(0), wave(lag), 1, 12) - lag) < 0.1,
    ),
  );
});

test("the lag is in ms: half as long in bins of half a ms", () => {
  expect(rateLag(wave(0), wave(4), 0.5, 6)).toBeCloseTo(2, 1);
});

test("a constant rate has no lag", () => {
  expect(rateLag(wave(0), new Float64Array(600).fill(3), 1, 12)).toBeNaN();
});
