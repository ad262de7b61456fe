import { describe, expect, it } from "vitest";
import { erfcx } from "./erfcx.js";
import { normalInverse } from "./s1615-normal-inverse.js";
import { hex, sha256 } from "./sha256.js";

const S1615 = 32_768;
/** All values that the upper half-word of a uniform number has, from the lowest. */
const UPPER = Array.from({ length: 65_536 }, (_, k) => k - 32_768);
const deviates = UPPER.map((x) => normalInverse(x << 16));

/** The distribution function of the standard normal, for z ≤ 0. */
const below = (z: number) => (erfcx(-z / Math.SQRT2) * Math.exp((-z * z) / 2)) / 2;

describe("normal deviates in S16.15", () => {
  it("are those of the released polynomials for every input", () => {
    // The golden vectors `norminv_urt` hold some of them; this holds each coefficient to its last bit.
    expect(hex(sha256(new Uint8Array(Int32Array.from(deviates).buffer)))).toBe(
      "2fb84e1d70f9ab2831b2cd264651a2aaba6a9ba2086d6c0276d26826df9c2846",
    );
  });

  it("ascend, are symmetrical, and are the quantiles of the normal distribution to 7·10⁻⁴", () => {
    expect(normalInverse(0)).toBe(0);
    let worst = 0;
    for (let k = 1; k < UPPER.length; k++) {
      expect(deviates[k]).toBeGreaterThanOrEqual(deviates[k - 1]);
      expect(deviates[65_536 - k] + deviates[k]).toBe(0);
    }
    for (let k = 1; k <= 32_768; k++) {
      const z = deviates[k] / S1615;
      const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
      worst = Math.max(worst, (Math.abs(below(z) - k / 65_536) / density) * S1615);
    }
    // Worst where tail and centre meet: so far off are the released polynomials.
    expect(worst / S1615).toBeLessThan(7e-4);
  });
});
