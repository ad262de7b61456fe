/**
 * The decay of u and v: T(x, d) = sign(x) · ((|x| · (2^b - d)) >> b), truncation toward zero; here f = 2^b - d.
 *
 * |x|·f needs up to 36 bits, so |x| is split at b bits: (|x| >> b)·f + (((|x| & (2^b-1))·f) >> b), which is exact
 * for |x| < 2^31 and f ≤ 2^b with b = 12. The sign is taken off and put back without a branch: it is as good as random, and the
 * compiler of the machine has seen all of the function after its first call. Source: loihi spec §1.2.
 */
export function decay(x: number, factor: number, bits: number): number {
  const sign = x >> 31;
  const y = ((x ^ sign) - sign) | 0;
  const kept = (Math.imul(y >>> bits, factor) + (Math.imul(y & ((1 << bits) - 1), factor) >>> bits)) | 0;
  return ((kept ^ sign) - sign) | 0;
}
