// Poisson counts of many sources of one rate in one step, as src/network/source-player.ts draws them.

import { philox4, word0, word1, word2, word3 } from "./philox";

/** The purpose of a draw, third word of the counter: `DrawPurpose.poisson`. */
const POISSON: i32 = 4;
/** Sources whose words one call of `philox4` gives. */
const SOURCES: u32 = 16;

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
