/**
 * The grid of weight mantissas: of 8 bits (9 with sign in mixed mode) the lowest 8 - weightBits (+1 if mixed) are dropped.
 * Effective weight in LSB of v at arrival = mantissa << (6 + exponent).
 */
import type { SignMode } from "../../../src/program/loihi/program.js";

export interface WeightGrid {
  /** 2^dropped: distance of neighbouring mantissas. */
  readonly step: number;
  /** Largest and smallest mantissa, multiples of `step`. */
  readonly max: number;
  readonly min: number;
}

export function weightGrid(signMode: SignMode, weightBits: number, mantissaBits: number): WeightGrid {
  const mixed = signMode === "mixed";
  const step = 2 ** (mantissaBits - weightBits + (mixed ? 1 : 0));
  const top = Math.floor((2 ** mantissaBits - 1) / step) * step;
  if (signMode === "excitatory") return { step, max: top, min: 0 };
  if (signMode === "inhibitory") return { step, max: 0, min: -top };
  return { step, max: top, min: -(2 ** mantissaBits) };
}

/** Largest magnitude that every sign of the group can reach. */
export function symmetricLimit(grid: WeightGrid): number {
  return grid.max === 0 ? -grid.min : grid.max;
}

/** Smallest exponent within the range at which `largest` (LSB of v) fits; the range's upper end plus one if none does. */
export function exponentFor(
  largest: number,
  limit: number,
  weightShift: number,
  lowest: number,
  highest: number,
): number {
  for (let e = lowest; e <= highest; e++) if (Math.round(largest / 2 ** (weightShift + e)) <= limit) return e;
  return highest + 1;
}
