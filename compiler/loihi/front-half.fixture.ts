/** Tests only: runs lower, scale and quantize with their checkers on a drawn network. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import { LossLedger } from "../../src/diagnostics/loss-ledger.js";
import type { LoihiOptions } from "../../src/options/loihi.js";
import type { Network } from "../../src/network/types.js";
import { boardOf, profileOf, loihiTargetById } from "../../src/targets/registry.js";
import { lowerPass } from "./passes/lower.js";
import { quantizePass } from "./passes/quantize.js";
import { scalePass } from "./passes/scale.js";
import type { Lowered, PassContext, Quantized, Scaled } from "./stages.js";
import { optionsWith } from "../../src/options/check-options.js";

export interface FrontResult {
  readonly lowered: Lowered;
  readonly scaled: Scaled;
  readonly quantized: Quantized;
  readonly ledger: LossLedger;
  readonly diagnostics: readonly Diagnostic[];
  readonly context: PassContext;
}

export function compileFront(network: Network, options: Partial<LoihiOptions> = {}): FrontResult {
  const target = loihiTargetById("loihi1");
  const profile = profileOf(target, options.profile ?? "hw");
  const diagnostics: Diagnostic[] = [];
  const ledger = new LossLedger();
  const context: PassContext = {
    target,
    profile,
    board: boardOf(target),
    ledger,
    report: (d) => diagnostics.push(d),
    progress: () => {},
    options: optionsWith(target, { profile: profile.id, ...options }),
  };
  const lowered = lowerPass.run(network, context);
  lowerPass.check(network, lowered, context);
  const scaled = scalePass.run(lowered, context);
  scalePass.check(lowered, scaled, context);
  const quantized = quantizePass.run(scaled, context);
  quantizePass.check(scaled, quantized, context);
  return { lowered, scaled, quantized, ledger, diagnostics, context };
}
