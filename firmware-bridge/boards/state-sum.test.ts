import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loihiTerm, spinnakerTerm, stateSumOfStep } from "./state-sum.js";

const i32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const i24 = fc.integer({ min: -(2 ** 23), max: 2 ** 23 - 1 });
const id = fc.integer({ min: 0, max: 32_767 });
const step = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const MOD = 1n << 32n;
const mod = (x: bigint) => ((x % MOD) + MOD) % MOD;

/** The definition of docs/wire-protocol.md in whole numbers without limit. */
function key(at: number, neuron: number): bigint {
  const x = mod(BigInt(at) * 0x85ebca6bn + BigInt(neuron) * 0x9e3779b1n);
  return x ^ (x >> 15n);
}

describe("the sum of states", () => {
  it("has the value of the worked example of docs/wire-protocol.md, in both families", () => {
    expect(spinnakerTerm(3, 5, 1000, 20, 3, 2).toString(16)).toBe("4b338b07");
    expect(loihiTerm(3, 5, -2, 70_000, 3).toString(16)).toBe("fb3886ee");
  });

  it("is what the definition says, of the SpiNNaker family", () => {
    const A = 0x9e3779b1n;
    fc.assert(
      fc.property(step, id, i32, i32, i32, i32, (at, neuron, v, e, i, r) => {
        const words = BigInt(v) + A * (BigInt(e) + A * (BigInt(i) + A * BigInt(r)));
        expect(BigInt(spinnakerTerm(at, neuron, v, e, i, r))).toBe(mod((key(at, neuron) | 1n) * words));
      }),
    );
  });

  it("is what the definition says, of the Loihi family", () => {
    fc.assert(
      fc.property(step, id, i24, i24, fc.integer({ min: 0, max: 63 }), (at, neuron, u, v, r) => {
        const k = key(at, neuron);
        const [u24, v24] = [BigInt(u) & 0xffffffn, BigInt(v) & 0xffffffn];
        const sum =
          ((k & 0xffffn) | 1n) * (u24 & 0xffffn) +
          ((k >> 16n) | 1n) * (v24 & 0xffffn) +
          (((k >> 8n) & 0xffffn) | 1n) * (((v24 >> 16n) << 8n) | (u24 >> 16n)) +
          (((k & 0xffn) << 8n) | (k >> 24n) | 1n) * BigInt(r);
        expect(BigInt(loihiTerm(at, neuron, u, v, r))).toBe(mod(sum));
      }),
    );
  });

  it("differs where one word differs, whatever it is", () => {
    const bit = fc.integer({ min: 0, max: 31 });
    const words = fc.tuple(i32, i32, i32, i32);
    fc.assert(
      fc.property(step, id, words, fc.nat(3), bit, (at, neuron, [v, e, i, r], which, place) => {
        const changed = [v, e, i, r].map((word, k) => (k === which ? word ^ (1 << place) : word));
        const [cv, ce, ci, cr] = changed;
        expect(spinnakerTerm(at, neuron, cv, ce, ci, cr)).not.toBe(spinnakerTerm(at, neuron, v, e, i, r));
      }),
    );
    fc.assert(
      fc.property(step, id, i24, i24, fc.nat(63), fc.nat(53), (at, neuron, u, v, r, place) => {
        const flipped =
          place < 24
            ? loihiTerm(at, neuron, u ^ (1 << place), v, r)
            : place < 48
              ? loihiTerm(at, neuron, u, v ^ (1 << (place - 24)), r)
              : loihiTerm(at, neuron, u, v, r ^ (1 << (place - 48)));
        expect(flipped).not.toBe(loihiTerm(at, neuron, u, v, r));
      }),
    );
  });

  it("of a step is the sum over its neurons", () => {
    const [a, b] = [Float64Array.of(1, -70_000), Float64Array.of(0, 3)];
    const zero = new Float64Array(2);
    expect(stateSumOfStep(9, { u: zero, v: a, refractory: b, excitatory: b, inhibitory: zero })).toBe(
      (spinnakerTerm(9, 0, 1, 0, 0, 0) + spinnakerTerm(9, 1, -70_000, 3, 0, 3)) >>> 0,
    );
    expect(stateSumOfStep(9, { u: a, v: zero, refractory: b })).toBe(
      (loihiTerm(9, 0, 1, 0, 0) + loihiTerm(9, 1, -70_000, 0, 3)) >>> 0,
    );
  });
});
