// Counting by bitmaps, one a source: rows are added bit by bit into planes of a sum of 8 bits
// (src/numerics/assembly/add-bitmaps.ts); then the planes become a byte counter for each target (../counted-sums.ts).

import { addBitmaps, AT_ONCE, planesFor } from "../../../../src/numerics/assembly/add-bitmaps";
import { countersOf } from "../../../../src/numerics/assembly/plane-counters";

/** Bitmaps that are fetched, then added: the adders take sixteen. */
const FETCHED_AT_ONCE: u32 = 16;
/** Bytes of a line of the cache. */
const LINE: usize = 64;

let fetched: u32 = 0;

/** Reads every line of some bitmaps: many at once are on their way to the cache, which the adders, that wait for all of theirs, do not manage. */
function fetchRows(list: usize, entries: u32, bytes: usize): void {
  let any: u32 = 0;
  for (let e: u32 = 0; e < entries; e++) {
    const row = <usize>load<u32>(list + ((<usize>e) << 2));
    for (let x: usize = 0; x < bytes; x += LINE) any |= load<u32>(row + x);
  }
  fetched = any;
}

/**
 * Counts, for each target, the spiking rows whose bit is set. At most 255 rows.
 * @param planes 8 · `bytes`, which hold 0 before and after
 * @param counters a byte for each of the targets, 8 · `bytes`
 * @param bitmaps of each row, `bytes` long, a multiple of 16; an empty one follows the last, at `nothing`
 * @param list room for 256 addresses (u32)
 */
export function countBits(
  planes: usize,
  counters: usize,
  bitmaps: usize,
  bytes: usize,
  nothing: usize,
  list: usize,
  ids: usize,
  entries: u32,
  preFirst: u32,
): void {
  let n = entries;
  for (let e: u32 = 0; e < entries; e++)
    store<u32>(list + ((<usize>e) << 2), <u32>(bitmaps + <usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst) * bytes));
  for (; n % AT_ONCE != 0; n++) store<u32>(list + ((<usize>n) << 2), <u32>nothing);
  const count = planesFor(entries);
  for (let from: u32 = 0; from < n; from += FETCHED_AT_ONCE) {
    const some = min(FETCHED_AT_ONCE, n - from);
    fetchRows(list + ((<usize>from) << 2), some, bytes);
    addBitmaps(0, list + ((<usize>from) << 2), some, planes, bytes, count);
  }
  countersOf(planes, bytes, counters);
  memory.fill(planes, 0, <usize>count * bytes);
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
