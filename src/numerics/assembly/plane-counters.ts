// Counters out of the planes that add-bitmaps.ts fills.

import { transposed, lowBytes, highBytes, lowWords, highWords, lowPairs, highPairs } from "./bit-planes";

/**
 * Makes a byte counter of every place: byte b of the eight planes, side by side, is a square of bits, and its transpose the counters of
 * places 8·b .. 8·b + 7.
 * @param planes eight, of `bytes` each, a multiple of 16
 * @param counters 8 · `bytes`
 */
export function countersOf(planes: usize, bytes: usize, counters: usize): void {
  const end = planes + bytes;
  for (let x = planes; x < end; x += 16) {
    let p = x;
    const p0 = v128.load(p);
    const p1 = v128.load((p += bytes));
    const p2 = v128.load((p += bytes));
    const p3 = v128.load((p += bytes));
    const p4 = v128.load((p += bytes));
    const p5 = v128.load((p += bytes));
    const p6 = v128.load((p += bytes));
    const p7 = v128.load((p += bytes));
    let pair01 = lowBytes(p0, p1);
    let pair23 = lowBytes(p2, p3);
    let pair45 = lowBytes(p4, p5);
    let pair67 = lowBytes(p6, p7);
    for (let half = 0; half < 2; half++, counters += 64) {
      const a = lowPairs(pair01, pair23);
      const b = highPairs(pair01, pair23);
      const c = lowPairs(pair45, pair67);
      const d = highPairs(pair45, pair67);
      v128.store(counters, transposed(lowWords(a, c)));
      v128.store(counters, transposed(highWords(a, c)), 16);
      v128.store(counters, transposed(lowWords(b, d)), 32);
      v128.store(counters, transposed(highWords(b, d)), 48);
      pair01 = highBytes(p0, p1);
      pair23 = highBytes(p2, p3);
      pair45 = highBytes(p4, p5);
      pair67 = highBytes(p6, p7);
    }
  }
}
