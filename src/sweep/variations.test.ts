import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { variableOptions, variationsOf } from "./variations.js";

describe("variationsOf", () => {
  it("gives every combination, the first axis slowest", () => {
    expect(variationsOf(["weight-bits=8,2", "rounding=nearest,balance"]).map((v) => v.options)).toEqual([
      { weightBits: 8, rounding: "nearest" },
      { weightBits: 8, rounding: "balance" },
      { weightBits: 2, rounding: "nearest" },
      { weightBits: 2, rounding: "balance" },
    ]);
  });

  it("keeps the values as they were written, and reads a truth value", () => {
    expect(variationsOf(["compensate-decay=false"])).toEqual([
      { values: { "compensate-decay": "false" }, options: { compensateDecay: false } },
    ]);
  });

  it.each([
    ["fit-timestep=0,0.05", /"fit-timestep" cannot be varied/],
    ["rounding=nearest,upwards", /"upwards" is no value of rounding/],
    ["weight-bits=8,8", /names a value twice/],
    ["weight-bits", /"" is no value of weight-bits/],
    ["__proto__=1", /cannot be varied/],
  ])("refuses %s with a sentence", (axis, message) => {
    expect(() => variationsOf([axis])).toThrow(message);
  });

  it("refuses an option given on two axes", () => {
    expect(() => variationsOf(["rounding=nearest", "rounding=floor"])).toThrow(/names rounding twice/);
  });

  it("makes as many variants as the product of its axes, all different", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1 }),
        fc.subarray(["balance", "nearest", "stochastic", "floor"], { minLength: 1 }),
        fc.subarray(["hw", "lava"], { minLength: 1 }),
        (bits, roundings, profiles) => {
          const variants = variationsOf([`weight-bits=${bits}`, `rounding=${roundings}`, `profile=${profiles}`]);
          expect(variants).toHaveLength(bits.length * roundings.length * profiles.length);
          expect(new Set(variants.map((v) => JSON.stringify(v.options))).size).toBe(variants.length);
        },
      ),
    );
  });

  it("names its six options for --help", () => {
    expect(variableOptions).toEqual([
      "weight-bits",
      "rounding",
      "weight-exponent",
      "sign-mode",
      "compensate-decay",
      "profile",
    ]);
  });
});
