// Rows as bitmaps: those of one delay and weight are added bit by bit with carry-save adders (Harley and Seal), eight rows at once;
// the planes of the sum are expanded into the slot when all spikes of the step are in.

import { longTargets, bitmap, bitmapBytes, classes, classRows, narrow, narrowSlot, planes, slotOf, slotUsed, unit, wideSlot } from "./memory";

// Words of a class, ../wasm-rows.ts.
const CLASS_BYTES: usize = 16;
const DELAY: usize = 0;
const SCALE: usize = 4;
const LEAST: usize = 8;
const WAITING: usize = 12;

/** Rows that wait at most: their sum fits a byte. The bitmap at 0 is empty and fills up the last eight. */
const MOST_ROWS: u32 = 248;
const AT_ONCE: u32 = 8;
/** Bytes of a line of the cache. */
const LINE: usize = 64;

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
  for (let k: u32 = 0; k < waiting; k += AT_ONCE) {
    fetchEight(placeOf(kind, k));
    addEight(placeOf(kind, k), count);
  }
  if (hasNarrow) expandNarrow(base, scale);
  else expandWide(base, scale);
  memory.fill(planes, 0, <usize>count * bitmapBytes);
  for (let k: u32 = 0; k < rows; k++) {
    const place = load<u32>(placeOf(kind, k));
    if (hasNarrow) addRepeats<i16>(base, place, scale);
    else addRepeats<i32>(base, place, scale);
  }
}

let carry = i32x4.splat(0);

/** Full adder of bits: gives the sums, and leaves the carries in `carry`. */
// @ts-ignore: decorator
@inline
function add3(a: v128, b: v128, c: v128): v128 {
  const either = v128.xor(a, b);
  carry = v128.or(v128.and(a, b), v128.and(either, c));
  return v128.xor(either, c);
}

// @ts-ignore: decorator
@inline
function rowAt(list: usize, k: usize): usize {
  return bitmap + <usize>load<u32>(list + (k << 2));
}

let fetched: u32 = 0;

/** Reads every line of eight rows: many at once are on their way to the cache, which `addEight`, that waits for all eight, does not manage. */
function fetchEight(list: usize): void {
  let any: u32 = 0;
  for (let k: usize = 0; k < AT_ONCE; k++) {
    const row = rowAt(list, k);
    for (let x: usize = 0; x < bitmapBytes; x += LINE) any |= load<u32>(row + x);
  }
  fetched = any;
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

// @ts-ignore: decorator
@inline
function turn(x: v128, by: i32, mask: u64): v128 {
  const t = v128.and(v128.xor(x, i64x2.shr_u(x, by)), i64x2.splat(mask));
  return v128.xor(x, v128.xor(t, i64x2.shl(t, by)));
}

/** Transposes two squares of 8 × 8 bits: bit c of byte p becomes bit p of byte c. */
// @ts-ignore: decorator
@inline
function transposed(x: v128): v128 {
  return turn(turn(turn(x, 7, 0x00aa00aa00aa00aa), 14, 0x0000cccc0000cccc), 28, 0x00000000f0f0f0f0);
}

// @ts-ignore: decorator
@inline
function lowBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// @ts-ignore: decorator
@inline
function highBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

// @ts-ignore: decorator
@inline
function lowWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23);
}

// @ts-ignore: decorator
@inline
function highWords(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31);
}

// @ts-ignore: decorator
@inline
function lowPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23);
}

// @ts-ignore: decorator
@inline
function highPairs(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31);
}

/** Adds 16 sums, times the factor, to a slot. */
// @ts-ignore: decorator
@inline
function addNarrow(base: usize, squares: v128, factor: v128): void {
  const sum = transposed(squares);
  v128.store(base, i16x8.add(v128.load(base), i16x8.mul(i16x8.extend_low_i8x16_u(sum), factor)));
  v128.store(base, i16x8.add(v128.load(base, 16), i16x8.mul(i16x8.extend_high_i8x16_u(sum), factor)), 16);
}

// @ts-ignore: decorator
@inline
function addWide(base: usize, squares: v128, factor: v128): void {
  const sum = transposed(squares);
  const low = i16x8.extend_low_i8x16_u(sum);
  const high = i16x8.extend_high_i8x16_u(sum);
  v128.store(base, i32x4.add(v128.load(base), i32x4.mul(i32x4.extend_low_i16x8_u(low), factor)));
  v128.store(base, i32x4.add(v128.load(base, 16), i32x4.mul(i32x4.extend_high_i16x8_u(low), factor)), 16);
  v128.store(base, i32x4.add(v128.load(base, 32), i32x4.mul(i32x4.extend_low_i16x8_u(high), factor)), 32);
  v128.store(base, i32x4.add(v128.load(base, 48), i32x4.mul(i32x4.extend_high_i16x8_u(high), factor)), 48);
}

// @ts-ignore: decorator
@inline
function addSums(base: usize, squares: v128, factor: v128, narrowSums: bool): void {
  if (narrowSums) addNarrow(base, squares, factor);
  else addWide(base, squares, factor);
}

/**
 * Adds the sums in the planes, times the factor, to a slot: byte b of the eight planes, side by side, is a square of bits, and its
 * transpose the sums of compartments 8·b .. 8·b + 7.
 */
// @ts-ignore: decorator
@inline
function expand(slot: usize, factor: v128, narrowSums: bool): void {
  const bytes = bitmapBytes;
  const step: usize = narrowSums ? 32 : 64;
  let base = slot;
  for (let x = planes; x < planes + bytes; x += 16) {
    const p0 = v128.load(x);
    const p1 = v128.load(x + bytes);
    const p2 = v128.load(x + 2 * bytes);
    const p3 = v128.load(x + 3 * bytes);
    const p4 = v128.load(x + 4 * bytes);
    const p5 = v128.load(x + 5 * bytes);
    const p6 = v128.load(x + 6 * bytes);
    const p7 = v128.load(x + 7 * bytes);
    let pair01 = lowBytes(p0, p1);
    let pair23 = lowBytes(p2, p3);
    let pair45 = lowBytes(p4, p5);
    let pair67 = lowBytes(p6, p7);
    for (let half = 0; half < 2; half++, base += 4 * step) {
      const a = lowPairs(pair01, pair23);
      const b = highPairs(pair01, pair23);
      const c = lowPairs(pair45, pair67);
      const d = highPairs(pair45, pair67);
      addSums(base, lowWords(a, c), factor, narrowSums);
      addSums(base + step, highWords(a, c), factor, narrowSums);
      addSums(base + 2 * step, lowWords(b, d), factor, narrowSums);
      addSums(base + 3 * step, highWords(b, d), factor, narrowSums);
      pair01 = highBytes(p0, p1);
      pair23 = highBytes(p2, p3);
      pair45 = highBytes(p4, p5);
      pair67 = highBytes(p6, p7);
    }
  }
}

function expandNarrow(slot: usize, scale: i32): void {
  expand(slot, i16x8.splat(<i16>scale), true);
}

function expandWide(slot: usize, scale: i32): void {
  expand(slot, i32x4.splat(scale), false);
}
