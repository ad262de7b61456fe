import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { profileWords } from "./fpga-program.js";

describe("profileWords", () => {
  it("holds two decays of 12 bits and a refractory period of 6", () =>
    fc.assert(
      fc.property(fc.nat(4095), fc.nat(4095), fc.nat(63), (du, dv, refractory) => {
        const [low, high] = profileWords(du, dv, refractory);
        expect([low & 0xfff, high & 0xfff, (low >> 12) | ((high >> 12) << 4)]).toEqual([du, dv, refractory]);
        expect(Math.max(low, high)).toBeLessThan(2 ** 16);
      }),
    ));

  it("refuses a longer period, which its field would cut", () =>
    expect(() => profileWords(100, 41, 64)).toThrow("The FPGA board cannot wait 64 steps after a spike."));
});
