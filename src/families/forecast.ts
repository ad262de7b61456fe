/** Compiles as far as partitioning, or to the end, and says what is known by then, also of a network that does not fit. */
import { Stopped, type CompileHooks } from "../../compiler/common/run-passes.js";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import type { LossEntry } from "../diagnostics/loss-ledger.js";

export interface PartialCompile<Quantized, Partitioned, Whole> {
  readonly quantized: Quantized;
  /** null where it does not fit. */
  readonly partitioned: Partitioned | null;
  /** null unless it was asked for, and where it does not fit. */
  readonly whole: Whole | null;
  readonly ledger: readonly LossEntry[];
  readonly misfit: EquipoiseError | null;
}

/**
 * @param compile is called with hooks that stop it after `partition`, unless `toTheEnd`
 * @param toTheEnd of boards whose memory image decides: `compile` also makes that image, and throws where it does not fit
 */
export function compilePartly<Quantized, Partitioned, Whole>(
  compile: (hooks: CompileHooks) => Whole,
  hooks: CompileHooks,
  toTheEnd: boolean,
): PartialCompile<Quantized, Partitioned, Whole> {
  let quantized: Quantized | undefined;
  let partitioned: Partitioned | null = null;
  let ledger: readonly LossEntry[] = [];
  let whole: Whole | null = null;
  let misfit: EquipoiseError | null = null;
  try {
    whole = compile({
      ...hooks,
      stopAfter: toTheEnd ? undefined : "partition",
      afterPass: (name, value, entries) => {
        ledger = entries;
        if (name === "quantize") quantized = value as Quantized;
        if (name === "partition") partitioned = value as Partitioned;
        hooks.afterPass?.(name, value, entries);
      },
    });
  } catch (error) {
    if (error instanceof EquipoiseError && error.exitCode === ExitCode.doesNotFit) misfit = error;
    else if (!(error instanceof Stopped)) throw error;
  }
  // What is refused before it was quantized has nothing to forecast.
  if (quantized === undefined) throw misfit ?? new Error("the compiler stopped before quantize");
  return { quantized, partitioned, whole, ledger, misfit };
}
