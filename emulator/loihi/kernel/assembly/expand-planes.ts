// Expands planes of bits, which say in binary how often each compartment was hit, into the sums of a slot.

import { exchangedLower, exchangedUpper, lowBytes, highBytes, lowWords, highWords, lowPairs, highPairs } from "../../../../src/numerics/assembly/bit-planes";
import { bitmapBytes, planes } from "./memory";

/** Adds 16 sums, times the factor, to a slot. */
// @ts-ignore: decorator
@inline
function addNarrow(base: usize, sum: v128, factor: v128): void {
  v128.store(base, i16x8.add(v128.load(base), i16x8.mul(i16x8.extend_low_i8x16_u(sum), factor)));
  v128.store(base, i16x8.add(v128.load(base, 16), i16x8.mul(i16x8.extend_high_i8x16_u(sum), factor)), 16);
}

// @ts-ignore: decorator
@inline
function addWide(base: usize, sum: v128, factor: v128): void {
  const low = i16x8.extend_low_i8x16_u(sum);
  const high = i16x8.extend_high_i8x16_u(sum);
  v128.store(base, i32x4.add(v128.load(base), i32x4.mul(i32x4.extend_low_i16x8_u(low), factor)));
  v128.store(base, i32x4.add(v128.load(base, 16), i32x4.mul(i32x4.extend_high_i16x8_u(low), factor)), 16);
  v128.store(base, i32x4.add(v128.load(base, 32), i32x4.mul(i32x4.extend_low_i16x8_u(high), factor)), 32);
  v128.store(base, i32x4.add(v128.load(base, 48), i32x4.mul(i32x4.extend_high_i16x8_u(high), factor)), 48);
}

// @ts-ignore: decorator
@inline
function addSums(base: usize, sum: v128, factor: v128, narrowSums: bool): void {
  if (narrowSums) addNarrow(base, sum, factor);
  else addWide(base, sum, factor);
}

// Which bits of every byte change places in the three turns of a square of 8 × 8 bits.
const NIBBLES: i32 = 0x0f0f0f0f;
const PAIRS: i32 = 0x33333333;
const BITS: i32 = 0x55555555;

/**
 * Adds the sums in the planes, times the factor, to a slot: byte b of the eight planes is a square of bits, and its transpose the sums of
 * compartments 8·b .. 8·b + 7. All sixteen squares are turned at once; row j of them are then the sums of compartments j, 8 + j, 16 + j …
 */
// @ts-ignore: decorator
@inline
function expand(slot: usize, factor: v128, narrowSums: bool): void {
  const bytes = bitmapBytes;
  const step: usize = narrowSums ? 32 : 64;
  const end = planes + bytes;
  let base = slot;
  for (let x = planes; x < end; x += 16, base += 8 * step) {
    const p0 = v128.load(x);
    const p1 = v128.load(x + bytes);
    const p2 = v128.load(x + 2 * bytes);
    const p3 = v128.load(x + 3 * bytes);
    const p4 = v128.load(x + 4 * bytes);
    const p5 = v128.load(x + 5 * bytes);
    const p6 = v128.load(x + 6 * bytes);
    const p7 = v128.load(x + 7 * bytes);
    const q0 = exchangedUpper(p0, p4, 4, NIBBLES);
    const q4 = exchangedLower(p0, p4, 4, NIBBLES);
    const q1 = exchangedUpper(p1, p5, 4, NIBBLES);
    const q5 = exchangedLower(p1, p5, 4, NIBBLES);
    const q2 = exchangedUpper(p2, p6, 4, NIBBLES);
    const q6 = exchangedLower(p2, p6, 4, NIBBLES);
    const q3 = exchangedUpper(p3, p7, 4, NIBBLES);
    const q7 = exchangedLower(p3, p7, 4, NIBBLES);
    const r0 = exchangedUpper(q0, q2, 2, PAIRS);
    const r2 = exchangedLower(q0, q2, 2, PAIRS);
    const r1 = exchangedUpper(q1, q3, 2, PAIRS);
    const r3 = exchangedLower(q1, q3, 2, PAIRS);
    const r4 = exchangedUpper(q4, q6, 2, PAIRS);
    const r6 = exchangedLower(q4, q6, 2, PAIRS);
    const r5 = exchangedUpper(q5, q7, 2, PAIRS);
    const r7 = exchangedLower(q5, q7, 2, PAIRS);
    const s0 = exchangedUpper(r0, r1, 1, BITS);
    const s1 = exchangedLower(r0, r1, 1, BITS);
    const s2 = exchangedUpper(r2, r3, 1, BITS);
    const s3 = exchangedLower(r2, r3, 1, BITS);
    const s4 = exchangedUpper(r4, r5, 1, BITS);
    const s5 = exchangedLower(r4, r5, 1, BITS);
    const s6 = exchangedUpper(r6, r7, 1, BITS);
    const s7 = exchangedLower(r6, r7, 1, BITS);
    const aLow = lowBytes(s0, s1);
    const bLow = lowBytes(s2, s3);
    const cLow = lowBytes(s4, s5);
    const dLow = lowBytes(s6, s7);
    addSums(base, lowWords(lowPairs(aLow, bLow), lowPairs(cLow, dLow)), factor, narrowSums);
    addSums(base + step, highWords(lowPairs(aLow, bLow), lowPairs(cLow, dLow)), factor, narrowSums);
    addSums(base + 2 * step, lowWords(highPairs(aLow, bLow), highPairs(cLow, dLow)), factor, narrowSums);
    addSums(base + 3 * step, highWords(highPairs(aLow, bLow), highPairs(cLow, dLow)), factor, narrowSums);
    const aHigh = highBytes(s0, s1);
    const bHigh = highBytes(s2, s3);
    const cHigh = highBytes(s4, s5);
    const dHigh = highBytes(s6, s7);
    addSums(base + 4 * step, lowWords(lowPairs(aHigh, bHigh), lowPairs(cHigh, dHigh)), factor, narrowSums);
    addSums(base + 5 * step, highWords(lowPairs(aHigh, bHigh), lowPairs(cHigh, dHigh)), factor, narrowSums);
    addSums(base + 6 * step, lowWords(highPairs(aHigh, bHigh), highPairs(cHigh, dHigh)), factor, narrowSums);
    addSums(base + 7 * step, highWords(highPairs(aHigh, bHigh), highPairs(cHigh, dHigh)), factor, narrowSums);
  }
}

export function expandNarrow(slot: usize, scale: i32): void {
  expand(slot, i16x8.splat(<i16>scale), true);
}

export function expandWide(slot: usize, scale: i32): void {
  expand(slot, i32x4.splat(scale), false);
}
