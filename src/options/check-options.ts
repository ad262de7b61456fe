/** Options of a target, whoever gives them: its defaults, its defaults with changes, and the check of a whole record. */
import type { TargetSpec } from "../targets/target.js";
import { checkWhole, completed, defaultsOf, IN_CODE, type Spelling } from "./option-table.js";
import { optionTableOf, type OptionChanges, type OptionsFor } from "./option-tables.js";

/** The compiler's options for any target, as `build` and `verify` take them. */
export function defaultOptions<Target extends TargetSpec>(target: Target): OptionsFor<Target> {
  return defaultsOf(optionTableOf(target), target);
}

/**
 * The defaults of a target with some options changed.
 * @throws EquipoiseError `bad-option`, `board-unknown`, `profile-unknown` for an option or a value that the target does not have
 */
export function optionsWith<Target extends TargetSpec>(
  target: Target,
  changes: OptionChanges,
  as: Spelling = IN_CODE,
): OptionsFor<Target> {
  return completed(optionTableOf(target), target, changes, as);
}

/** @throws EquipoiseError as `optionsWith`, and `bad-option` for an option that is missing */
export function checkOptions(target: TargetSpec, options: unknown, as: Spelling = IN_CODE): void {
  checkWhole(optionTableOf(target), target, options, as);
}
