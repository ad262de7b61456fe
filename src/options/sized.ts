/** Options of chips that are only sized: theory on rounded weights has little to choose. */
import type { SizedTarget } from "../targets/sized/target.js";
import type { OptionTable, TaggedOptions } from "./option-table.js";
import { board, expectedRates, oversize, profile } from "./shared-options.js";

const SIZED = {
  board,
  profile: profile<string, SizedTarget>("float, as far as it is public"),
  oversize,
  expectedRates,
};

export type SizedOptions = TaggedOptions<"sized", typeof SIZED>;

export const SIZED_OPTIONS: OptionTable<SizedTarget, SizedOptions> = {
  family: "sized",
  title: "Sized-only",
  options: SIZED,
  quantization: () => "weights rounded to nearest",
};
