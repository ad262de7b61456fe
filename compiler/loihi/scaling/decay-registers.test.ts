import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loihiTargetById } from "../../../src/targets/registry.js";
import { decayFactor } from "../../../src/numerics/propagators.js";
import { decayRegister, fitTimestep, uFactor, vFactor } from "./decay-registers.js";

const target = loihiTargetById("loihi1");

describe("decay registers", () => {
  it("are 286, 41 compensated and 287, 41 uncompensated for factors 0.93 and 0.99", () => {
    expect([decayRegister(0.93, 12, 1, true), decayRegister(0.99, 12, 0, true)]).toEqual([286, 41]);
    expect([decayRegister(0.93, 12, 1, false), decayRegister(0.99, 12, 0, false)]).toEqual([287, 41]);
  });

  it("are the nearest on the grid for every factor", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (p) => {
        expect(Math.abs(uFactor(decayRegister(p, 12, 1, true), target) - p)).toBeLessThanOrEqual(0.5 / 4096 + 1e-12);
        expect(Math.abs(vFactor(decayRegister(p, 12, 0, true), target) - p)).toBeLessThanOrEqual(0.5 / 4096 + 1e-12);
      }),
    );
  });

  it("depend on no engine's exponential: moving it by one unit in the last place moves no register of 20,000 time constants", () => {
    let nearest = 1;
    for (let k = 1; k <= 20_000; k++) {
      const p = decayFactor(0.1, k * 0.005);
      const register = decayRegister(p, 12, 0, true);
      for (const other of [p * (1 + Number.EPSILON), p * (1 - Number.EPSILON)])
        expect(decayRegister(other, 12, 0, true)).toBe(register);
      nearest = Math.min(nearest, Math.abs(Math.abs(4096 * (1 - p) - Math.floor(4096 * (1 - p))) - 0.5));
    }
    // The closest of them is still 10^5 such units away from the middle between two registers.
    expect(nearest).toBeGreaterThan(1e-7);
  });

  it("never make a leaky membrane a perfect integrator when compensating", () => {
    expect(decayRegister(1 - 1e-6, 12, 0, true)).toBe(1);
    expect(decayRegister(1, 12, 0, true)).toBe(0);
  });
});

describe("fitTimestep", () => {
  const error = (taus: number[], dt: number): number =>
    Math.max(
      ...taus.map((tau) => {
        const x = 4096 * (1 - Math.exp(-dt / tau));
        return Math.abs(Math.round(x) - x) / x;
      }),
    );

  it("moves 0.1 ms by at most 3 % so that tau_m = 20 ms lands on the grid, where it was 2.1 % off", () => {
    const dt = fitTimestep([20], 0.1, 0.03, 12);
    expect(error([20], 0.1)).toBeCloseTo(0.0212, 3);
    expect(error([20], dt)).toBeLessThan(1e-9);
    expect(Math.abs(dt / 0.1 - 1)).toBeLessThanOrEqual(0.03);
  });

  it("never makes the worst decay worse, and never leaves the allowed range", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 2, max: 50, noNaN: true }), { minLength: 1, maxLength: 3 }),
        fc.double({ min: 0.05, max: 1, noNaN: true }),
        (taus, dt) => {
          const fitted = fitTimestep(taus, dt, 0.02, 12);
          expect(error(taus, fitted)).toBeLessThanOrEqual(error(taus, dt) + 1e-9);
          expect(Math.abs(fitted / dt - 1)).toBeLessThanOrEqual(0.02 + 1e-12);
        },
      ),
      { numRuns: 50 },
    );
  });

  it("gives a step of at most 12 digits, which no last bit of a logarithm can change", () => {
    for (const tau of [7.3, 10, 20, 33.3]) {
      const dt = fitTimestep([tau], 0.1, 0.03, 12);
      expect(Number(dt.toPrecision(12))).toBe(dt);
    }
  });

  it("returns dt itself when nothing may change", () => {
    expect(fitTimestep([20, 5], 0.1, 0, 12)).toBe(0.1);
  });
});
