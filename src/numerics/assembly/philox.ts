// Philox4x32-10 (src/numerics/philox.ts), four counters at once: lane j of c0..c3 is the counter of block j.

export const M0: u32 = 0xd2511f53;
export const M1: u32 = 0xcd9e8d57;
export const W0: u32 = 0x9e3779b9;
export const W1: u32 = 0xbb67ae85;

/** What the last call of `philox4` gave: lane j of word w is word w of block j. */
export let word0 = i32x4.splat(0);
export let word1 = i32x4.splat(0);
export let word2 = i32x4.splat(0);
export let word3 = i32x4.splat(0);

/** The upper halves of four products of 64 bits, two in each vector. */
// @ts-ignore: decorator
@inline
export function upperHalves(low: v128, high: v128): v128 {
  return i8x16.shuffle(low, high, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
}

/** The lower halves: cheaper than a multiplication of 32-bit lanes, which takes the machine two. */
// @ts-ignore: decorator
@inline
export function lowerHalves(low: v128, high: v128): v128 {
  return i8x16.shuffle(low, high, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27);
}

/** The upper halves of the products of 32-bit lanes, without sign. */
// @ts-ignore: decorator
@inline
export function highHalves(a: v128, b: v128): v128 {
  return upperHalves(i64x2.extmul_low_i32x4_u(a, b), i64x2.extmul_high_i32x4_u(a, b));
}

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
    const product01 = i64x2.extmul_low_i32x4_u(c0, m0);
    const product23 = i64x2.extmul_high_i32x4_u(c0, m0);
    const product45 = i64x2.extmul_low_i32x4_u(c2, m1);
    const product67 = i64x2.extmul_high_i32x4_u(c2, m1);
    c0 = v128.xor(upperHalves(product45, product67), v128.xor(c1, key0));
    c1 = lowerHalves(product45, product67);
    c2 = v128.xor(upperHalves(product01, product23), v128.xor(c3, key1));
    c3 = lowerHalves(product01, product23);
    key0 = i32x4.add(key0, w0);
    key1 = i32x4.add(key1, w1);
  }
  word0 = c0;
  word1 = c1;
  word2 = c2;
  word3 = c3;
}
