/** As far as `check` goes: the quantized network and whether it fits, without placing, routing or running anything. */
import { compile } from "../../compiler/compile.js";
import { Stopped } from "../../compiler/run-passes.js";
import type { CompileOptions, Partitioned, Quantized } from "../../compiler/stages.js";
import type { NetworkDescription } from "../description/types.js";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import type { Network } from "../network/types.js";
import type { LoihiTarget } from "../targets/types.js";
import type { MeanFieldModel } from "../theory/mean-field-model.js";
import { prepare, type BuildHooks } from "./build.js";
import { quantizedNetwork } from "./quantized-network.js";

export interface QuantizedForecast {
  readonly floatModel: MeanFieldModel;
  /** The network as the chip has it. */
  readonly onChip: Network;
  readonly ledger: readonly LossEntry[];
  readonly cores: number;
  readonly chips: number;
  /** Why it does not fit, or null. */
  readonly misfit: EquipoiseError | null;
}

export function quantize(description: NetworkDescription, target: LoihiTarget, options: CompileOptions, hooks: BuildHooks = {}): QuantizedForecast {
  const { network, floatModel, sized } = prepare(description, target, options, hooks);
  let quantized: Quantized | undefined;
  let ledger: readonly LossEntry[] = [];
  let cores = 0;
  let misfit: EquipoiseError | null = null;
  try {
    compile(network, target, sized, {
      ...hooks,
      stopAfter: "partition",
      afterPass: (name, value, entries) => {
        ledger = entries;
        if (name === "quantize") quantized = value as Quantized;
        hooks.afterPass?.(name, value, entries);
      },
    });
  } catch (error) {
    if (error instanceof Stopped) cores = (error.value as Partitioned).cores.length;
    else if (error instanceof EquipoiseError && error.exitCode === ExitCode.doesNotFit && quantized !== undefined) misfit = error;
    else throw error;
  }
  const perChip = target.limits.coresPerChip.value ?? cores;
  return {
    floatModel,
    onChip: quantizedNetwork(quantized!, target, target.profiles[options.profile]!),
    ledger,
    cores,
    chips: Math.ceil(cores / Math.max(1, perChip)),
    misfit,
  };
}
