/**
 * Runs passes one after the other: each is checked by its independent checker, and hooks see every stage.
 * The time is the caller's business: the compiler reads no clock.
 */
import type { Diagnostic, DiagnosticSink, ProgressSink } from "../../src/diagnostics/diagnostic.js";
import { LossLedger, type LossEntry } from "../../src/diagnostics/loss-ledger.js";
import { LOIHI_OPTIONS, type LoihiOptions } from "../../src/families/loihi/options.js";
import { completed } from "../../src/families/option-table.js";
import { boardOf, profileOf } from "../../src/targets/registry.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import type { PassContext } from "../loihi/stages.js";
import type { Pass } from "./pass.js";

export interface CompileHooks {
  /** Warnings and notes. */
  readonly report?: DiagnosticSink;
  readonly progress?: ProgressSink;
  /** Called before and after each pass, e.g. to measure time or to print a stage. */
  readonly beforePass?: (name: string) => void;
  readonly afterPass?: (name: string, value: unknown, ledger: readonly LossEntry[]) => void;
  /** Name of the pass after which to stop. */
  readonly stopAfter?: string;
  /** Run the independent checker after each pass; true unless told. */
  readonly check?: boolean;
}

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
    ...sinks(hooks, diagnostics),
  };
}

/** Where passes of any family write: a new ledger, messages collected and handed on, progress. */
export function sinks(
  hooks: CompileHooks,
  diagnostics: Diagnostic[],
): Pick<PassContext, "ledger" | "report" | "progress"> {
  return {
    ledger: new LossLedger(),
    report: (diagnostic) => {
      diagnostics.push(diagnostic);
      hooks.report?.(diagnostic);
    },
    progress: hooks.progress ?? (() => {}),
  };
}

/** Thrown inside the runner when `stopAfter` is reached. */
export class Stopped extends Error {
  constructor(
    readonly pass: string,
    readonly value: unknown,
  ) {
    super(`stopped after ${pass}`);
  }
}

export function runPass<In, Out, Context extends { readonly ledger: LossLedger }>(
  pass: Pass<In, Out, Context>,
  input: In,
  context: Context,
  hooks: CompileHooks,
): Out {
  hooks.beforePass?.(pass.name);
  const output = pass.run(input, context);
  hooks.afterPass?.(pass.name, output, context.ledger.entries());
  if (hooks.check ?? true) pass.check(input, output, context);
  if (hooks.stopAfter === pass.name) throw new Stopped(pass.name, output);
  return output;
}
