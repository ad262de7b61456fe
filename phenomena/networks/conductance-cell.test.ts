import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { conductanceRatio } from "../../src/theory/conductance-ratio.js";
import { CELL, conductancesHolding, LIMIT_RATIO, rateOfConductance, V_STAR } from "./conductance-cell.js";

describe("conductances that hold −65 mV", () => {
  it("obey the identity with leak at any total, and tend to 10/65 from above", () => {
    let before = Infinity;
    for (const total of [15, 40, 160, 1600]) {
      const { gE, gI } = conductancesHolding(total);
      expect(gE + gI + CELL.g_L).toBeCloseTo(total, 10);
      expect(gE / gI).toBeCloseTo(conductanceRatio({ vStar: V_STAR, ...CELL, g_I: gI }), 12);
      expect(gE / gI).toBeGreaterThan(LIMIT_RATIO);
      expect(gE / gI).toBeLessThan(before);
      before = gE / gI;
    }
    expect(before / LIMIT_RATIO - 1).toBeLessThan(0.005);
  });

  it("are the means of Poisson input at the rate given for them: w·r·τ_s", () => {
    const positive = fc.double({ min: 0.1, max: 500, noNaN: true });
    fc.assert(
      fc.property(
        positive,
        positive,
        positive,
        (g, w, tau) => Math.abs((w * rateOfConductance(g, w, tau) * tau) / 1000 / g - 1) < 1e-5,
      ),
    );
  });
});
