/**
 * The decay of u and v: T(x, d) = sign(x) · ((|x| · (2^b - d)) >> b), truncation toward zero; here f = 2^b - d.
 *
 * |x|·f needs up to 36 bits, so |x| is split at b bits: (|x| >> b)·f + (((|x| & (2^b-1))·f) >> b), which is exact
 * for |x| < 2^31 and f ≤ 2^b with b = 12. Source: loihi spec §1.2.
 */
export function decay(x: number, factor: number, bits: number): number {
  const mask = (1 << bits) - 1;
  if (x >= 0) return (Math.imul(x >>> bits, factor) + (Math.imul(x & mask, factor) >>> bits)) | 0;
  const y = -x;
  return -(Math.imul(y >>> bits, factor) + (Math.imul(y & mask, factor) >>> bits)) | 0;
}
