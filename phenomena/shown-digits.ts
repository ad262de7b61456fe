/** How many digits a value with its interval is shown with: as many as the interval leaves, and at most four, since no figure here is known better. */
import type { Cell } from "./conclude.js";

export interface ShownDigits {
  /** Half the width of the interval; 0 or NaN where there is none. */
  readonly half: number;
  readonly decimals: number;
  /** `<0.0001` where the interval lies below the last digit shown; null where it does not. */
  readonly bound: string | null;
}

export function shownDigits({ value, low, high }: Pick<Cell, "value" | "low" | "high">): ShownDigits {
  const half = (high - low) / 2;
  if (!(half > 0)) return { half, decimals: 0, bound: null };
  const ofValue = 3 - Math.floor(Math.log10(Math.max(Math.abs(value), 0.01)));
  const decimals = Math.max(0, Math.min(ofValue, Math.ceil(-Math.log10(half)) + 1));
  const least = 10 ** -decimals;
  return { half, decimals, bound: half < least / 2 ? `<${least.toFixed(decimals)}` : null };
}
