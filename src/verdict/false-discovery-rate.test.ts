import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { philox4x32 } from "../numerics/philox.js";
import { discoveries } from "./false-discovery-rate.js";

describe("discoveries", () => {
  it("makes the four discoveries of Benjamini & Hochberg's own example (1995, section 4: 15 tests, q = 0.05)", () => {
    const p = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ];
    expect(discoveries(p, 0.05).filter(Boolean)).toHaveLength(4);
    expect(discoveries(p, 0.05).slice(0, 5)).toEqual([true, true, true, true, false]);
  });

  it("with 200 tests of nothing, discovers anything in about q = 10 % of 2,000 families, where 90 % intervals do in all", () => {
    let families = 0;
    const words = new Uint32Array(4);
    for (let f = 0; f < 2000; f++) {
      const p: number[] = [];
      for (let i = 0; i < 50; i++) {
        philox4x32(words, 7, 11, f, i, 0, 0);
        for (const word of words) p.push(word / 2 ** 32);
      }
      if (discoveries(p, 0.1).some(Boolean)) families++;
    }
    expect(families / 2000).toBeGreaterThan(0.08);
    expect(families / 2000).toBeLessThan(0.12);
  });

  it("does not count tests that could not be made", () => {
    expect(discoveries([0.04, NaN, NaN, NaN], 0.05)).toEqual([true, false, false, false]);
    expect(discoveries([], 0.05)).toEqual([]);
  });

  it("never prefers a larger p, and finds no fewer at a larger q", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 }),
        fc.double({ min: 0.01, max: 0.3, noNaN: true }),
        (p, q) => {
          const found = discoveries(p, q);
          const more = discoveries(p, 2 * q);
          p.forEach((a, i) => {
            if (found[i]) expect(more[i]).toBe(true);
            p.forEach((b, j) => found[j] && a <= b && expect(found[i]).toBe(true));
          });
        },
      ),
    );
  });
});
