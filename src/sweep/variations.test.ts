import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { targetById } from "../targets/registry.js";
import { variableNames, variationsOf } from "./variations.js";

const LOIHI = targetById("loihi1");
const SPINNAKER = targetById("spinnaker1");

describe("variationsOf", () => {
  it("gives every combination, the first axis slowest", () => {
    expect(variationsOf(["weight-bits=8,2", "rounding=nearest,balance"], LOIHI).map((v) => v.options)).toEqual([
      { weightBits: 8, rounding: "nearest" },
      { weightBits: 8, rounding: "balance" },
      { weightBits: 2, rounding: "nearest" },
      { weightBits: 2, rounding: "balance" },
    ]);
  });

  it("keeps the values as they were written, and reads truth values and numbers", () => {
    expect(variationsOf(["compensate-decay=false"], LOIHI)).toEqual([
      { values: { "compensate-decay": "false" }, options: { compensateDecay: false } },
    ]);
    expect(variationsOf(["accepted-saturation=1e-6"], SPINNAKER)).toEqual([
      { values: { "accepted-saturation": "1e-6" }, options: { acceptedSaturation: 1e-6 } },
    ]);
  });

  it.each([
    ["fit-timestep=0,0.05", /"fit-timestep" cannot be varied: another time step.*\n.*weight-bits/],
    ["expected-rates=1", /"expected-rates" cannot be varied/],
    ["rounding=nearest,upwards", /--vary rounding=upwards is none of its choices.*\n.*balance, nearest/],
    ["weight-bits=8,8", /names a value twice/],
    ["scale=10,1e1", /names a value twice/],
    ["weight-bits", /--vary weight-bits= is none of its choices/],
    ["weight-bits=8,08", /--vary weight-bits=08 is none of its choices/],
    ["scale=0", /--vary scale=0 is not a number above 0/],
    ["scale=", /--vary scale= is not a number above 0/],
    ["scale=0x10", /--vary scale=0x10 is not a number above 0/],
    ["compensate-decay=yes", /--vary compensate-decay=yes is neither true nor false/],
    ["__proto__=1", /cannot be varied: it is no option of any target/],
    ["shift-rule=published", /"shift-rule" is an option of SpiNNaker-style targets; loihi1 is none.*\n.*weight-bits/],
  ])("refuses %s with a sentence", (axis, message) => {
    expect(() => variationsOf([axis], LOIHI)).toThrow(message);
  });

  it("refuses what another chip has, with what this one has", () => {
    expect(() => variationsOf(["weight-bits=8,2"], SPINNAKER)).toThrow(
      /"weight-bits" is an option of Loihi-style targets; spinnaker1 is none.*\n.*least-shift/,
    );
    expect(() => variationsOf(["profile=hw"], SPINNAKER)).toThrow(/no arithmetic profile `hw`.*\n.*floor, nearest_sat/);
    expect(() => variationsOf(["profile=hw"], targetById("loihi2"))).toThrow(/no arithmetic profile `hw`.*\n.*lava/);
  });

  it("refuses values that are wrong together, with each other or with the options that all variants share", () => {
    const message = /--vary weight-bits=1 leaves a signed weight of loihi1 no magnitude/;
    expect(() => variationsOf(["weight-bits=8,1", "sign-mode=separate,mixed"], LOIHI)).toThrow(message);
    expect(() => variationsOf(["weight-bits=8,1"], LOIHI, { signMode: "mixed" })).toThrow(message);
    expect(variationsOf(["weight-bits=8,1"], LOIHI)).toHaveLength(2);
  });

  it("refuses an option given on two axes", () => {
    expect(() => variationsOf(["rounding=nearest", "rounding=floor"], LOIHI)).toThrow(/names rounding twice/);
  });

  it("makes as many variants as the product of its axes, all different", () => {
    fc.assert(
      fc.property(
        fc.subarray([1, 2, 3, 4, 5, 6, 8], { minLength: 1 }),
        fc.subarray(["balance", "nearest", "stochastic", "floor"], { minLength: 1 }),
        fc.subarray(["hw", "lava"], { minLength: 1 }),
        (bits, roundings, profiles) => {
          const axes = [`weight-bits=${bits.join()}`, `rounding=${roundings.join()}`, `profile=${profiles.join()}`];
          const variants = variationsOf(axes, LOIHI);
          expect(variants).toHaveLength(bits.length * roundings.length * profiles.length);
          expect(new Set(variants.map((v) => JSON.stringify(v.options))).size).toBe(variants.length);
        },
      ),
    );
  });

  it("names what it can vary for --help: none that leaves the spikes alone or moves the reference", () => {
    expect(variableNames).toEqual([
      "profile",
      "rounding",
      "synaptic-latency",
      "weight-bits",
      "sign-mode",
      "weight-exponent",
      "compensate-decay",
      "scale",
      "poisson",
      "conductance",
      "shift-rule",
      "accepted-saturation",
      "input-peak",
      "least-shift",
      "atoms-per-core",
      "synapse-cores",
    ]);
  });
});
