/** Compiles as far as partitioning and says what is known by then, also of a network that does not fit. */
import { Stopped, type CompileHooks } from "../../../compiler/run-passes.js";
import { EquipoiseError } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import type { LossEntry } from "../../diagnostics/loss-ledger.js";

export interface PartialCompile<Quantized, Partitioned> {
  readonly quantized: Quantized;
  /** null where it does not fit. */
  readonly partitioned: Partitioned | null;
  readonly ledger: readonly LossEntry[];
  readonly misfit: EquipoiseError | null;
}

/** @param compile is called with hooks that stop it after `partition` */
export function compilePartly<Quantized, Partitioned>(compile: (hooks: CompileHooks) => unknown, hooks: CompileHooks): PartialCompile<Quantized, Partitioned> {
  let quantized: Quantized | undefined;
  let ledger: readonly LossEntry[] = [];
  try {
    compile({
      ...hooks,
      stopAfter: "partition",
      afterPass: (name, value, entries) => {
        ledger = entries;
        if (name === "quantize") quantized = value as Quantized;
        hooks.afterPass?.(name, value, entries);
      },
    });
  } catch (error) {
    if (error instanceof Stopped && quantized !== undefined) return { quantized, partitioned: error.value as Partitioned, ledger, misfit: null };
    if (error instanceof EquipoiseError && error.exitCode === ExitCode.doesNotFit && quantized !== undefined) return { quantized, partitioned: null, ledger, misfit: error };
    throw error;
  }
  throw new Error("the compiler did not stop after partition");
}
