import { expect, test } from "vitest";
import { rhythm } from "../../src/analysis/rhythm.js";
import { CounterStream } from "../../src/numerics/philox.js";
import { fundamentalFrequency } from "./fundamental-frequency.js";

/** Volleys of width `sd` ms every 1000/f ms, with noise, in bins of 1 ms. */
function volleys(f: number, sd: number, share = 1): Float64Array {
  const random = new CounterStream(5, 11);
  random.reseat(0);
  const period = 1000 / f;
  return Float64Array.from({ length: 3000 }, (_, t) => {
    const phase = ((t + 0.5) % period) - period / 2;
    const missed = Math.floor(t / period) % 2 === 1 ? share : 1;
    return missed * 100 * Math.exp(-(phase ** 2) / (2 * sd ** 2)) + random.uniform();
  });
}

test.each([34.2, 41, 55.5, 66.4, 80.3])(
  "volleys of 1 to 3 ms at %f Hz have that fundamental within 0.4 Hz, although harmonics come close",
  (f) => {
    for (const sd of [1, 2, 3]) expect(Math.abs(fundamentalFrequency(rhythm(volleys(f, sd), 1)) - f)).toBeLessThan(0.4);
  },
);

test("where every second volley is missing the fundamental is half", () => {
  expect(Math.abs(fundamentalFrequency(rhythm(volleys(60, 2, 0), 1)) - 30)).toBeLessThan(0.4);
});

test("no spectrum, no frequency", () => {
  expect(fundamentalFrequency(rhythm(new Float64Array(10), 1))).toBeNaN();
});
