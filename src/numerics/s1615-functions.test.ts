/** exp, sqrt, normal quantile, expander and generators of SpiNNaker: accuracy, limits and quirks (bit exactness: the golden vectors). */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erfc } from "./erfcx.js";
import { Kiss32, Kiss64, KISS64_DEFAULT_SEED, validKiss64Seed } from "./mars-kiss.js";
import { expk, expulr } from "./s1615-exp.js";
import { normalInverse } from "./s1615-normal-inverse.js";
import { rescaleDelay, rescaleWeight } from "./s1615-rescale.js";
import { sqrtk } from "./s1615-sqrt.js";

describe("expk and expulr", () => {
  it("are within 1.1 LSB of S16.15 and within 5300 LSB of U0.32 for every negative argument", () => {
    fc.assert(
      fc.property(fc.integer({ min: -340_695, max: -1 }), (x) => Math.abs(expk(x) - Math.exp(x / 32768) * 32768) < 1.1),
      { numRuns: 5000 },
    );
    fc.assert(
      fc.property(
        fc.integer({ min: -340_695, max: -1 }),
        (x) => Math.abs(expulr(x) - Math.exp(x / 32768) * 2 ** 32) < 5300,
      ),
      { numRuns: 5000 },
    );
  });

  it("go to 0 below -10.397 and saturate above 11.09", () => {
    expect([expk(-340_696), expulr(-340_696)]).toEqual([0, 0]);
    expect([expk(363_409), expulr(363_409)]).toEqual([0x7fffffff, 0x7fffffff]);
    expect(expk(0)).toBe(32768);
  });

  it("lose the integer part of e^0 in U0.32", () => {
    expect(expulr(0)).toBe(0);
  });
});

describe("sqrtk", () => {
  it("is within 1 LSB for every S16.15, and 0 below 0", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 0x7fffffff }),
        (x) => Math.abs(sqrtk(x) - Math.sqrt(x / 32768) * 32768) <= 1,
      ),
      { numRuns: 3000 },
    );
    expect(sqrtk(-5)).toBe(0);
  });
});

describe("normalInverse", () => {
  it("rises through all 65,536 inputs, and its probability is within 1.8 steps of the input's", () => {
    let last = -Infinity;
    let falls = 0;
    let worst = 0;
    for (let p = -32767; p <= 32767; p++) {
      const z = normalInverse(p << 16) / 32768;
      if (z < last) falls++;
      last = z;
      worst = Math.max(worst, Math.abs(65536 * (0.5 * erfc(-z / Math.SQRT2)) - (p + 32768)));
    }
    expect(falls).toBe(0);
    expect(worst).toBeLessThan(1.8);
  });

  it("is odd but for the lowest input, which is -7", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 32767 }), (p) => normalInverse(-p << 16) === 0 - normalInverse(p << 16)),
    );
    expect(normalInverse(0x80000000)).toBe(-7 * 32768);
  });
});

describe("the on-machine expander", () => {
  it("rounds weights half up and wraps 65536 to 0", () => {
    expect(rescaleWeight(32768, 100, 0)).toBe(100);
    expect(rescaleWeight(-16384, 3, 0)).toBe(2);
    expect(rescaleWeight(32768, 65536, 0)).toBe(0);
    expect(rescaleWeight(32768, 65535, 0x80000000)).toBe(0);
  });

  it("truncates delays where the host would round: 1.6 steps become 1", () => {
    expect(rescaleDelay(Math.round(1.6 * 32768), 32768)).toBe(1);
    expect(rescaleDelay(-32768, 32768)).toBe(1);
  });
});

describe("KISS generators", () => {
  it("follow the 64-bit recurrence for any state", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(word, word, word, word, (x, y, z, c) => {
        const generator = new Kiss64([x, y, z, c]);
        const mask = 0xffffffffn;
        const nextX = (314527869n * BigInt(x) + 1234567n) & mask;
        let nextY = BigInt(y);
        nextY ^= (nextY << 5n) & mask;
        nextY ^= nextY >> 7n;
        nextY ^= (nextY << 22n) & mask;
        const t = 4294584393n * BigInt(z) + BigInt(c);
        expect(generator.next()).toBe(Number((nextX + nextY + t) & mask));
        expect(generator.state()).toEqual([nextX, nextY, t & mask, t >> 32n].map(Number));
      }),
    );
  });

  it("continue from a saved state", () => {
    const one = new Kiss64(KISS64_DEFAULT_SEED);
    for (let k = 0; k < 10; k++) one.next();
    const other = new Kiss64(one.state());
    expect(Array.from({ length: 5 }, () => one.next())).toEqual(Array.from({ length: 5 }, () => other.next()));
  });

  it("replace y = 0 and bring c into its range", () => {
    expect(validKiss64Seed([1, 0, 3, 698769068])).toEqual([1, 13031301, 3, 1]);
  });

  it("fill 16 bins evenly: chi-square of 32,000 draws below 45 (15 degrees of freedom)", () => {
    for (const generator of [new Kiss64(KISS64_DEFAULT_SEED), new Kiss32()]) {
      const bins = new Array<number>(16).fill(0);
      for (let k = 0; k < 32_000; k++) bins[generator.next() >>> 28]++;
      expect(bins.reduce((sum, n) => sum + (n - 2000) ** 2 / 2000, 0)).toBeLessThan(45);
    }
  });
});
