/**
 * The whole pipeline:
 *
 *   Network → lower → scale → quantize → partition → place → route → pack = Program
 *
 * The same network, target and options give the same bytes: no clock, no chance.
 */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { Network } from "../../src/network/types.js";
import type { LoihiOptions } from "../../src/options/loihi.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { mapAndPack } from "./compile-quantized.js";
import { LOIHI_MODELS } from "./lowering/models.js";
import { lowerPass } from "./passes/lower.js";
import { packPass } from "./passes/pack.js";
import { partitionPass } from "./passes/partition.js";
import { placePass } from "./passes/place.js";
import { quantizePass } from "./passes/quantize.js";
import { routePass } from "./passes/route.js";
import { scalePass } from "./passes/scale.js";
import { enterDrawingLosses } from "../common/program-header.js";
import { requireLowerable } from "../common/lowerable.js";
import { runPass, type CompileHooks } from "../common/run-passes.js";
import { passContext } from "./pass-context.js";
import type { Quantized, Routed } from "./stages.js";

export type { CompileHooks } from "../common/run-passes.js";

/** All passes in their order; this list is what `compile --help` prints. */
export const passes: readonly { readonly name: string; readonly summary: string }[] = [
  lowerPass,
  scalePass,
  quantizePass,
  partitionPass,
  placePass,
  routePass,
  packPass,
];

export interface CompileResult {
  readonly program: LoihiProgram;
  readonly quantized: Quantized;
  readonly routed: Routed;
  /** Warnings and notes of all passes. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws EquipoiseError for input the target cannot express, with exit code 5 where the network does not fit the board */
export function compile(
  network: Network,
  target: LoihiTarget,
  options: Partial<LoihiOptions> = {},
  hooks: CompileHooks = {},
): CompileResult {
  const diagnostics: Diagnostic[] = [];
  const context = passContext(target, options, hooks, diagnostics);
  requireLowerable(network, target.title, LOIHI_MODELS);
  enterDrawingLosses(network, context.ledger);
  const lowered = runPass(lowerPass, network, context, hooks);
  const scaled = runPass(scalePass, lowered, context, hooks);
  const quantized = runPass(quantizePass, scaled, context, hooks);
  return { ...mapAndPack(quantized, context, hooks), quantized, diagnostics };
}
