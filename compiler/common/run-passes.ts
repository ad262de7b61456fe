/**
 * Runs passes one after the other: each is checked by its independent checker, and hooks see every stage.
 * The time is the caller's business: the compiler reads no clock.
 */
import type { Diagnostic, DiagnosticSink, ProgressSink } from "../../src/diagnostics/diagnostic.js";
import { LossLedger, type LossEntry } from "../../src/diagnostics/loss-ledger.js";
import type { Pass } from "./pass.js";

/** Where a program goes, if not to its target's chip or emulator: another tool may lack what the target has. */
export interface ProgramDestination {
  /** "Lava" */
  readonly name: string;
  readonly lacks: readonly "noise"[];
}

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
  /** Nobody needs the drawn synapses afterwards: a compiler may give their memory back as it goes. A released array throws where it is read. */
  readonly releases?: boolean;
  /** The target's chip or its emulator unless told. Ways out are those of the destination. */
  readonly destination?: ProgramDestination;
}

/** Where passes of any family write. */
export interface PassSinks {
  readonly ledger: LossLedger;
  readonly report: DiagnosticSink;
  readonly progress: ProgressSink;
}

/** A new ledger; messages collected and handed on; progress. */
export function sinks(hooks: CompileHooks, diagnostics: Diagnostic[]): PassSinks {
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
