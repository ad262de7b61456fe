// Rows as bitmaps: those of one delay and weight are added bit by bit with carry-save adders (Harley and Seal), sixteen rows at once;
// the planes of the sum are expanded into the slot when all spikes of the step are in.

import { addBitmaps, AT_ONCE, MOST_BITMAPS, planesFor } from "../../../../src/numerics/assembly/add-bitmaps";
import { expandNarrow, expandWide } from "./expand-planes";
import { longTargets, bitmap, bitmapBytes, classes, classRows, narrow, narrowSlot, planes, slotOf, wideSlot } from "./memory";

// Words of a class, ../wasm-rows.ts.
const CLASS_BYTES: usize = 16;
const DELAY: usize = 0;
const SCALE: usize = 4;
const LEAST: usize = 8;
const WAITING: usize = 12;

// The bitmap at 0 is empty and fills up the last eight of a list.

let classCount: u32 = 0;

/** To be called once, before all else. */
export function setClasses(count: u32): void {
  classCount = count;
}

// @ts-ignore: decorator
@inline
function placeOf(kind: u32, k: u32): usize {
  return classRows + (<usize>(kind * MOST_BITMAPS + k) << 2);
}

/** Bytes in front of a bitmap, ../wasm-rows.ts. */
const ROW_HEAD: usize = 16;

// @ts-ignore: decorator
@inline
function addAgain<Target, Sum>(base: usize, row: usize, amount: i32): void {
  const list = row + bitmapBytes;
  const end = list + (<usize>load<u32>(row - ROW_HEAD) << alignof<Target>());
  for (let at = list; at < end; at += sizeof<Target>()) {
    const a = base + (<usize>load<Target>(at) << alignof<Sum>());
    store<Sum>(a, <Sum>(<i32>load<Sum>(a) + amount));
  }
}

/** Adds `amount` for every target that a row hits again. */
// @ts-ignore: decorator
@inline
function addRepeats<Sum>(base: usize, place: u32, amount: i32): void {
  if (longTargets) addAgain<u32, Sum>(base, bitmap + place, amount);
  else addAgain<u16, Sum>(base, bitmap + place, amount);
}

/** Adds `amount` for every synapse of a row. @param place of the bitmap */
export function scatterBitmap<Sum>(base: usize, place: u32, amount: i32): void {
  addRepeats<Sum>(base, place, amount);
  let at = bitmap + <usize>place;
  const end = at + bitmapBytes;
  for (; at < end; at += 8, base += 64 << alignof<Sum>()) {
    for (let bits = load<u64>(at); bits != 0; bits &= bits - 1) {
      const a = base + (<usize>ctz(bits) << alignof<Sum>());
      store<Sum>(a, <Sum>(<i32>load<Sum>(a) + amount));
    }
  }
}

/** Lets a row of a class wait for others of the step. */
export function addBitmapRow(step: u32, kind: u32, place: u32): void {
  const record = classes + <usize>kind * CLASS_BYTES;
  const waiting = load<u32>(record, WAITING);
  store<u32>(placeOf(kind, waiting), place);
  store<u32>(record, waiting + 1, WAITING);
  if (waiting + 1 == MOST_BITMAPS) flushClass(step, kind);
}

export function flushBitmaps(step: u32): void {
  for (let kind: u32 = 0; kind < classCount; kind++)
    if (load<u32>(classes + <usize>kind * CLASS_BYTES, WAITING) != 0) flushClass(step, kind);
}

function flushClass(step: u32, kind: u32): void {
  const record = classes + <usize>kind * CLASS_BYTES;
  const rows = load<u32>(record, WAITING);
  let waiting = rows;
  store<u32>(record, 0, WAITING);
  const scale = load<i32>(record, SCALE);
  const slot = slotOf(step, load<u32>(record, DELAY));
  const hasNarrow = narrow != 0;
  const base = hasNarrow ? narrowSlot(slot) : wideSlot(slot);
  if (waiting < load<u32>(record, LEAST)) {
    for (let k: u32 = 0; k < waiting; k++) {
      const row = load<u32>(placeOf(kind, k));
      if (hasNarrow) scatterBitmap<i16>(base, row, scale);
      else scatterBitmap<i32>(base, row, scale);
    }
    return;
  }
  const count = planesFor(waiting);
  for (; waiting % AT_ONCE != 0; waiting++) store<u32>(placeOf(kind, waiting), 0);
  addBitmaps(bitmap, placeOf(kind, 0), waiting, planes, bitmapBytes, count);
  if (hasNarrow) expandNarrow(base, scale);
  else expandWide(base, scale);
  memory.fill(planes, 0, <usize>count * bitmapBytes);
  for (let k: u32 = 0; k < rows; k++) {
    const place = load<u32>(placeOf(kind, k));
    if (hasNarrow) addRepeats<i16>(base, place, scale);
    else addRepeats<i32>(base, place, scale);
  }
}
