// Rows as bitmaps: those of one delay and weight are added bit by bit with carry-save adders (Harley and Seal), sixteen rows at once;
// the planes of the sum are expanded into the slot when all spikes of the step are in.

import { add3, carry } from "../../../../src/numerics/assembly/bit-planes";
import { expandNarrow, expandWide } from "./expand-planes";
import { longTargets, bitmap, bitmapBytes, classes, classRows, narrow, narrowSlot, planes, slotOf, wideSlot } from "./memory";

// Words of a class, ../wasm-rows.ts.
const CLASS_BYTES: usize = 16;
const DELAY: usize = 0;
const SCALE: usize = 4;
const LEAST: usize = 8;
const WAITING: usize = 12;

/** Rows that wait at most: their sum fits a byte. The bitmap at 0 is empty and fills up the last eight. */
const MOST_ROWS: u32 = 248;
const AT_ONCE: u32 = 8;

let classCount: u32 = 0;

/** To be called once, before all else. */
export function setClasses(count: u32): void {
  classCount = count;
}

// @ts-ignore: decorator
@inline
function placeOf(kind: u32, k: u32): usize {
  return classRows + (<usize>(kind * MOST_ROWS + k) << 2);
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
  if (waiting + 1 == MOST_ROWS) flushClass(step, kind);
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
  const used: u32 = 32 - clz(waiting);
  for (; waiting % AT_ONCE != 0; waiting++) store<u32>(placeOf(kind, waiting), 0);
  const count: u32 = max<u32>(used, 4);
  // Sixteen streams of rows also keep more of the memory busy than eight.
  let k: u32 = 0;
  for (; k + AT_ONCE < waiting; k += 2 * AT_ONCE) addSixteen(placeOf(kind, k), count);
  if (k < waiting) addEight(placeOf(kind, k), count);
  if (hasNarrow) expandNarrow(base, scale);
  else expandWide(base, scale);
  memory.fill(planes, 0, <usize>count * bitmapBytes);
  for (let k: u32 = 0; k < rows; k++) {
    const place = load<u32>(placeOf(kind, k));
    if (hasNarrow) addRepeats<i16>(base, place, scale);
    else addRepeats<i32>(base, place, scale);
  }
}

// @ts-ignore: decorator
@inline
function rowAt(list: usize, k: usize): usize {
  return bitmap + <usize>load<u32>(list + (k << 2));
}

// @ts-ignore: decorator
@inline
function bitsOf(list: usize, k: usize, x: usize): v128 {
  return v128.load(rowAt(list, k) + x);
}

/** Adds eight rows to the planes. */
function addEight(list: usize, count: u32): void {
  const bytes = bitmapBytes;
  let a = rowAt(list, 0);
  let b = rowAt(list, 1);
  let c = rowAt(list, 2);
  let d = rowAt(list, 3);
  let e = rowAt(list, 4);
  let f = rowAt(list, 5);
  let g = rowAt(list, 6);
  let h = rowAt(list, 7);
  const plane2 = planes + bytes;
  const plane4 = plane2 + bytes;
  const plane8 = plane4 + bytes;
  const last = planes + <usize>count * bytes;
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

/** Adds sixteen rows to the planes. */
function addSixteen(list: usize, count: u32): void {
  const bytes = bitmapBytes;
  const plane2 = planes + bytes;
  const plane4 = plane2 + bytes;
  const plane8 = plane4 + bytes;
  const plane16 = plane8 + bytes;
  const last = planes + <usize>count * bytes;
  for (let x: usize = 0; x < bytes; x += 16) {
    let ones = add3(v128.load(planes + x), bitsOf(list, 0, x), bitsOf(list, 1, x));
    let first = carry;
    ones = add3(ones, bitsOf(list, 2, x), bitsOf(list, 3, x));
    let twos = add3(v128.load(plane2 + x), first, carry);
    let firstFours = carry;
    ones = add3(ones, bitsOf(list, 4, x), bitsOf(list, 5, x));
    first = carry;
    ones = add3(ones, bitsOf(list, 6, x), bitsOf(list, 7, x));
    twos = add3(twos, first, carry);
    let fours = add3(v128.load(plane4 + x), firstFours, carry);
    const firstEights = carry;
    ones = add3(ones, bitsOf(list, 8, x), bitsOf(list, 9, x));
    first = carry;
    ones = add3(ones, bitsOf(list, 10, x), bitsOf(list, 11, x));
    twos = add3(twos, first, carry);
    firstFours = carry;
    ones = add3(ones, bitsOf(list, 12, x), bitsOf(list, 13, x));
    first = carry;
    ones = add3(ones, bitsOf(list, 14, x), bitsOf(list, 15, x));
    twos = add3(twos, first, carry);
    fours = add3(fours, firstFours, carry);
    const eights = add3(v128.load(plane8 + x), firstEights, carry);
    v128.store(planes + x, ones);
    v128.store(plane2 + x, twos);
    v128.store(plane4 + x, fours);
    v128.store(plane8 + x, eights);
    let sixteens = carry;
    for (let at = plane16 + x; at < last; at += bytes) {
      const plane = v128.load(at);
      v128.store(at, v128.xor(plane, sixteens));
      sixteens = v128.and(plane, sixteens);
    }
  }
}
