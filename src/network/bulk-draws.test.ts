import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PairDraws } from "./pair-draws.js";
import { BulkStream } from "../numerics/bulk-stream.js";
import { philoxBlocks } from "../numerics/philox-blocks/philox-blocks.js";
import { CounterStream, philox4x32 } from "../numerics/philox.js";

const uint32 = fc.nat(0xffffffff);

describe("philoxBlocks", () => {
  it("gives the words of each counter, with vectors and without", () => {
    fc.assert(
      fc.property(
        fc.record({ k0: uint32, k1: uint32, c0: uint32, c1: uint32, c2: uint32, step0: fc.nat(3), step1: fc.nat(3) }),
        fc.nat(2100),
        ({ k0, k1, ...counters }, count) => {
          const { c0, c1, c2, step0, step1 } = counters;
          const expected = new Uint32Array(4 * count + 1).fill(7);
          const block = new Uint32Array(4);
          for (let j = 0; j < count; j++) {
            philox4x32(block, k0, k1, c0 + j * step0, c1 + j * step1, c2, 0);
            expected.set(block, 4 * j);
          }
          for (const plain of [false, true]) {
            const words = new Uint32Array(4 * count + 1).fill(7);
            philoxBlocks(words, k0, k1, counters, count, plain);
            expect(words).toEqual(expected);
          }
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("BulkStream", () => {
  const draws = fc.array(fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 2 ** 32 })), { maxLength: 60 });

  it("draws what a CounterStream draws, whatever was expected", () => {
    fc.assert(
      fc.property(
        uint32,
        uint32,
        uint32,
        fc.nat(4),
        fc.nat(10_000),
        draws,
        (seed, stream, item, sub, expected, kinds) => {
          const one = new CounterStream(seed, stream, item, sub);
          const many = new BulkStream(seed, stream).reseat(item, sub, expected);
          for (const n of kinds) {
            if (n === null) expect(many.uniform()).toBe(one.uniform());
            else expect(many.below(n)).toBe(one.below(n));
          }
        },
      ),
    );
  });

  it("draws rows of uniform and normal numbers, odd lengths and long ones too, and leaves nothing to the next item", () => {
    const many = new BulkStream(3, 0xfedcba98);
    const one = new CounterStream(3, 0xfedcba98);
    for (const n of [0, 1, 2, 5, 4095, 4097, 9001]) {
      for (const kind of ["normal", "uniform"] as const) {
        const row = new Float64Array(n + 1);
        many.reseat(n, 2, 4096);
        if (kind === "normal") many.normals(row, n);
        else many.uniforms(row, n);
        one.reseat(n, 2);
        expect(row.subarray(0, n)).toEqual(Float64Array.from({ length: n }, () => one[kind]()));
      }
    }
  });
});

describe("PairDraws", () => {
  it("draws the candidates of each item from a stream of its own, refused words and pairs drawn again", () => {
    // Sizes just above half of 2^32 refuse nearly every second word.
    for (const [preSize, targets] of [
      [3, 7],
      [65_536, 20_683],
      [2 ** 31 + 1, 2 ** 31 + 12_345],
    ]) {
      const draws = new PairDraws(9, 1234, preSize, targets);
      const stream = new CounterStream(9, 1234);
      for (let k = 0; k < 2500; k++) {
        stream.reseat(k, 0);
        for (let again = 0; again <= k % 4; again++) {
          draws.next(k);
          expect([draws.pre, draws.target]).toEqual([stream.below(preSize), stream.below(targets)]);
        }
      }
    }
  });
});
