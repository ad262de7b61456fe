/**
 * The accumulator of a board whose unit follows the program: 2^-f, where f is the most bits of fraction that one of its weights has. A weight of 1
 * is 2^weightShift LSB of v, so the fewer bits a sum has, the finer its unit is. What leaves it ends the run (`board-overflow`), unless the
 * profile's accumulator would wrap in the same place. Image writer, host and compiler take range and unit from here.
 */
import type { BoardAccumulator, LoihiProfileSpec, LoihiTarget } from "./target.js";

/** Sums that a board's accumulator holds in a step, where a sum beyond them ends the run. */
export interface BoardSums {
  readonly bits: number;
  readonly fraction: number;
  /** The largest and the most negative sum, as magnitudes, in LSB of v. */
  readonly positive: number;
  readonly negative: number;
}

/** Tells how many bits below one a weight mantissa·2^exponent has; 0 of a weight of 0. */
export function fractionBitsOf(mantissa: number, exponent: number): number {
  if (mantissa === 0) return 0;
  let bits = Math.max(0, -exponent);
  for (let m = mantissa; bits > 0 && m % 2 === 0; m /= 2) bits--;
  return bits;
}

/** Gives the largest sum in units of 2^-f; the most negative one is a unit further from 0. */
export function mostUnits({ bits }: BoardAccumulator): number {
  return 2 ** (bits.value! - 1) - 1;
}

/**
 * Gives what a board's accumulator holds with so many bits of fraction; null where leaving it is no end: there is no such accumulator, or it wraps
 * exactly where that of the profile does.
 */
export function boardSums(
  { accumulator, widths }: Pick<LoihiTarget, "accumulator" | "widths">,
  { accumulatorBits }: LoihiProfileSpec,
  fraction: number,
): BoardSums | null {
  if (accumulator === undefined) return null;
  const bits = accumulator.bits.value!;
  if (fraction === 0 && widths.weightShift + bits === accumulatorBits) return null;
  const unit = 2 ** (widths.weightShift - fraction);
  const most = mostUnits(accumulator);
  return { bits, fraction, positive: most * unit, negative: (most + 1) * unit };
}
