/** What bias and threshold become in a neuron's registers at some scale. */
import { roundHalfEven } from "../../common/round-row.js";
import type { PassContext } from "../stages.js";

export interface BiasRegister {
  readonly mantissa: number;
  readonly exponent: number;
  readonly clipped: boolean;
}

/** @param ideal in LSB of v */
export function biasRegister(
  ideal: number,
  { target, options }: Pick<PassContext, "target" | "options">,
): BiasRegister {
  const max = 2 ** (target.widths.biasMantissa - 1) - 1;
  const round = options.rounding === "floor" ? Math.floor : roundHalfEven;
  for (let exponent = 0; exponent <= target.widths.biasExponentMax; exponent++) {
    const mantissa = round(options.rounding === "floor" ? Math.floor(ideal) / 2 ** exponent : ideal / 2 ** exponent);
    if (Math.abs(mantissa) <= max) return { mantissa, exponent, clipped: false };
  }
  return { mantissa: Math.sign(ideal) * max, exponent: target.widths.biasExponentMax, clipped: true };
}

/** The register of a threshold, not clipped to its width. @param ideal in LSB of v */
export function thresholdRegister(ideal: number, { target, options }: Pick<PassContext, "target" | "options">): number {
  const step = 2 ** target.widths.thresholdShift;
  return options.rounding === "floor" ? Math.floor(ideal / step) : Math.round((ideal - 0.5) / step);
}
