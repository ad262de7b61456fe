import { describe, expect, it } from "vitest";
import { largestOf, smallestOf } from "./extrema.js";

describe("largestOf and smallestOf", () => {
  it("are Math.max and Math.min, for more values than a call takes arguments", () => {
    const many = Float64Array.from({ length: 1_000_000 }, (_, k) => ((k * 7919) % 1_000_003) - 500_000);
    expect(() => Math.max(...many)).toThrow(RangeError);
    const sorted = many.slice().sort();
    expect([largestOf(many), smallestOf(many)]).toEqual([sorted[sorted.length - 1], sorted[0]]);
    expect([largestOf([]), smallestOf([])]).toEqual([Math.max(), Math.min()]);
    expect([largestOf([1, NaN, 2]), smallestOf([1, NaN, 2])]).toEqual([NaN, NaN]);
    expect([largestOf([-3], 0), smallestOf([3], 0)]).toEqual([0, 0]);
  });
});
