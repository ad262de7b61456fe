/**
 * The high half of a 64-bit product of two 32-bit integers, in 16-bit limbs: exact, and without BigInt.
 *
 *   a·b = (aH·2^16 + aL)(bH·2^16 + bL);  the carry of the three lower partial products is propagated limb by limb.
 */

/** floor(a·b / 2^32) of two uint32 (or their int32 bit patterns), as uint32. */
export function mulHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Each sum stays below 2^32: (2^16-1)^2 + (2^16-1) < 2^32.
  const middle = (Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16)) | 0;
  const middle2 = (Math.imul(aLow, bHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(aHigh, bHigh) + (middle >>> 16) + (middle2 >>> 16)) >>> 0;
}

/** floor(x·u / 2^32) of an int32 and a uint32 (or its int32 bit pattern), as int32: rounds toward minus infinity. */
export function mulHighSigned(x: number, u: number): number {
  const xLow = x & 0xffff;
  const xHigh = x >> 16;
  const uLow = u & 0xffff;
  const uHigh = u >>> 16;
  // |xHigh·uLow| + 2^16 < 2^31: the arithmetic shift keeps its sign.
  const middle = (Math.imul(xHigh, uLow) + (Math.imul(xLow, uLow) >>> 16)) | 0;
  const middle2 = (Math.imul(xLow, uHigh) + (middle & 0xffff)) | 0;
  return (Math.imul(xHigh, uHigh) + (middle >> 16) + (middle2 >>> 16)) | 0;
}
