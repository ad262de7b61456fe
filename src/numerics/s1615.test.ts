/** S16.15 arithmetic against BigInt, for all int32 and at the edges. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ceilToInteger, decayFloor, decayRounded, multiplyFloor, multiplySaturating, roundToInteger } from "./s1615.js";
import { decayToU032, kdivk, kdivui } from "./s1615-division.js";
import { mulHigh, mulHighSigned } from "./wide-multiply.js";

const edges = [
  0, 1, -1, 2, -2, 32767, 32768, -32768, 32769, 65535, 65536, 0x7fffffff, -0x80000000, -0x7fffffff, 0x40000000,
  -0x40000000,
];
const int32 = fc.oneof(
  fc.constantFrom(...edges),
  fc.integer({ min: -0x80000000, max: 0x7fffffff }),
  fc.integer({ min: -100_000, max: 100_000 }),
);
const uint32 = fc.oneof(
  fc.constantFrom(0, 1, 2, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff, 0xffff, 0x10000),
  fc.integer({ min: 0, max: 0xffffffff }),
);
const wrap = (x: bigint) => Number(BigInt.asIntN(32, x));
const saturate = (x: bigint) => Number(x > 0x7fffffffn ? 0x7fffffffn : x < -0x80000000n ? -0x80000000n : x);
const often = { numRuns: 20_000 };

describe("64-bit products", () => {
  it("mulHigh and mulHighSigned are floor(a·b / 2^32) for all operands", () => {
    fc.assert(
      fc.property(uint32, uint32, (a, b) => mulHigh(a, b) === Number((BigInt(a) * BigInt(b)) >> 32n)),
      often,
    );
    fc.assert(
      fc.property(int32, uint32, (x, u) => mulHighSigned(x, u) === Number((BigInt(x) * BigInt(u)) >> 32n)),
      often,
    );
  });

  it("take an int32 bit pattern in place of a uint32", () => {
    fc.assert(
      fc.property(
        int32,
        uint32,
        (x, u) => mulHighSigned(x, u | 0) === mulHighSigned(x, u) && mulHigh(u | 0, u | 0) === mulHigh(u, u),
      ),
    );
  });
});

describe("S16.15", () => {
  it("multiplyFloor is int32((a·b) >> 15)", () => {
    fc.assert(
      fc.property(int32, int32, (a, b) => multiplyFloor(a, b) === wrap((BigInt(a) * BigInt(b)) >> 15n)),
      often,
    );
  });

  it("rounds 1 LSB times -1 LSB to -1 LSB: floor, not truncation", () => {
    expect(multiplyFloor(1, -1)).toBe(-1);
    expect(multiplySaturating(1, -1, 2 ** 14)).toBe(0);
  });

  it("multiplySaturating is sat32((a·b + below) >> 15) for every noise below the cut", () => {
    const below = fc.oneof(fc.constantFrom(0, 2 ** 14, 2 ** 15 - 1), fc.integer({ min: 0, max: 2 ** 15 - 1 }));
    fc.assert(
      fc.property(
        int32,
        int32,
        below,
        (a, b, d) => multiplySaturating(a, b, d) === saturate((BigInt(a) * BigInt(b) + BigInt(d)) >> 15n),
      ),
      often,
    );
  });

  it("saturates -65536 · -65536 and keeps the largest product that fits", () => {
    expect(multiplySaturating(-0x80000000, -0x80000000, 0)).toBe(0x7fffffff);
    expect(multiplySaturating(-0x80000000, 32768, 0)).toBe(-0x80000000);
    expect(multiplySaturating(-0x80000000, -32768, 0)).toBe(0x7fffffff);
    expect(multiplySaturating(0x7fffffff, 32768, 2 ** 15 - 1)).toBe(0x7fffffff);
  });

  it("decays are (x·u + below) >> 32 without overflow", () => {
    fc.assert(
      fc.property(int32, uint32, (x, u) => decayFloor(x, u) === Number((BigInt(x) * BigInt(u)) >> 32n)),
      often,
    );
    fc.assert(
      fc.property(
        int32,
        uint32,
        uint32,
        (x, u, d) => decayRounded(x, u, d) === Number((BigInt(x) * BigInt(u) + BigInt(d)) >> 32n),
      ),
      often,
    );
  });

  it("never lets a floor decay of a negative state reach 0: it ends at -1 LSB or below", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -0x80000000, max: -1 }),
        fc.integer({ min: 1, max: 0xffffffff }),
        (x, u) => decayFloor(x, u) <= -1,
      ),
    );
  });

  it("rounds half up and takes the ceiling of all values", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -0x80000000, max: 0x7fffffff }),
        (x) => roundToInteger(x) === Math.floor(x / 32768 + 0.5) && ceilToInteger(x) === Math.ceil(x / 32768) + 0,
      ),
    );
  });

  it("divides like unsigned 64-bit truncation where operands are not negative, and refuses 0", () => {
    const positive = fc.integer({ min: 1, max: 0x7fffffff });
    fc.assert(
      fc.property(
        fc.nat(0x7fffffff),
        positive,
        (a, b) => kdivk(a, b) === wrap((BigInt(a) << 15n) / BigInt(b)) && kdivui(a, b) === wrap(BigInt(a) / BigInt(b)),
      ),
    );
    fc.assert(
      fc.property(
        fc.nat(0x7fffffff),
        uint32,
        (x, u) => decayToU032(x, u) === Number(BigInt.asUintN(32, (BigInt(x) * BigInt(u)) >> 15n)),
      ),
    );
    expect(() => kdivk(1, 0)).toThrow(RangeError);
  });
});
