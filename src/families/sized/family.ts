/** Chips that can be sized but not emulated: theory on their rounded weights, and a refusal to claim more. */
import { enterDrawingLosses } from "../../../compiler/common/program-header.js";
import { misfitOf } from "../../../compiler/sized/fit.js";
import { withSizedWeights } from "../../../compiler/sized/weights.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import { LossLedger } from "../../diagnostics/loss-ledger.js";
import type { SizedTarget } from "../../targets/sized/target.js";
import { realTimeUnknown } from "../real-time.js";
import type { Family } from "../family.js";
import type { SizedOptions } from "../../options/sized.js";

export const sizedFamily: Family<SizedTarget, SizedOptions> = {
  passes: [],
  // It runs none: what refuses is not the model.
  whyNot: (_model, { title, notEmulated }) => `${title} cannot be emulated: ${notEmulated}`,
  timestep: ({ dt }) => dt,
  compile: (_network, target) => refuse(target),
  forecast(network, target, options) {
    const ledger = new LossLedger();
    enterDrawingLosses(network, ledger);
    const onChip = {
      ...withSizedWeights(network, target.limits.largestWeight.value!, ledger),
      name: `${network.name} on ${target.id}`,
    };
    return {
      onChip,
      variants: [],
      ledger: ledger.entries(),
      cores: null,
      chips: null,
      tables: [],
      misfit: misfitOf(network, target, options),
      imageUse: null,
      realTime: realTimeUnknown(network.dt, "no figures for the times of its neurons and synapses are used here"),
    };
  },
};

function refuse({ id, title, notEmulated }: SizedTarget): never {
  return fail("not-bit-accurate", `${title} cannot be emulated: ${notEmulated}.`, {
    exitCode: ExitCode.badInput,
    hint: `\`equipoise check --target ${id}\` sizes the network and predicts its rates with the chip's weights; \`equipoise targets ${id}\` shows what is public`,
  });
}
