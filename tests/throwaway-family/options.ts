/** Its options: those that chips share, and two of its own. */
import { number } from "../../src/options/option.js";
import type { ValuesOf } from "../../src/options/option.js";
import { board, expectedRates, oversize, profile } from "../../src/options/shared-options.js";
import type { TargetSpec } from "../../src/targets/target.js";
import type { ShiftTarget } from "./target.js";

const SHIFT = {
  board,
  profile: profile<string, TargetSpec>("shift, the only one"),
  oversize,
  expectedRates,
  thresholdBits: number({
    help: "bits that a threshold takes of a state",
    range: { min: 4, max: 15, whole: true },
    what: "bits",
    default: () => 12,
  }),
  weightBits: number({
    help: "bits of a weight, with sign",
    range: { min: 2, max: 8, whole: true },
    what: "bits",
    default: () => 8,
  }),
};

export type ShiftOptions = { readonly family: "shift" } & ValuesOf<typeof SHIFT>;

export const SHIFT_OPTIONS = {
  family: "shift" as const,
  title: "Shift-style",
  options: SHIFT,
  together: ({ weightBits }: ShiftOptions, { id, widths }: ShiftTarget) =>
    weightBits > widths.weight
      ? { code: "bad-option" as const, option: "weightBits", problem: `is more than ${id} has`, hint: "use fewer" }
      : null,
  quantization: ({ weightBits }: ShiftOptions) => `${weightBits}-bit weights, decays by shifts`,
};
