// Counting by bitmaps, one a source: rows are added bit by bit with carry-save adders (Harley and Seal), eight at once, into planes of
// a sum of 8 bits; then the planes become a byte counter for each target (../counted-sums.ts).

import { add3, carry } from "../../../../src/numerics/assembly/bit-planes";
import { countersOf } from "../../../../src/numerics/assembly/plane-counters";

const AT_ONCE: u32 = 8;
/** Bytes of a line of the cache. */
const LINE: usize = 64;

/** The bitmap of entry e; beyond the last one, the empty bitmap `nothing`. */
// @ts-ignore: decorator
@inline
function bitmapOf(bitmaps: usize, bytes: usize, ids: usize, e: u32, entries: u32, preFirst: u32, nothing: usize): usize {
  return e < entries ? bitmaps + <usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst) * bytes : nothing;
}

let fetched: u32 = 0;

/** Reads every line of eight bitmaps: many at once are on their way to the cache, which the adders, that wait for all eight, do not manage. */
function fetchRows(bitmaps: usize, bytes: usize, ids: usize, from: u32, entries: u32, preFirst: u32): void {
  let any: u32 = 0;
  for (let e = from; e < min(from + AT_ONCE, entries); e++) {
    const row = bitmapOf(bitmaps, bytes, ids, e, entries, preFirst, 0);
    for (let x: usize = 0; x < bytes; x += LINE) any |= load<u32>(row + x);
  }
  fetched = any;
}

/**
 * Counts, for each target, the spiking rows whose bit is set. At most 255 rows.
 * @param planes 8 · `bytes`, which hold 0 before and after
 * @param counters a byte for each of the targets, 8 · `bytes`
 * @param bitmaps of each row, `bytes` long, a multiple of 16; an empty one follows the last, at `nothing`
 */
export function countBits(
  planes: usize,
  counters: usize,
  bitmaps: usize,
  bytes: usize,
  nothing: usize,
  ids: usize,
  entries: u32,
  preFirst: u32,
): void {
  const used: u32 = max<u32>(32 - clz(entries), 3);
  const plane2 = planes + bytes;
  const plane4 = plane2 + bytes;
  const plane8 = plane4 + bytes;
  const last = planes + <usize>used * bytes;
  for (let from: u32 = 0; from < entries; from += AT_ONCE) {
    fetchRows(bitmaps, bytes, ids, from, entries, preFirst);
    const a = bitmapOf(bitmaps, bytes, ids, from, entries, preFirst, nothing);
    const b = bitmapOf(bitmaps, bytes, ids, from + 1, entries, preFirst, nothing);
    const c = bitmapOf(bitmaps, bytes, ids, from + 2, entries, preFirst, nothing);
    const d = bitmapOf(bitmaps, bytes, ids, from + 3, entries, preFirst, nothing);
    const e = bitmapOf(bitmaps, bytes, ids, from + 4, entries, preFirst, nothing);
    const f = bitmapOf(bitmaps, bytes, ids, from + 5, entries, preFirst, nothing);
    const g = bitmapOf(bitmaps, bytes, ids, from + 6, entries, preFirst, nothing);
    const h = bitmapOf(bitmaps, bytes, ids, from + 7, entries, preFirst, nothing);
    for (let x: usize = 0; x < bytes; x += 16) {
      let ones = add3(v128.load(planes + x), v128.load(a + x), v128.load(b + x));
      let first = carry;
      ones = add3(ones, v128.load(c + x), v128.load(d + x));
      let twos = add3(v128.load(plane2 + x), first, carry);
      const fours1 = carry;
      ones = add3(ones, v128.load(e + x), v128.load(f + x));
      first = carry;
      ones = add3(ones, v128.load(g + x), v128.load(h + x));
      twos = add3(twos, first, carry);
      const fours = add3(v128.load(plane4 + x), fours1, carry);
      v128.store(planes + x, ones);
      v128.store(plane2 + x, twos);
      v128.store(plane4 + x, fours);
      let eights = carry;
      for (let at = plane8 + x; at < last; at += bytes) {
        const plane = v128.load(at);
        v128.store(at, v128.xor(plane, eights));
        eights = v128.and(plane, eights);
      }
    }
  }
  countersOf(planes, bytes, counters);
  memory.fill(planes, 0, <usize>used * bytes);
}

/**
 * Adds 1 to the counter of every target that the spiking rows hit once more than their bit says; tells whether any came to more than 255,
 * in which case the counters are of no use.
 */
export function countAgain(counters: usize, start: usize, target: usize, ids: usize, entries: u32, preFirst: u32): bool {
  fetchLists(start, target, ids, entries, preFirst);
  let over = false;
  for (let e: u32 = 0; e < entries; e++) {
    const row = start + ((<usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst)) << 2);
    const last = target + ((<usize>load<u32>(row, 4)) << 1);
    for (let at = target + ((<usize>load<u32>(row)) << 1); at < last; at += 2) {
      const counter = counters + load<u16>(at);
      const count: u32 = <u32>load<u8>(counter) + 1;
      store<u8>(counter, count);
      over = over || count > 255;
    }
  }
  return over;
}

/** Reads both ends of the short list of each row, so that many are on their way to the cache at once. */
function fetchLists(start: usize, target: usize, ids: usize, entries: u32, preFirst: u32): void {
  let any: u32 = 0;
  for (let e: u32 = 0; e < entries; e++) {
    const row = start + ((<usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst)) << 2);
    any |= load<u16>(target + ((<usize>load<u32>(row)) << 1)) | load<u16>(target + ((<usize>load<u32>(row, 4)) << 1));
  }
  fetched = any;
}
