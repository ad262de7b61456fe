// Poisson counts of many sources of one rate in one step, as src/network/source-player.ts draws them.

import { philox4, word0, word1, word2, word3 } from "./philox";

/** The purpose of a draw, third word of the counter: `DrawPurpose.poisson`. */
const POISSON: i32 = 4;
/** Sources whose words one call of `philox4` gives. */
const SOURCES: u32 = 16;

/** With no more thresholds, comparing four words with one after the other is faster than looking each word up. */
const FEW: u32 = 32;
/** Order of signed numbers is that of unsigned ones with this bit turned. */
const SIGN: u32 = 0x80000000;

/** Adds -1 to `below` in the lanes of `x` that are below threshold t; both with their sign turned. */
// @ts-ignore: decorator
@inline
function countBelow(below: v128, t: v128, x: v128): v128 {
  return i32x4.add(below, i32x4.gt_s(t, x));
}

/** Stores the counts of the words that `philox4` gave: their numbers of thresholds, which ascend, are at most `n` and often far fewer. */
// @ts-ignore: decorator
@inline
function compareAll(thresholds: usize, n: u32, least: u32, out: usize): void {
  const sign = i32x4.splat(SIGN);
  const a = v128.xor(word0, sign);
  const b = v128.xor(word1, sign);
  const c = v128.xor(word2, sign);
  const d = v128.xor(word3, sign);
  let belowA = i32x4.splat(0);
  let belowB = belowA;
  let belowC = belowA;
  let belowD = belowA;
  let i: u32 = 0;
  for (let all = false; i < n && !all; ) {
    let t = i32x4.splat(0);
    for (const end = min<u32>(i + 4, n); i < end; i++) {
      t = v128.xor(v128.load32_splat(thresholds + (<usize>i << 2)), sign);
      belowA = countBelow(belowA, t, a);
      belowB = countBelow(belowB, t, b);
      belowC = countBelow(belowC, t, c);
      belowD = countBelow(belowD, t, d);
    }
    // Where all words are below this threshold, they are below the others.
    const highest = i32x4.max_s(i32x4.max_s(a, b), i32x4.max_s(c, d));
    all = i32x4.all_true(i32x4.gt_s(t, highest));
  }
  const most = i32x4.splat(least + i);
  belowA = i32x4.add(belowA, most);
  belowB = i32x4.add(belowB, most);
  belowC = i32x4.add(belowC, most);
  belowD = i32x4.add(belowD, most);
  // Source 4·j + w is lane j of word w: pairs of 16 bits, then pairs of pairs.
  const ab = v128.or(belowA, i32x4.shl(belowB, 16));
  const cd = v128.or(belowC, i32x4.shl(belowD, 16));
  v128.store(out, i8x16.shuffle(ab, cd, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23));
  v128.store(out, i8x16.shuffle(ab, cd, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31), 16);
}

/** Number of thresholds that are ≤ x; the search begins where the guide says. */
// @ts-ignore: decorator
@inline
function place(x: u32, thresholds: usize, n: u32, guide: usize, shift: u32): u32 {
  let i: u32 = load<u16>(guide + ((<usize>(x >> shift)) << 1));
  while (i < n && x >= load<u32>(thresholds + (<usize>i << 2))) i++;
  return i;
}

/**
 * Writes the counts of sources first .. first + 16·blocks - 1 to `out` (u16); `first` is a multiple of 16.
 * @param thresholds of the inverse-CDF table, `n` of them; a count is `least` and the number of thresholds ≤ the word
 */
export function poissonCounts(
  step: u32,
  seed: u32,
  stream: u32,
  first: u32,
  blocks: u32,
  thresholds: usize,
  n: u32,
  least: u32,
  guide: usize,
  shift: u32,
  out: usize,
): void {
  let block = i32x4.add(i32x4.splat(first >> 2), i32x4(0, 1, 2, 3));
  for (let b: u32 = 0; b < blocks; b++, out += SOURCES << 1) {
    philox4(seed, stream, i32x4.splat(step), block, i32x4.splat(POISSON), i32x4.splat(0));
    block = i32x4.add(block, i32x4.splat(4));
    if (n <= FEW) {
      compareAll(thresholds, n, least, out);
      continue;
    }
    const a = word0;
    const c = word1;
    const d = word2;
    const e = word3;
    // Source 4·j + w is lane j of word w.
    store<u16>(out, least + place(i32x4.extract_lane(a, 0), thresholds, n, guide, shift), 0);
    store<u16>(out, least + place(i32x4.extract_lane(c, 0), thresholds, n, guide, shift), 2);
    store<u16>(out, least + place(i32x4.extract_lane(d, 0), thresholds, n, guide, shift), 4);
    store<u16>(out, least + place(i32x4.extract_lane(e, 0), thresholds, n, guide, shift), 6);
    store<u16>(out, least + place(i32x4.extract_lane(a, 1), thresholds, n, guide, shift), 8);
    store<u16>(out, least + place(i32x4.extract_lane(c, 1), thresholds, n, guide, shift), 10);
    store<u16>(out, least + place(i32x4.extract_lane(d, 1), thresholds, n, guide, shift), 12);
    store<u16>(out, least + place(i32x4.extract_lane(e, 1), thresholds, n, guide, shift), 14);
    store<u16>(out, least + place(i32x4.extract_lane(a, 2), thresholds, n, guide, shift), 16);
    store<u16>(out, least + place(i32x4.extract_lane(c, 2), thresholds, n, guide, shift), 18);
    store<u16>(out, least + place(i32x4.extract_lane(d, 2), thresholds, n, guide, shift), 20);
    store<u16>(out, least + place(i32x4.extract_lane(e, 2), thresholds, n, guide, shift), 22);
    store<u16>(out, least + place(i32x4.extract_lane(a, 3), thresholds, n, guide, shift), 24);
    store<u16>(out, least + place(i32x4.extract_lane(c, 3), thresholds, n, guide, shift), 26);
    store<u16>(out, least + place(i32x4.extract_lane(d, 3), thresholds, n, guide, shift), 28);
    store<u16>(out, least + place(i32x4.extract_lane(e, 3), thresholds, n, guide, shift), 30);
  }
}
