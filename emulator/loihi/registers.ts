/** What the chip's registers do to a number, written to be read: exact for all integers of float64. Source: loihi spec §1.2, §9. */

/** T(x, d): the product with (one - d)/one, truncated toward zero. */
export function truncatedDecay(x: number, d: number, one: number): number {
  return Math.trunc((x * Math.max(0, one - d)) / one) + 0;
}

/** Two's complement of `bits` bits. */
export function wrapTwos(x: number, bits: number): number {
  const span = 2 ** bits;
  return x - span * Math.floor((x + span / 2) / span);
}

/** Lava's single wrap, which keeps +2^(bits-1) and maps -2^(bits-1) there. */
export function wrapOnceLava(x: number, bits: number): number {
  const half = 2 ** (bits - 1);
  return x > half ? x - 2 * half : x <= -half ? x + 2 * half : x;
}
