import { describe, expect, it } from "vitest";
import { shownDigits } from "./shown-digits.js";

const of = (value: number, half: number) => shownDigits({ value, low: value - half, high: value + half });

describe("shownDigits", () => {
  it("shows two digits of the interval", () => expect(of(0.507, 0.012)).toMatchObject({ decimals: 3, bound: null }));
  it("shows at most four digits of the value, and the interval below them as a bound", () => {
    expect(of(0.7239, 0.00001)).toMatchObject({ decimals: 4, bound: "<0.0001" });
    expect(of(1234.5, 0.01)).toMatchObject({ decimals: 0, bound: "<1" });
  });
  it("has no interval with one seed, nor where nothing was measured", () => {
    expect(of(5, 0).half).toBe(0);
    expect(of(NaN, NaN).half).toBeNaN();
  });
});
