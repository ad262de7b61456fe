/**
 * Rounding of a real number to an integer.
 * roundHalfEven(x): nearest integer, ties to the even one (IEEE 754 roundTiesToEven).
 * roundStochastic(x, u): floor(x + u) for u uniform in [0, 1): the expected value is x.
 */

/** Doubles from 2^52 to 2^53 are the whole numbers: a sum that falls among them has been rounded, half to even. */
const WHOLE = 1.5 * 2 ** 52;
const WITHIN = 2 ** 51;

/** Nearest integer; exactly half-way goes to the even neighbour. Never returns -0. */
export function roundHalfEven(x: number): number {
  // No branch depends on the fraction, which a processor could only guess.
  if (x > -WITHIN && x < WITHIN) return x + WHOLE - WHOLE;
  const below = Math.floor(x);
  const rest = x - below;
  const up = rest > 0.5 || (rest === 0.5 && below % 2 !== 0);
  return (up ? below + 1 : below) + 0;
}

/** floor(x) or floor(x) + 1, the latter with probability x - floor(x); `u` is uniform in [0, 1). Never returns -0. */
export function roundStochastic(x: number, u: number): number {
  const below = Math.floor(x);
  return (u < x - below ? below + 1 : below) + 0;
}
