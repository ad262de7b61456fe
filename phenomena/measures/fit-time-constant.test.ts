import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filteredNoiseCorrelation, fitFilteredNoise, fitRelaxation } from "./fit-time-constant.js";

const grid = (n: number, dt: number) => Array.from({ length: n }, (_, k) => k * dt);

describe("time constants by least squares", () => {
  it("fitRelaxation finds τ of a + b·e^(−t/τ) for any offset, amplitude and sign, settled or not", () => {
    const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(real(0.5, 40), real(-80, 80), real(0.1, 10), fc.boolean(), (tau, a, size, up) => {
        const ts = grid(250, 0.1);
        const b = up ? size : -size;
        expect(
          fitRelaxation(
            ts,
            ts.map((t) => a + b * Math.exp(-t / tau)),
          ) / tau,
        ).toBeCloseTo(1, 4);
      }),
    );
  });

  it("the autocorrelation of filtered noise is 1 with slope 0 at lag 0, symmetric in its time constants, and continuous where they meet", () => {
    expect(filteredNoiseCorrelation(0, 3, 2)).toBeCloseTo(1, 12);
    expect(filteredNoiseCorrelation(0.001, 3, 2)).toBeGreaterThan(1 - 1e-6);
    expect(filteredNoiseCorrelation(4, 3, 2)).toBeCloseTo(filteredNoiseCorrelation(4, 2, 3), 12);
    expect(filteredNoiseCorrelation(4, 2 * (1 + 1e-5), 2)).toBeCloseTo(filteredNoiseCorrelation(4, 2, 2), 5);
  });

  it("fitFilteredNoise finds τ on either side of τ_s, where a plain exponential would return a mixture", () => {
    const lags = grid(60, 0.2);
    for (const tau of [0.8, 1.25, 2, 5, 10]) {
      const correlation = lags.map((t) => filteredNoiseCorrelation(t, tau, 2));
      expect(fitFilteredNoise(lags, correlation, 2) / tau).toBeCloseTo(1, 3);
      expect(fitRelaxation(lags, correlation) / tau).toBeGreaterThan(1.1);
    }
  });

  it("gives NaN where a value is missing", () => {
    expect(fitRelaxation(grid(9, 1), [1, 2, NaN, 3, 4, 5, 6, 7, 8])).toBeNaN();
    expect(fitFilteredNoise(grid(3, 1), [1, 0.5, 0.2], 2)).toBeNaN();
  });
});
