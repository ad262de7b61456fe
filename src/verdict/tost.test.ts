import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { CounterStream } from "../numerics/philox.js";
import { neededSeeds } from "./needed-seeds.js";
import { testBelow, tostIndependent, tostPaired } from "./tost.js";

const trials = 3000;

function shares(test: (random: CounterStream) => "yes" | "no" | "undecided", seed: number) {
  const random = new CounterStream(seed, 3);
  const count = { yes: 0, no: 0, undecided: 0 };
  for (let r = 0; r < trials; r++) count[test(random.reseat(r))]++;
  return { yes: count.yes / trials, no: count.no / trials };
}

const normals = (random: CounterStream, n: number, mean: number, sd: number) =>
  Array.from({ length: n }, () => mean + sd * random.normal());
/** 5 % and three standard errors of a share of 3,000 trials. */
const ALPHA_BOUND = 0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials);

describe("tost", () => {
  it("says equivalent in at most 5 % of trials where the true difference is the margin, for 3, 5 and 10 seeds and any spread", () => {
    for (const n of [3, 5, 10]) {
      for (const sd of [0.05, 0.3, 1]) {
        expect(shares((random) => tostPaired(normals(random, n, 1, sd), 1).equivalent, n).yes).toBeLessThan(
          ALPHA_BOUND,
        );
        expect(shares((random) => tostPaired(normals(random, n, -1, sd), 1).equivalent, n).no).toBeLessThan(
          ALPHA_BOUND,
        );
      }
    }
  });

  it("keeps that error for independent samples of unequal spread", () => {
    expect(
      shares((random) => tostIndependent(normals(random, 5, 0, 0.1), normals(random, 4, 1, 0.4), 1).equivalent, 6).yes,
    ).toBeLessThan(ALPHA_BOUND);
  });

  it("decides for equal means in 99 % of trials with 3 seeds once the spread is a fifth of the margin", () => {
    expect(shares((random) => tostPaired(normals(random, 3, 0, 0.2), 1).equivalent, 1).yes).toBeGreaterThan(0.99);
  });

  it("never says equivalent while the interval leaves the margin, nor outside while it touches it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 0, maxLength: 8 }),
        fc.double({ min: 0.01, max: 4, noNaN: true }),
        (d, margin) => {
          const t = tostPaired(d, margin);
          expect(t.equivalent === "yes").toBe(t.lower >= -margin && t.upper <= margin);
          expect(t.equivalent === "no").toBe(t.lower > margin || t.upper < -margin);
          if (Number.isFinite(t.p) && t.standardError > 1e-9 && Math.abs(t.p - 0.05) > 1e-9)
            expect(t.p < 0.05).toBe(t.equivalent === "yes");
          if (d.length < 2) expect(t.equivalent).toBe("undecided");
        },
      ),
    );
  });

  it("identical runs are equivalent, and unmeasurable ones undecided", () => {
    expect(tostPaired([0, 0, 0], 0.1).equivalent).toBe("yes");
    expect(tostPaired([0, NaN, 0], 0.1).equivalent).toBe("undecided");
    expect(testBelow([0.1, NaN], 1).equivalent).toBe("undecided");
  });

  it("testBelow errs in at most 5 % where the mean distance is the margin", () => {
    expect(shares((random) => testBelow(normals(random, 4, 1, 0.2), 1).equivalent, 2).yes).toBeLessThan(ALPHA_BOUND);
  });
});

describe("neededSeeds", () => {
  it("grows with the spread, and is null at the margin itself", () => {
    const a = neededSeeds(0, 0.5, 1, 3);
    const b = neededSeeds(0, 1, 1, 3);
    expect(a).not.toBeNull();
    expect(b).toBeGreaterThan(a as number);
    expect(neededSeeds(1, 0.5, 1, 3)).toBeNull();
    expect(neededSeeds(0, NaN, 1, 1)).toBeNull();
  });

  it("gives a number with which at least 80 % of repetitions decide", () => {
    const n = neededSeeds(0.3, 0.6, 1, 3) as number;
    expect(shares((random) => tostPaired(normals(random, n, 0.3, 0.6), 1).equivalent, 4).yes).toBeGreaterThan(0.78);
  });
});
