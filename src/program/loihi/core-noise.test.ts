import { describe, expect, it } from "vitest";
import {
  LARGEST_NOISE,
  LARGEST_NOISE_EXPONENT,
  noiseMoments,
  noiseValue,
  SMALLEST_NOISE_EXPONENT,
} from "./core-noise.js";

const noise = (exponent: number, mantissaOffset = 0) => ({ target: "u" as const, exponent, mantissaOffset });

describe("core noise", () => {
  it("is (x + 64·offset)·2^(exponent-7): -127 at exponent 7 and (127 - 64)·4 at exponent 9 with offset -1", () => {
    expect(noiseValue(noise(7), -127)).toBe(-127);
    expect(noiseValue(noise(9, -1), 127)).toBe(252);
  });

  it("exponent 6 acts as 7, the chip's quirk below 7", () => {
    for (const x of [-127, -1, 0, 126]) expect(noiseValue(noise(6, 2), x)).toBe(noiseValue(noise(7, 2), x));
  });

  it("has the moments of its 255 values, at every exponent and offset", () => {
    for (let exponent = SMALLEST_NOISE_EXPONENT; exponent <= LARGEST_NOISE_EXPONENT; exponent++) {
      for (const offset of [-3, 0, 5]) {
        const values = Array.from({ length: 255 }, (_, k) => noiseValue(noise(exponent, offset), k - LARGEST_NOISE));
        const mean = values.reduce((a, b) => a + b) / 255;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 255;
        const moments = noiseMoments(noise(exponent, offset));
        expect(values.every(Number.isInteger)).toBe(true);
        expect(moments.mean).toBe(mean);
        expect(moments.sd / Math.sqrt(variance)).toBeCloseTo(1, 12);
      }
    }
  });
});
