// Expands planes of bits, which say in binary how often each compartment was hit, into the sums of a slot.

import { transposed, lowBytes, highBytes, lowWords, highWords, lowPairs, highPairs } from "../../../../src/numerics/assembly/bit-planes";
import { bitmapBytes, planes } from "./memory";

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

export function expandNarrow(slot: usize, scale: i32): void {
  expand(slot, i16x8.splat(<i16>scale), true);
}

export function expandWide(slot: usize, scale: i32): void {
  expand(slot, i32x4.splat(scale), false);
}
