/** Integer networks as compiled networks: run and read back like those of descriptions, but nothing was quantized here, so there are no variants. */
import type { CompileHooks } from "../../compiler/common/run-passes.js";
import { compileIntegersForLoihi } from "../../compiler/loihi/compile-integers.js";
import { compileIntegersForSpinnaker } from "../../compiler/spinnaker/compile-integers.js";
import { fail } from "../diagnostics/diagnostic.js";
import type { Integers } from "../interchange/integers/integers.js";
import type { Network } from "../network/types.js";
import type { FamilyOptions } from "../options/option-tables.js";
import type { LoihiOptions } from "../options/loihi.js";
import type { SpinnakerOptions } from "../options/spinnaker.js";
import type { TargetSpec } from "../targets/target.js";
import { fpgaImageOf, mcuImageUseOf } from "./board-image.js";
import type { CompiledNetwork, VariantRun } from "./family.js";
import { CompiledForLoihi } from "./loihi/family.js";
import { CompiledForSpinnaker } from "./spinnaker/family.js";

/** Attribution quantizes a description one thing at a time; what quantized these integers is not known. */
const NO_VARIANTS: readonly VariantRun[] = [];

class IntegersOnLoihi extends CompiledForLoihi {
  override get variants(): readonly VariantRun[] {
    return NO_VARIANTS;
  }
}

class IntegersOnSpinnaker extends CompiledForSpinnaker {
  override get variants(): readonly VariantRun[] {
    return NO_VARIANTS;
  }
}

/**
 * @param options of the target, all of them
 * @param described what a description says of the populations, for `onChip` and currents in its units
 * @throws EquipoiseError `integers-family`, `integers-limit`, and with exit code 5 where the network does not fit the board
 */
export function compileIntegers(
  integers: Integers,
  target: TargetSpec,
  options: FamilyOptions,
  hooks: CompileHooks,
  described?: Network,
): CompiledNetwork {
  if (integers.family === "loihi" && target.family === "loihi") {
    const own = options as LoihiOptions;
    const result = compileIntegersForLoihi(integers, target, own, hooks, described);
    return new IntegersOnLoihi(result, target, own, fpgaImageOf(result.program, target, own, hooks.report));
  }
  if (integers.family === "spinnaker" && target.family === "spinnaker") {
    const own = options as SpinnakerOptions;
    const result = compileIntegersForSpinnaker(integers, target, own, hooks, described);
    return new IntegersOnSpinnaker(result, target, own, mcuImageUseOf(result.program, target, own, hooks.report));
  }
  return fail(
    "integers-family",
    `the integers of ${integers.name} are those of ${integers.target}, and ${target.id} is of another family of chips`,
    { hint: `leave --target out, or name one of family ${integers.family}` },
  );
}
