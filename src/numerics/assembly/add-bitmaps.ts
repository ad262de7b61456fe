// Adds bitmaps bit by bit, with carry-save adders (Harley and Seal), into planes: bit x of plane p is bit p of the sum at place x.

import { add3, carry } from "./bit-planes";

/** Bitmaps of a list are added eight at once; an empty one fills up the last eight. */
export const AT_ONCE: u32 = 8;
/** Bitmaps at most, so that a sum fits a byte whatever fills up the last eight. */
export const MOST_BITMAPS: u32 = 248;

// @ts-ignore: decorator
@inline
function rowAt(base: usize, list: usize, k: usize): usize {
  return base + <usize>load<u32>(list + (k << 2));
}

// @ts-ignore: decorator
@inline
function bitsOf(base: usize, list: usize, k: usize, x: usize): v128 {
  return v128.load(rowAt(base, list, k) + x);
}

/** Planes that the sum of so many bitmaps takes; the adders of sixteen write at least four. */
// @ts-ignore: decorator
@inline
export function planesFor(bitmaps: u32): u32 {
  return max<u32>(32 - clz(bitmaps), 4);
}

/**
 * Adds the first `n` of a list to the planes.
 * @param base what the places in the list (u32) are counted from, in bytes
 * @param n a multiple of AT_ONCE
 * @param bytes of a bitmap, a multiple of 16
 * @param count of planes, at least four; the sum must fit
 */
export function addBitmaps(base: usize, list: usize, n: u32, planes: usize, bytes: usize, count: u32): void {
  // Sixteen streams of rows also keep more of the memory busy than eight.
  let k: u32 = 0;
  for (; k + AT_ONCE < n; k += 2 * AT_ONCE) addSixteen(base, list + ((<usize>k) << 2), planes, bytes, count);
  if (k < n) addEight(base, list + ((<usize>k) << 2), planes, bytes, count);
}

function addEight(base: usize, list: usize, planes: usize, bytes: usize, count: u32): void {
  const a = rowAt(base, list, 0);
  const b = rowAt(base, list, 1);
  const c = rowAt(base, list, 2);
  const d = rowAt(base, list, 3);
  const e = rowAt(base, list, 4);
  const f = rowAt(base, list, 5);
  const g = rowAt(base, list, 6);
  const h = rowAt(base, list, 7);
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

function addSixteen(base: usize, list: usize, planes: usize, bytes: usize, count: u32): void {
  const plane2 = planes + bytes;
  const plane4 = plane2 + bytes;
  const plane8 = plane4 + bytes;
  const plane16 = plane8 + bytes;
  const last = planes + <usize>count * bytes;
  for (let x: usize = 0; x < bytes; x += 16) {
    let ones = add3(v128.load(planes + x), bitsOf(base, list, 0, x), bitsOf(base, list, 1, x));
    let first = carry;
    ones = add3(ones, bitsOf(base, list, 2, x), bitsOf(base, list, 3, x));
    let twos = add3(v128.load(plane2 + x), first, carry);
    let firstFours = carry;
    ones = add3(ones, bitsOf(base, list, 4, x), bitsOf(base, list, 5, x));
    first = carry;
    ones = add3(ones, bitsOf(base, list, 6, x), bitsOf(base, list, 7, x));
    twos = add3(twos, first, carry);
    let fours = add3(v128.load(plane4 + x), firstFours, carry);
    const firstEights = carry;
    ones = add3(ones, bitsOf(base, list, 8, x), bitsOf(base, list, 9, x));
    first = carry;
    ones = add3(ones, bitsOf(base, list, 10, x), bitsOf(base, list, 11, x));
    twos = add3(twos, first, carry);
    firstFours = carry;
    ones = add3(ones, bitsOf(base, list, 12, x), bitsOf(base, list, 13, x));
    first = carry;
    ones = add3(ones, bitsOf(base, list, 14, x), bitsOf(base, list, 15, x));
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
