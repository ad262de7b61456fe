import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erf } from "../numerics/erfcx.js";
import {
  deterministicRate,
  effectiveBounds,
  freeMembrane,
  GRID_SHIFT,
  intervalCv,
  meanPotential,
  siegertRate,
  SYNAPSE_SHIFT,
} from "./siegert.js";

const lif = { tau: 20, threshold: 20, reset: 10, refractory: 2 };

/** Brute-force trapezoidal rule on the textbook form; independent of the panels and cases of the implementation. */
function bruteForce(mu: number, sigma: number): { rate: number; cv: number } {
  const a = (lif.reset - mu) / sigma;
  const b = (lif.threshold - mu) / sigma;
  const n = 60000;
  const from = Math.min(a, 0) - 6;
  const h = (b - from) / n;
  let inner = 0;
  let first = 0;
  let second = 0;
  for (let k = 0; k < n; k++) {
    const u = from + (k + 0.5) * h;
    const step = Math.exp(u * u) * (1 + erf(u)) ** 2 * h;
    const middle = inner + step / 2;
    inner += step;
    if (u < a) continue;
    first += Math.exp(u * u) * (1 + erf(u)) * h;
    second += Math.exp(u * u) * middle * h;
  }
  const interval = lif.refractory + lif.tau * Math.sqrt(Math.PI) * first;
  return { rate: 1000 / interval, cv: (Math.sqrt(2 * Math.PI * second) * lif.tau) / interval };
}

describe("siegertRate and intervalCv", () => {
  it.each([
    [15, 5],
    [22, 3],
    [8, 6],
    [12, 4],
    [20, 30],
    [30, 8],
  ])("agree with brute-force quadrature at μ = %d, σ = %d mV to 1e-3", (mu, sigma) => {
    const truth = bruteForce(mu, sigma);
    expect(Math.abs(siegertRate(lif, mu, sigma) / truth.rate - 1)).toBeLessThan(1e-3);
    expect(Math.abs(intervalCv(lif, mu, sigma) / truth.cv - 1)).toBeLessThan(1e-3);
  });

  it("meets the deterministic rate as σ → 0, with CV → 0, and 0 Hz below threshold", () => {
    expect(siegertRate(lif, 25, 1e-4)).toBeCloseTo(deterministicRate(lif, 25), 5);
    expect(siegertRate(lif, 25, 0)).toBeCloseTo(1000 / (2 + 20 * Math.log(3)), 12);
    expect(intervalCv(lif, 25, 1e-3)).toBeLessThan(1e-3);
    expect(siegertRate(lif, 19, 0)).toBe(0);
    expect(siegertRate(lif, -500, 1)).toBe(0);
  });

  it("meets Kramers' escape rate (b/τ√π)e^{-b²} far below threshold, with CV 1", () => {
    const b = 8;
    const mu = lif.threshold - b;
    const far = { ...lif, reset: -1000, refractory: 0 };
    // next order of the asymptotic series: 1 - 1/(2b²)
    const kramers = (1000 * b * Math.exp(-b * b)) / (20 * Math.sqrt(Math.PI));
    expect(Math.abs(siegertRate(far, mu, 1) / kramers - 1)).toBeLessThan(0.6 / (b * b));
    expect(intervalCv(lif, mu, 1)).toBeCloseTo(1, 6);
  });

  it("is continuous where the sign of a bound changes", () => {
    for (const edge of [lif.reset, lif.threshold]) {
      expect(Math.abs(siegertRate(lif, edge + 1e-9, 3) / siegertRate(lif, edge - 1e-9, 3) - 1)).toBeLessThan(1e-8);
      expect(Math.abs(intervalCv(lif, edge + 1e-9, 3) / intervalCv(lif, edge - 1e-9, 3) - 1)).toBeLessThan(1e-8);
    }
  });

  it("is finite, within 0..1/t_ref and rises with μ, everywhere", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -300, max: 300, noNaN: true }),
        fc.double({ min: 1e-3, max: 100, noNaN: true }),
        (mu, sigma) => {
          const rate = siegertRate(lif, mu, sigma);
          expect(rate).toBeGreaterThanOrEqual(0);
          expect(rate).toBeLessThan(500);
          expect(siegertRate(lif, mu + 1, sigma)).toBeGreaterThanOrEqual(rate * (1 - 1e-12));
          const cv = intervalCv(lif, mu, sigma);
          expect(cv).toBeGreaterThanOrEqual(0);
          expect(cv).toBeLessThan(10);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("shifts bounds by 1.03265·√(τ_s/τ)·σ for synapses and 0.5826·√(dt/τ)·σ for the grid, never both", () => {
    expect(SYNAPSE_SHIFT).toBeCloseTo(2.0653, 4);
    expect(GRID_SHIFT).toBeCloseTo(0.5826, 4);
    expect(effectiveBounds(lif, 4, 5, 0.5)).toEqual({ threshold: 20 + SYNAPSE_SHIFT, reset: 10 + SYNAPSE_SHIFT });
    const grid = effectiveBounds(lif, 4, 0, 0.2);
    expect(grid.threshold).toBeCloseTo(20 + 0.4 * GRID_SHIFT, 12);
    expect(grid.reset).toBe(10);
  });

  it("free membrane: SD σ/√2 for white noise, less by √(τ/(τ+τ_s)) for filtered noise", () => {
    expect(freeMembrane(20, 3, 2).sd).toBeCloseTo(Math.SQRT2, 12);
    expect(freeMembrane(20, 3, 2, 20)).toEqual({ mean: 3, sd: 1 });
  });
});

describe("meanPotential", () => {
  /** Mean of the stationary density of Brunel & Hakim (1999), P(x) = 2rτ e^{-x²} ∫_max(x,a)^b e^{u²} du with x = (V - μ)/σ, and of the dead time. */
  function byDensity(mu: number, sigma: number): number {
    const rate = siegertRate(lif, mu, sigma);
    const [a, b] = [(lif.reset - mu) / sigma, (lif.threshold - mu) / sigma];
    const n = 40000;
    const from = Math.min(a, 0) - 6;
    const h = (b - from) / n;
    let [inner, mass, first] = [0, 0, 0];
    for (let k = n - 1; k >= 0; k--) {
      const x = from + (k + 0.5) * h;
      const step = x > a ? Math.exp(x * x) * h : 0;
      const density = 2 * (rate / 1000) * lif.tau * Math.exp(-x * x) * (inner + step / 2);
      inner += step;
      mass += density * h;
      first += density * h * (mu + sigma * x);
    }
    const dead = (rate / 1000) * lif.refractory;
    expect(mass + dead).toBeCloseTo(1, 3);
    return first + dead * lif.reset;
  }

  it.each([
    [15, 3],
    [19, 5],
    [24, 4],
    [40, 6],
  ])(
    "is the mean of the stationary density at μ = %f mV, σ = %f mV, below threshold also where μ is beyond",
    (mu, sigma) => {
      const mean = meanPotential(lif, mu, siegertRate(lif, mu, sigma));
      expect(mean).toBeCloseTo(byDensity(mu, sigma), 2);
      expect(mean).toBeLessThan(lif.threshold);
    },
  );
});
