/** What a thread of the pool is asked and what it answers: one request at a time, any number of `progress`, then one of the others. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { ExitCode } from "../diagnostics/exit-codes.js";

export interface JobRequest {
  readonly job: string;
  readonly task: unknown;
}

export type JobAnswer<Result> =
  | { readonly type: "progress"; readonly phase: string; readonly done: number; readonly total: number }
  | { readonly type: "result"; readonly result: Result }
  | { readonly type: "error"; readonly diagnostics: readonly Diagnostic[]; readonly exitCode: ExitCode }
  | { readonly type: "fault"; readonly text: string };
