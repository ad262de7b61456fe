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
  return ((((x + half) % span) + span) % span) - half;
}

/** Register of a decay rate d in 0..1: round(d·4095 - offset), clipped to 12 bits. */
export function decayRegister(rate: number, offset: number): number {
  return Math.min(4095, Math.max(0, roundHalfEven(rate * 4095 - offset)));
}

/** Largest integer weight, and the exponents that are tried in this order: the first at which threshold and biases fit. */
const LARGEST_WEIGHT = 255;
const WEIGHT_EXPONENTS = [0, -1, -2, -3, -4, -5, -6, -7];
/** No matrix gets a smaller exponent of its own. */
export const SMALLEST_WEIGHT_EXPONENT = -6;
const THRESHOLD_SHIFT = 6;
const THRESHOLD_MANTISSA_MAX = 131_071;
/** Mean loss per step of a product that is truncated, and the size of the decaying value for which it is estimated. */
const TRUNCATION_LOSS = 0.494;
const DECAYING_FROM = 2 ** 21;

/** Σ of a value that decays by (4096 - offset - decay)/4096 and loses 0.494 in each step, over its first value. */
function decayMagnitude(decay: number, offset: number): number {
  const ratio = (4096 - offset - decay) / 4096;
  const steps = -Math.log1p((DECAYING_FROM * (1 - ratio)) / TRUNCATION_LOSS) / Math.log(ratio);
  const sum = (1 - ratio ** (steps + 1)) / (1 - ratio);
  return sum - (TRUNCATION_LOSS / ((1 - ratio) * DECAYING_FROM)) * (steps + 1 - sum);
}

/** A block of compartments before its integers: registers of the decays, threshold and biases as real numbers. */
export interface RealBlock {
  readonly decayU: number;
  readonly decayV: number;
  readonly threshold: number;
  readonly bias: readonly number[];
}

export interface BlockRegisters {
  /** Effective values: mantissa << 6, and mantissa << exponent. */
  readonly threshold: number;
  readonly bias: readonly number[];
  /** The integers before they were split into mantissa and exponent fit the registers. */
  readonly fits: boolean;
}

/** Threshold and biases where one unit of real voltage is `scale` LSB; biases get scale/Σ of a decaying v. */
export function registersAtScale(block: RealBlock, scale: number): BlockRegisters {
  const threshold = roundHalfEven(block.threshold * scale);
  const biasScale = scale / decayMagnitude(block.decayV, 0);
  const bias = block.bias.map((real) => roundHalfEven(real * biasScale));
  return {
    threshold: roundHalfEven(threshold / 2 ** THRESHOLD_SHIFT) * 2 ** THRESHOLD_SHIFT,
    bias: bias.map((b) => {
      const { mantissa, exponent } = biasToMantissaExponent(b);
      return mantissa * 2 ** exponent;
    }),
    fits:
      threshold <= THRESHOLD_MANTISSA_MAX * 2 ** THRESHOLD_SHIFT &&
      bias.every((b) => Math.abs(b) <= BIAS_MANTISSA_MAX * 2 ** BIAS_EXPONENT_MAX),
  };
}

/** Voltage scale of a block whose largest real weight is `largest`, at a weight exponent. */
export function voltageScale(block: RealBlock, largest: number, exponent: number): number {
  return (
    ((decayMagnitude(block.decayU, 1) * decayMagnitude(block.decayV, 0) * LARGEST_WEIGHT) / largest) *
    2 ** (WEIGHT_SHIFT + exponent)
  );
}

/** The search: the first exponent at which everything fits; undefined where none does. */
export function searchWeightExponent(
  block: RealBlock,
  largest: number,
): { readonly exponent: number; readonly registers: BlockRegisters } | undefined {
  for (const exponent of WEIGHT_EXPONENTS) {
    const registers = registersAtScale(block, voltageScale(block, largest, exponent));
    if (registers.fits) return { exponent, registers };
  }
  return undefined;
}
