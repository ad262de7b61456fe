// Poisson counts of many sources of one rate in one step, as src/network/source-player.ts draws them.

import { highBytes, highWords, lowBytes, lowWords } from "./bit-planes";
import { highHalves, lowerHalves, M0, M1, upperHalves, W0, W1 } from "./philox";

/** The purpose of a draw, third word of the counter: `DrawPurpose.poisson`. */
const POISSON: i32 = 4;
/** Sources whose words four counters give. */
const SOURCES: u32 = 16;
const ROUNDS = 10;

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

/** Stores the counts of 16 words: their numbers of thresholds, which ascend, are at most `n` and often far fewer. */
function compareAll(
  word0: v128,
  word1: v128,
  word2: v128,
  word3: v128,
  thresholds: usize,
  n: u32,
  least: u32,
  out: usize,
): void {
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

// Most words are told apart by their upper halves, eight in a vector. Where a half is that of a threshold, or beyond those compared, the
// whole words decide.

/** Thresholds whose upper halves are compared at most: so many bytes has a vector that is looked up in. */
const MOST_HALVES: u32 = 16;
/** Words from here on are rare enough to be compared whole: one in 4096. */
const RARE: u32 = 0xfff00000;
/** Upper halves of the thresholds, u16 with their sign turned; then their lower bytes, and their upper ones. */
const HALVES: usize = memory.data(64, 16);
const LOWER_BYTES: usize = HALVES + 32;
const UPPER_BYTES: usize = HALVES + 48;

/** Writes HALVES. Returns how many thresholds are to be compared, up to the first from RARE on; 0: there are too many. */
function prepareHalves(thresholds: usize, n: u32): u32 {
  for (let k: u32 = 0; k < min<u32>(n, MOST_HALVES); k++) {
    const threshold = load<u32>(thresholds + (<usize>k << 2));
    const half = (threshold >> 16) ^ 0x8000;
    store<u16>(HALVES + (<usize>k << 1), <u16>half);
    store<u8>(LOWER_BYTES + k, <u8>half);
    store<u8>(UPPER_BYTES + k, <u8>(half >> 8));
    if (threshold >= RARE) return k + 1;
  }
  return 0;
}

/** The upper halves of the words of sources 4·j .. 4·j + 3, as pairs, with their sign turned. */
// @ts-ignore: decorator
@inline
function halves(even: v128, odd: v128): v128 {
  const pair = v128.or(i32x4.shr_u(even, 16), v128.and(odd, i32x4.splat(0xffff0000)));
  return v128.xor(pair, i16x8.splat(<i16>0x8000));
}

/** Bits are set where the half of a word does not tell its count. @param x, y the halves @param before their counts, less 1 */
// @ts-ignore: decorator
@inline
function doubtful(x: v128, y: v128, beforeX: v128, beforeY: v128, compared: u32): v128 {
  const place = i8x16.narrow_i16x8_u(beforeX, beforeY);
  const lower = i8x16.swizzle(v128.load(LOWER_BYTES), place);
  const upper = i8x16.swizzle(v128.load(UPPER_BYTES), place);
  const beyond = i8x16.eq(place, i8x16.splat(<i8>(compared - 1)));
  return v128.or(beyond, v128.or(i16x8.eq(x, lowBytes(lower, upper)), i16x8.eq(y, highBytes(lower, upper))));
}

/** Stores the counts of 32 words, a of the first 16 sources and b of the next. */
// @ts-ignore: decorator
@inline
function compareHalves(
  a0: v128,
  a1: v128,
  a2: v128,
  a3: v128,
  b0: v128,
  b1: v128,
  b2: v128,
  b3: v128,
  thresholds: usize,
  n: u32,
  least: u32,
  compared: u32,
  hasB: bool,
  out: usize,
): void {
  const a01 = halves(a0, a1);
  const a23 = halves(a2, a3);
  const b01 = halves(b0, b1);
  const b23 = halves(b2, b3);
  const ax = lowWords(a01, a23);
  const ay = highWords(a01, a23);
  const bx = lowWords(b01, b23);
  const by = highWords(b01, b23);
  // Counts less 1: all that are compared, and -1 for each that a word is below.
  let countAx = i16x8.splat(<i16>(compared - 1));
  let countAy = countAx;
  let countBx = countAx;
  let countBy = countAx;
  let at = HALVES;
  const end = HALVES + (<usize>compared << 1);
  do {
    const t = v128.load16_splat(at);
    countAx = i16x8.add(countAx, i16x8.gt_s(t, ax));
    countAy = i16x8.add(countAy, i16x8.gt_s(t, ay));
    countBx = i16x8.add(countBx, i16x8.gt_s(t, bx));
    countBy = i16x8.add(countBy, i16x8.gt_s(t, by));
    at += 2;
  } while (at < end);
  const doubt = v128.or(
    doubtful(ax, ay, countAx, countAy, compared),
    doubtful(bx, by, countBx, countBy, compared),
  );
  if (v128.any_true(doubt)) {
    compareAll(a0, a1, a2, a3, thresholds, n, least, out);
    if (hasB) compareAll(b0, b1, b2, b3, thresholds, n, least, out + (SOURCES << 1));
    return;
  }
  const first = i16x8.splat(<i16>(least + 1));
  v128.store(out, i16x8.add(countAx, first));
  v128.store(out, i16x8.add(countAy, first), 16);
  if (!hasB) return;
  v128.store(out, i16x8.add(countBx, first), 32);
  v128.store(out, i16x8.add(countBy, first), 48);
}

/** Number of thresholds that are ≤ x; the search begins where the guide says. */
// @ts-ignore: decorator
@inline
function place(x: u32, thresholds: usize, n: u32, guide: usize, shift: u32): u32 {
  let i: u32 = load<u16>(guide + ((<usize>(x >> shift)) << 1));
  while (i < n && x >= load<u32>(thresholds + (<usize>i << 2))) i++;
  return i;
}

/** Stores the counts of the lanes of a word, those of every fourth source. */
// @ts-ignore: decorator
@inline
function lookUp(word: v128, thresholds: usize, n: u32, least: u32, guide: usize, shift: u32, out: usize): void {
  store<u16>(out, least + place(i32x4.extract_lane(word, 0), thresholds, n, guide, shift), 0);
  store<u16>(out, least + place(i32x4.extract_lane(word, 1), thresholds, n, guide, shift), 8);
  store<u16>(out, least + place(i32x4.extract_lane(word, 2), thresholds, n, guide, shift), 16);
  store<u16>(out, least + place(i32x4.extract_lane(word, 3), thresholds, n, guide, shift), 24);
}

/** Stores the counts of 16 words. */
// @ts-ignore: decorator
@inline
function storeCounts(
  word0: v128,
  word1: v128,
  word2: v128,
  word3: v128,
  thresholds: usize,
  n: u32,
  least: u32,
  guide: usize,
  shift: u32,
  out: usize,
): void {
  if (n <= FEW) {
    compareAll(word0, word1, word2, word3, thresholds, n, least, out);
    return;
  }
  lookUp(word0, thresholds, n, least, guide, shift, out);
  lookUp(word1, thresholds, n, least, guide, shift, out + 2);
  lookUp(word2, thresholds, n, least, guide, shift, out + 4);
  lookUp(word3, thresholds, n, least, guide, shift, out + 6);
}

// @ts-ignore: decorator
@inline
function highHalf(a: u32, b: u32): u32 {
  return <u32>((<u64>a * <u64>b) >> 32);
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
  if (blocks == 0) return;
  const m0 = i32x4.splat(M0);
  const m1 = i32x4.splat(M1);
  const w0 = i32x4.splat(W0);
  const w1 = i32x4.splat(W1);
  // Of the counter (step, block, POISSON, 0) only `block` differs: in rounds 1 to 3 half of the products, or all, are the same for all sources.
  const afterFirst0 = i32x4.splat(highHalf(POISSON, M1) ^ seed);
  const first2 = highHalf(step, M0) ^ stream;
  const second0 = highHalf(first2, M1) ^ (POISSON * M1) ^ (seed + W0);
  const afterSecond2 = i32x4.splat((step * M0) ^ (stream + W1));
  const afterThird0 = i32x4.splat((first2 * M1) ^ (seed + 2 * W0));
  const afterThird2 = i32x4.splat(highHalf(second0, M0) ^ (stream + 2 * W1));
  const afterThird3 = i32x4.splat(second0 * M0);
  const firstKey0 = i32x4.splat(seed + 3 * W0);
  const firstKey1 = i32x4.splat(stream + 3 * W1);
  const compared = prepareHalves(thresholds, n);
  let block = i32x4.add(i32x4.splat(first >> 2), i32x4(0, 1, 2, 3));
  // Two chains of four counters each: while one waits for its products the other goes on.
  let b: u32 = 0;
  do {
    let a0 = v128.xor(block, afterFirst0);
    let b0 = v128.xor(i32x4.add(block, i32x4.splat(4)), afterFirst0);
    block = i32x4.add(block, i32x4.splat(8));
    let a2 = v128.xor(highHalves(a0, m0), afterSecond2);
    let b2 = v128.xor(highHalves(b0, m0), afterSecond2);
    let a3 = i32x4.mul(a0, m0);
    let b3 = i32x4.mul(b0, m0);
    a0 = v128.xor(highHalves(a2, m1), afterThird0);
    b0 = v128.xor(highHalves(b2, m1), afterThird0);
    let a1 = i32x4.mul(a2, m1);
    let b1 = i32x4.mul(b2, m1);
    a2 = v128.xor(a3, afterThird2);
    b2 = v128.xor(b3, afterThird2);
    a3 = afterThird3;
    b3 = afterThird3;
    let key0 = firstKey0;
    let key1 = firstKey1;
    let round = 3;
    do {
      const a01 = i64x2.extmul_low_i32x4_u(a0, m0);
      const a23 = i64x2.extmul_high_i32x4_u(a0, m0);
      const a45 = i64x2.extmul_low_i32x4_u(a2, m1);
      const a67 = i64x2.extmul_high_i32x4_u(a2, m1);
      const b01 = i64x2.extmul_low_i32x4_u(b0, m0);
      const b23 = i64x2.extmul_high_i32x4_u(b0, m0);
      const b45 = i64x2.extmul_low_i32x4_u(b2, m1);
      const b67 = i64x2.extmul_high_i32x4_u(b2, m1);
      a0 = v128.xor(upperHalves(a45, a67), v128.xor(a1, key0));
      a1 = lowerHalves(a45, a67);
      a2 = v128.xor(upperHalves(a01, a23), v128.xor(a3, key1));
      a3 = lowerHalves(a01, a23);
      b0 = v128.xor(upperHalves(b45, b67), v128.xor(b1, key0));
      b1 = lowerHalves(b45, b67);
      b2 = v128.xor(upperHalves(b01, b23), v128.xor(b3, key1));
      b3 = lowerHalves(b01, b23);
      key0 = i32x4.add(key0, w0);
      key1 = i32x4.add(key1, w1);
    } while (++round < ROUNDS);
    const hasB = b + 1 < blocks;
    if (compared != 0)
      compareHalves(a0, a1, a2, a3, b0, b1, b2, b3, thresholds, n, least, compared, hasB, out);
    else {
      storeCounts(a0, a1, a2, a3, thresholds, n, least, guide, shift, out);
      if (hasB) storeCounts(b0, b1, b2, b3, thresholds, n, least, guide, shift, out + (SOURCES << 1));
    }
    out += 2 * (SOURCES << 1);
    b += 2;
  } while (b < blocks);
}
