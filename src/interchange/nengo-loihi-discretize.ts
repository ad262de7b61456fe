/**
 * nengo-loihi's discretization of weights, biases and block parameters.
 *
 *   s = 8 - bits + (1 if mixed), m = 2^(8-s) - 1;   w ← clip(round_half_even(w / 2^s), ±m);   s2 = s + exponent
 *   s2 < 0: w ← clip(trunc(round_half_even(w·2^s2) / 2^s2), ±m);   effective = (w shifted by s2, floor) << 6
 *
 * Source: loihi spec §2.3, §3.1, §6; nengo/nengo-loihi @ e564f66 builder/discretize.py (formulas only).
 */
import { roundHalfEven } from "../numerics/round-half-even.js";

const WEIGHT_BITS = 8;
const WEIGHT_SHIFT = 6;
const BIAS_MANTISSA_MAX = 4095;
const BIAS_EXPONENT_MAX = 7;

/** Effective weight (as it enters the accumulator) of a real-valued register weight. */
export function discretizeWeight(weight: number, realWeightBits: number, mixed: boolean, exponent: number): number {
  const s = WEIGHT_BITS - realWeightBits + (mixed ? 1 : 0);
  const limit = 2 ** (WEIGHT_BITS - s) - 1;
  const rounded = roundHalfEven(Math.fround(weight) / 2 ** s);
  const clip = (x: number) => Math.min(limit, Math.max(-limit, x));
  let w = clip(rounded);
  const s2 = s + exponent;
  if (s2 < 0) w = clip(Math.trunc(roundHalfEven(w * 2 ** s2) / 2 ** s2));
  return Math.floor(w * 2 ** s2) * 2 ** WEIGHT_SHIFT + 0;
}

/** A bias as mantissa·2^exponent with |mantissa| ≤ 4095, the smallest exponent that fits; half to even. */
export function biasToMantissaExponent(bias: number): { mantissa: number; exponent: number } {
  const ratio = Math.abs(bias) / BIAS_MANTISSA_MAX;
  let exponent = 0;
  while (exponent < BIAS_EXPONENT_MAX && 2 ** exponent < ratio) exponent++;
  return { mantissa: roundHalfEven(bias / 2 ** exponent), exponent };
}

/** Two's-complement wrap to `bits` magnitude bits and a sign. */
export function overflowSigned(x: number, bits: number): number {
  const half = 2 ** bits;
  const span = 2 * half;
  return (((x + half) % span) + span) % span - half;
}

/** Register of a decay rate d in 0..1: round(d·4095 - offset), clipped to 12 bits. */
export function decayRegister(rate: number, offset: number): number {
  return Math.min(4095, Math.max(0, roundHalfEven(rate * 4095 - offset)));
}
