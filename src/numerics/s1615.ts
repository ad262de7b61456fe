/**
 * S16.15: a signed fixed-point number in int32, value = raw / 2^15, the `accum` of ISO/IEC TR 18037 as SpiNNaker's compiler has it.
 * Beside it U0.32: a fraction in uint32, value = raw / 2^32.
 *
 * Sums wrap (two's complement). A product floors toward minus infinity and wraps: int32((a·b) >> 15). The rounding variants
 * saturate instead. Source: SpiNNaker spec §1 (ARM-mode GCC; Thumb-1 code of the same source rounds half up).
 */
import { mulHighSigned } from "./wide-multiply.js";

/** 1.0 */
export const S1615_ONE = 32768;
export const INT32_MAX = 0x7fffffff;
export const INT32_MIN = -0x80000000;
/** A product fits S16.15 exactly if -2^46 ≤ a·b < 2^46; float64 is exact far beyond. */
export const PRODUCT_LIMIT = 2 ** 46;

/** int32((a·b) >> 15): floor, wrap. Exact for all int32. */
export function multiplyFloor(a: number, b: number): number {
  const bLow = b & 0x7fff;
  return (Math.imul(a, b >> 15) + (Math.imul(a >> 16, bLow) << 1) + (Math.imul(a & 0xffff, bLow) >>> 15)) | 0;
}

/**
 * sat32((a·b + below) >> 15) for 0 ≤ below < 2^15: 2^14 rounds to nearest (half up), a uniform draw rounds stochastically.
 */
export function multiplySaturating(a: number, b: number, below: number): number {
  const product = a * b;
  // Beyond 2^53 float64 rounds the product, but by then it saturates whatever its last bits are.
  if (product + below >= PRODUCT_LIMIT) return INT32_MAX;
  if (product + below < -PRODUCT_LIMIT) return INT32_MIN;
  return Math.floor((product + below) / S1615_ONE) | 0;
}

/** int32((x·u) >> 32), u in U0.32: floor. Cannot overflow. */
export const decayFloor = mulHighSigned;

/** (x·u + below) >> 32 for 0 ≤ below < 2^32. Cannot overflow: |x·u| + 2^32 < 2^63. */
export function decayRounded(x: number, u: number, below: number): number {
  const low = Math.imul(x, u) >>> 0;
  return (mulHighSigned(x, u) + (low + below >= 4294967296 ? 1 : 0)) | 0;
}

/** Integer part, half up: (x >> 15) + bit 14. */
export function roundToInteger(x: number): number {
  return (x >> 15) + ((x >> 14) & 1);
}

/** Smallest integer ≥ the value. */
export function ceilToInteger(x: number): number {
  return (x >> 15) + ((x & 0x7fff) === 0 ? 0 : 1);
}
