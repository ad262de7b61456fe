import { describe, expect, it } from "vitest";
import { CounterStream } from "../../src/numerics/philox.js";
import { halfWidth, smoothTuning, valueOfTuning } from "./tuning-curve.js";

const N = 96;
const vonMises = (x: number, kappa = 2) => Math.exp(kappa * (Math.cos(2 * Math.PI * (x - 0.5)) - 1));
const sampled = (f: (x: number) => number) => Array.from({ length: N }, (_, i) => f(i / N));
/** In periods: cos(2πx) = 1 + ln(1/2)/κ. */
const trueWidth = Math.acos(1 + Math.log(0.5) / 2) / (2 * Math.PI);

describe("tuning curve", () => {
  it("keeps a von Mises curve and its half width to 1 %", () => {
    const curve = smoothTuning(sampled((x) => 3 * vonMises(x)));
    expect(Math.abs(valueOfTuning(curve, 0.5) - 3)).toBeLessThan(0.03);
    expect(Math.abs(halfWidth(curve, 0.5) / trueWidth - 1)).toBeLessThan(0.01);
  });

  it("noise of single cells of 5 % of the peak moves the half width by less than 10 %", () => {
    const draw = new CounterStream(3, 1);
    for (let k = 0; k < 20; k++) {
      const curve = smoothTuning(sampled((x) => vonMises(x) + 0.05 * Math.sqrt(3) * (2 * draw.uniform() - 1)));
      expect(Math.abs(halfWidth(curve, 0.5) / trueWidth - 1)).toBeLessThan(0.1);
    }
  });

  it("has half a period as the width of a curve that never falls to half, and none where the centre is not excited", () => {
    expect(halfWidth(smoothTuning(sampled((x) => 5 + vonMises(x))), 0.5)).toBe(0.5);
    expect(halfWidth(smoothTuning(sampled((x) => -vonMises(x))), 0.5)).toBeNaN();
  });
});
