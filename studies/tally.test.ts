import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialInterval, shareText, tally, tallyText } from "./tally.js";

describe("binomialInterval", () => {
  it("is the rule of three at no success: 1 − 0.05^(1/n)", () => {
    expect(binomialInterval(0, 59)[0]).toBe(0);
    expect(binomialInterval(0, 59)[1]).toBeCloseTo(1 - 0.05 ** (1 / 59), 10);
    expect(binomialInterval(59, 59)).toEqual([expect.closeTo(0.05 ** (1 / 59), 10), 1]);
  });

  it("gives the tabulated 95 % limits of 5 of 10: 0.187 and 0.813", () => {
    const [low, high] = binomialInterval(5, 10, 0.025);
    expect(low).toBeCloseTo(0.1871, 4);
    expect(high).toBeCloseTo(0.8129, 4);
  });

  it("holds the observed share and mirrors when successes and failures swap", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(share * n);
        const [low, high] = binomialInterval(k, n);
        const [mirroredLow, mirroredHigh] = binomialInterval(n - k, n);
        expect(low).toBeLessThanOrEqual(k / n);
        expect(high).toBeGreaterThanOrEqual(k / n);
        expect(1 - mirroredHigh).toBeCloseTo(low, 8);
        expect(1 - mirroredLow).toBeCloseTo(high, 8);
      }),
    );
  });

  it("knows nothing without trials", () => {
    expect(binomialInterval(0, 0)).toEqual([0, 1]);
    expect(shareText(0, 0)).toBe("none of 0");
  });
});

describe("tally", () => {
  it("counts words and names the most frequent first", () => {
    expect(tally(["a", "b", "a"]).get("a")).toBe(2);
    expect(tallyText(["balanced", "silent", "balanced"])).toBe("2 balanced, 1 silent");
    expect(tallyText([])).toBe("");
  });
});
