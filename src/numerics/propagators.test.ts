import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currentPropagator, relativeExponential, synapticPropagator } from "./propagators.js";

/** P21 by Simpson quadrature of ∫ exp(-(h-s)/τ_m) exp(-s/τ_syn) ds / C_m: no quotient of differences. */
function byQuadrature(h: number, tauM: number, tauSyn: number, capacitance: number): number {
  const n = 2000;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    const s = (k * h) / n;
    const weight = k === 0 || k === n ? 1 : k % 2 === 1 ? 4 : 2;
    sum += weight * Math.exp(-(h - s) / tauM - s / tauSyn);
  }
  return (sum * h) / n / 3 / capacitance;
}

describe("propagators", () => {
  it("P21 equals the convolution integral to 1e-11 for any pair of time constants", () => {
    const tau = fc.double({ min: 0.2, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1, noNaN: true }), tau, tau, (h, tauM, tauSyn) => {
        const exact = byQuadrature(h, tauM, tauSyn, 250);
        expect(Math.abs(synapticPropagator(h, tauM, tauSyn, 250) / exact - 1)).toBeLessThan(1e-11);
      }),
      { numRuns: 200 },
    );
  });

  it("P21 passes smoothly through τ_syn = τ_m, where the textbook quotient has lost its digits", () => {
    const limit = (0.1 / 250) * Math.exp(-0.1 / 10);
    expect(synapticPropagator(0.1, 10, 10, 250)).toBe(limit);
    for (const epsilon of [1e-15, 1e-12, 1e-9, 1e-7]) {
      // first order in ε: d ln P21 / dε = h/(2τ)
      const expected = limit * (1 + (0.1 / 20) * epsilon);
      expect(Math.abs(synapticPropagator(0.1, 10, 10 * (1 + epsilon), 250) / expected - 1)).toBeLessThan(1e-13);
    }
  });

  it("P21 is symmetric in the two time constants and does not overflow where τ_syn ≪ h", () => {
    expect(synapticPropagator(0.1, 20, 5, 250)).toBe(synapticPropagator(0.1, 5, 20, 250));
    // τ_syn → 0: the charge w·τ_syn is on the membrane at once
    expect(synapticPropagator(1, 20, 1e-4, 250) / ((1e-4 / 250) * Math.exp(-1 / 20))).toBeCloseTo(1, 4);
  });

  it("P20 keeps its digits where h ≪ τ_m", () => {
    expect(currentPropagator(1e-9, 20, 250) / (1e-9 / 250)).toBeCloseTo(1, 9);
    expect(relativeExponential(0)).toBe(1);
  });
});
