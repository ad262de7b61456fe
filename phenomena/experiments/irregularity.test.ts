import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDescription } from "../../src/description/load-description.js";
import { drawNetwork } from "../../src/network/draw-network.js";
import { walkNetwork } from "../networks/current-based.js";
import { walkCv, walkOf } from "./irregularity.js";

describe("walkCv", () => {
  it("is σ/√(ΔV·μ) without leak and in continuous time", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 1.2, noNaN: true }),
        fc.double({ min: 100, max: 1000, noNaN: true }),
        fc.double({ min: 5, max: 30, noNaN: true }),
        (cv, mu, distance) => {
          const sigma = cv * Math.sqrt(distance * mu);
          expect(walkCv({ distance, mu, sigma, tau_m: 1e6, dt: 0 }) / cv).toBeCloseTo(1, 3);
        },
      ),
      { numRuns: 30 },
    );
  });

  it("is 0.955 at 250 mV/s and σ/√(ΔV·μ) = 1 with the time step and leak of the experiment (a Monte Carlo of 60,000 walks gave 0.949 ± 0.008)", () => {
    const sigma = Math.sqrt(15 * 250);
    expect(walkCv({ distance: 15, mu: 250, sigma, tau_m: 2048, dt: 0.5 })).toBeCloseTo(0.955, 3);
  });
});

describe("walkOf", () => {
  it("reads μ, σ and ΔV back from the drawn network", () => {
    const { description } = parseDescription(walkNetwork(0.6, 100), "walk.yaml", () => {
      throw new Error("reads no files");
    });
    const walk = walkOf(drawNetwork(description, { seed: 1 }), "fast");
    expect([walk.distance, walk.mu, walk.tau_m, walk.dt]).toEqual([15, 500, 2048, 0.5]);
    expect(walk.sigma / Math.sqrt(15 * 500)).toBeCloseTo(0.6, 4);
  });
});
