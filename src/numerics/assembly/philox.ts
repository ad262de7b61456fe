// Philox4x32-10 (src/numerics/philox.ts), four counters at once: lane j of c0..c3 is the counter of block j.

const M0: u32 = 0xd2511f53;
const M1: u32 = 0xcd9e8d57;
const W0: u32 = 0x9e3779b9;
const W1: u32 = 0xbb67ae85;

/** What the last call of `philox4` gave: lane j of word w is word w of block j. */
export let word0 = i32x4.splat(0);
export let word1 = i32x4.splat(0);
export let word2 = i32x4.splat(0);
export let word3 = i32x4.splat(0);

/** Draws the blocks of four counters under one key. */
// @ts-ignore: decorator
@inline
export function philox4(k0: u32, k1: u32, c0: v128, c1: v128, c2: v128, c3: v128): void {
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  const w0 = i32x4.splat(W0);
  const w1 = i32x4.splat(W1);
  let key0 = i32x4.splat(k0);
  let key1 = i32x4.splat(k1);
  for (let round = 0; round < 10; round++) {
    const even0 = i64x2.extmul_low_i32x4_u(c0, m0);
    const odd0 = i64x2.extmul_high_i32x4_u(c0, m0);
    const even1 = i64x2.extmul_low_i32x4_u(c2, m1);
    const odd1 = i64x2.extmul_high_i32x4_u(c2, m1);
    // 64-bit products: lanes 0, 2 of each are low halves, 1, 3 high halves.
    const low0 = i8x16.shuffle(even0, odd0, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    const high0 = i8x16.shuffle(even0, odd0, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    const low1 = i8x16.shuffle(even1, odd1, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
    const high1 = i8x16.shuffle(even1, odd1, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    c0 = v128.xor(v128.xor(high1, c1), key0);
    c1 = low1;
    c2 = v128.xor(v128.xor(high0, c3), key1);
    c3 = low0;
    key0 = i32x4.add(key0, w0);
    key1 = i32x4.add(key1, w1);
  }
  word0 = c0;
  word1 = c1;
  word2 = c2;
  word3 = c3;
}
