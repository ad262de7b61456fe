import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { crossCorrelation, fft, nextPowerOfTwo } from "./fft.js";
import { CounterStream } from "./philox.js";

function dft(re: Float64Array, im: Float64Array): [Float64Array, Float64Array] {
  const n = re.length;
  const outRe = new Float64Array(n);
  const outIm = new Float64Array(n);
  for (let k = 0; k < n; k++) {
    for (let t = 0; t < n; t++) {
      const angle = (-2 * Math.PI * k * t) / n;
      outRe[k] += re[t] * Math.cos(angle) - im[t] * Math.sin(angle);
      outIm[k] += re[t] * Math.sin(angle) + im[t] * Math.cos(angle);
    }
  }
  return [outRe, outIm];
}

const noise = (n: number, seed: number) => {
  const random = new CounterStream(seed, 1);
  return Float64Array.from({ length: n }, () => random.normal());
};

describe("fft", () => {
  it("equals the discrete Fourier transform summed term by term for lengths 1 to 256", () => {
    for (let n = 1; n <= 256; n *= 2) {
      const re = noise(n, n);
      const im = noise(n, n + 1000);
      const [wantRe, wantIm] = dft(re, im);
      fft(re, im);
      for (let k = 0; k < n; k++) {
        expect(re[k]).toBeCloseTo(wantRe[k], 9);
        expect(im[k]).toBeCloseTo(wantIm[k], 9);
      }
    }
  });

  it("is undone by its inverse", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 1e6 }), (log, seed) => {
        const re = noise(2 ** log, seed);
        const im = noise(2 ** log, seed + 1);
        const [oldRe, oldIm] = [re.slice(), im.slice()];
        fft(re, im);
        fft(re, im, true);
        return re.every((x, i) => Math.abs(x - oldRe[i]) < 1e-10) && im.every((x, i) => Math.abs(x - oldIm[i]) < 1e-10);
      }),
    );
  });

  it("refuses lengths that are no power of two", () => {
    expect(() => fft(new Float64Array(6), new Float64Array(6))).toThrow(/power-of-two/);
    expect(nextPowerOfTwo(5)).toBe(8);
    expect(nextPowerOfTwo(8)).toBe(8);
  });
});

describe("crossCorrelation", () => {
  it("equals the direct sum, also where lags run past the ends", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 30 }), (n, maxLag) => {
        const a = noise(n, 3);
        const b = noise(n, 4);
        const got = crossCorrelation(a, b, maxLag);
        for (let lag = -maxLag; lag <= maxLag; lag++) {
          let want = 0;
          for (let t = 0; t < n; t++) if (t + lag >= 0 && t + lag < n) want += a[t] * b[t + lag];
          if (Math.abs(got[lag + maxLag] - want) > 1e-9) return false;
        }
        return true;
      }),
    );
  });
});
