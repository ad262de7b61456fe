// Many blocks of Philox4x32-10 at once; the readable one, which decides, is ../../philox.ts.
import { philox4, word0, word1, word2, word3 } from "../../assembly/philox";

/**
 * Writes blocks 0..count-1, four words each, to `out`; up to three blocks more are overwritten.
 * The counter of block j is (c0 + j·step0, c1 + j·step1, c2, 0), the key (k0, k1).
 */
export function philoxBlocks(
  out: usize,
  k0: u32,
  k1: u32,
  c0: u32,
  c1: u32,
  c2: u32,
  step0: u32,
  step1: u32,
  count: u32,
): void {
  const lanes = i32x4(0, 1, 2, 3);
  let first = i32x4.add(i32x4.splat(c0), i32x4.mul(lanes, i32x4.splat(step0)));
  let second = i32x4.add(i32x4.splat(c1), i32x4.mul(lanes, i32x4.splat(step1)));
  const third = i32x4.splat(c2);
  for (let j: u32 = 0; j < count; j += 4) {
    philox4(k0, k1, first, second, third, i32x4.splat(0));
    // Lane j of word w is word w of block j: turned round, so that the words of a block lie together.
    const low01 = i8x16.shuffle(word0, word1, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
    const high01 = i8x16.shuffle(word0, word1, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
    const low23 = i8x16.shuffle(word2, word3, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
    const high23 = i8x16.shuffle(word2, word3, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
    v128.store(out, i64x2.shuffle(low01, low23, 0, 2));
    v128.store(out, i64x2.shuffle(low01, low23, 1, 3), 16);
    v128.store(out, i64x2.shuffle(high01, high23, 0, 2), 32);
    v128.store(out, i64x2.shuffle(high01, high23, 1, 3), 48);
    out += 64;
    first = i32x4.add(first, i32x4.splat(4 * step0));
    second = i32x4.add(second, i32x4.splat(4 * step1));
  }
}
