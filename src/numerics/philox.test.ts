import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CounterStream, philox4x32, streamOf } from "./philox.js";
import { meanOf, varianceOf } from "./sample-moments.js";

const hex = (key: number[], counter: number[]): string => {
  const out = new Uint32Array(4);
  philox4x32(out, key[0], key[1], counter[0], counter[1], counter[2], counter[3]);
  return Array.from(out, (word) => word.toString(16).padStart(8, "0")).join(" ");
};

/** The definition of the paper in exact integers, as an independent check of the 16-bit limbs. */
function philoxBigInt(key: number[], counter: number[]): string {
  const mask = 0xffffffffn;
  let [k0, k1] = key.map(BigInt);
  let [c0, c1, c2, c3] = counter.map(BigInt);
  for (let round = 0; round < 10; round++) {
    const a = 0xd2511f53n * c0;
    const b = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(b >> 32n) ^ c1 ^ k0, b & mask, (a >> 32n) ^ c3 ^ k1, a & mask];
    k0 = (k0 + 0x9e3779b9n) & mask;
    k1 = (k1 + 0xbb67ae85n) & mask;
  }
  return [c0, c1, c2, c3].map((word) => word.toString(16).padStart(8, "0")).join(" ");
}

/** Σ (observed - expected)² / expected for equal expectations. */
function chiSquare(counts: ArrayLike<number>, expected: number): number {
  return Array.from(counts).reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
}

describe("philox4x32", () => {
  it("gives the three known answers published with Random123", () => {
    expect(hex([0, 0], [0, 0, 0, 0])).toBe("6627e8d5 e169c58d bc57ac4c 9b00dbd8");
    const ones = 0xffffffff;
    expect(hex([ones, ones], [ones, ones, ones, ones])).toBe("408f276d 41c83b0e a20bc7c6 6d5451fd");
    expect(hex([0xa4093822, 0x299f31d0], [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344])).toBe(
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    );
  });

  it("equals the definition in exact integers for any key and counter", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(fc.tuple(word, word), fc.tuple(word, word, word, word), (key, counter) => {
        expect(hex(key, counter)).toBe(philoxBigInt(key, counter));
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

describe("streamOf", () => {
  it("is FNV-1a of the UTF-8 bytes: published values of the empty name, a and foobar", () => {
    expect(streamOf("")).toBe(0x811c9dc5);
    expect(streamOf("a")).toBe(0xe40c292c);
    expect(streamOf("foobar")).toBe(0xbf9cf968);
  });
});

describe("CounterStream", () => {
  it("draws 0..6 evenly in 70,000 draws: chi-square of 6 degrees of freedom below its 99.9 % point 22.5", () => {
    const stream = new CounterStream(1, 2);
    const counts = new Uint32Array(7);
    for (let i = 0; i < 70_000; i++) counts[stream.below(7)]++;
    expect(chiSquare(counts, 10_000)).toBeLessThan(22.5);
  });

  it("is unbiased where the range is not a divisor of 2^32 and large: thirds of 3·2^30 are even within the 99.9 % point 13.8", () => {
    // Without rejection one value in three would come up twice as often as the others.
    const stream = new CounterStream(3, 4);
    const counts = new Uint32Array(3);
    for (let i = 0; i < 60_000; i++) counts[stream.below(3 * 2 ** 30) % 3]++;
    expect(chiSquare(counts, 20_000)).toBeLessThan(13.8);
  });

  it("stays below n for any n up to 2^32", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(), (n, item) => {
        const value = new CounterStream(9, 8).reseat(item).below(n);
        expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
      }),
      { seed: 2 },
    );
  });

  it("gives uniform and normal variables with the right mean and variance within 5 standard errors of 100,000 draws", () => {
    const stream = new CounterStream(5, 6);
    const uniform = new Float64Array(100_000);
    const normal = new Float64Array(100_000);
    for (let i = 0; i < 100_000; i++) {
      uniform[i] = stream.uniform();
      normal[i] = stream.normal();
    }
    const standardError = 1 / Math.sqrt(100_000);
    expect(Math.abs(meanOf(uniform) - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12) * standardError);
    expect(Math.abs(varianceOf(uniform) - 1 / 12)).toBeLessThan(5 * Math.sqrt(1 / 180) * standardError);
    expect(Math.abs(meanOf(normal))).toBeLessThan(5 * standardError);
    expect(Math.abs(varianceOf(normal) - 1)).toBeLessThan(5 * Math.SQRT2 * standardError);
    expect(Math.abs(meanOf(normal.map((z) => z ** 4)) - 3)).toBeLessThan(5 * Math.sqrt(96) * standardError);
    expect(uniform.every((u) => u > 0 && u < 1)).toBe(true);
  });

  it("starts again after reseat, with the same draws whatever was drawn before", () => {
    const stream = new CounterStream(1, 2);
    const take = () => [stream.normal(), stream.uint32(), stream.below(10)];
    const first = (stream.reseat(7, 1), take());
    stream.reseat(8, 1).normal();
    expect((stream.reseat(7, 1), take())).toEqual(first);
    expect((stream.reseat(7, 2), take())).not.toEqual(first);
  });
});
