/** The back half of the pipeline: a quantized network to a program. Golden vectors and tests enter here. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { LoihiOptions } from "../../src/options/loihi.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { packPass } from "./passes/pack.js";
import { partitionPass } from "./passes/partition.js";
import { placePass } from "./passes/place.js";
import { routePass } from "./passes/route.js";
import { runPass, type CompileHooks } from "../common/run-passes.js";
import { passContext } from "./pass-context.js";
import type { PassContext, Quantized, Routed } from "./stages.js";

export interface MapResult {
  readonly routed: Routed;
  readonly program: LoihiProgram;
}

export function mapAndPack(quantized: Quantized, context: PassContext, hooks: CompileHooks): MapResult {
  const partitioned = runPass(partitionPass, quantized, context, hooks);
  const placed = runPass(placePass, partitioned, context, hooks);
  const routed = runPass(routePass, placed, context, hooks);
  return { routed, program: runPass(packPass, routed, context, hooks) };
}

/** @throws EquipoiseError with exit code 5 where the network does not fit the board */
export function compileQuantized(
  quantized: Quantized,
  target: LoihiTarget,
  options: Partial<LoihiOptions> = {},
  hooks: CompileHooks = {},
): MapResult & { readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  return { ...mapAndPack(quantized, passContext(target, options, hooks, diagnostics), hooks), diagnostics };
}
