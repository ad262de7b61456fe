/** What passes for Loihi-style chips get besides their input, from a target and the options that were given. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { LOIHI_OPTIONS, type LoihiOptions } from "../../src/options/loihi.js";
import { completed } from "../../src/options/option-table.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { boardOf, profileOf } from "../../src/targets/registry.js";
import { sinks, type CompileHooks } from "../common/run-passes.js";
import type { PassContext } from "./stages.js";

/** @throws EquipoiseError `bad-option`, `board-unknown`, `profile-unknown` for an option or a value that the target does not have */
export function passContext(
  target: LoihiTarget,
  options: Partial<LoihiOptions>,
  hooks: CompileHooks,
  diagnostics: Diagnostic[],
): PassContext {
  const all = completed(LOIHI_OPTIONS, target, options);
  return {
    target,
    profile: profileOf(target, all.profile),
    board: boardOf(target, all.board),
    options: all,
    ...(hooks.destination === undefined ? {} : { destination: hooks.destination }),
    ...sinks(hooks, diagnostics),
  };
}
