/** submitSweep: `sweep run --engine slurm`, from the states of the tasks to what the user reads. */
import { resolve } from "node:path";
import { counted } from "../diagnostics/counted.js";
import type { SlurmOptions } from "../sweep/slurm/options.js";
import type { ScriptContext } from "../sweep/slurm/scripts.js";
import { prepareSubmission, submitPlan, type Submission } from "../sweep/slurm/submit.js";
import type { TaskState } from "../sweep/plan/results.js";
import { writeWhole } from "./files.js";
import type { Terminal } from "./terminal.js";

export interface SweepToSubmit {
  /** The plan's file, as the user names it. */
  readonly plan: string;
  /** Of all its tasks. */
  readonly states: readonly TaskState[];
  /** First and last of the tasks that are meant, counted from 0. */
  readonly from: number;
  readonly to: number;
  readonly retryFailed: boolean;
  readonly words: Pick<ScriptContext, "place" | "runOptions" | "again" | "gather">;
  readonly options: SlurmOptions;
  readonly dryRun: boolean;
}

export function submitSweep(sweep: SweepToSubmit, terminal: Terminal): void {
  const { states, from, to, options } = sweep;
  const plan = resolve(sweep.plan);
  // A task that is claimed is left to its run, or its run is dead: the job of the array finds out.
  const open = (state: TaskState) =>
    state === "missing" || state === "running" || (sweep.retryFailed && state === "failed");
  const missing = states.flatMap((state, k) => (from <= k && k <= to && open(state) ? [k] : []));
  if (missing.length === 0) {
    const failed = states.filter((state, k) => from <= k && k <= to && state === "failed").length;
    if (terminal.options.json) return terminal.printJson({ plan: sweep.plan, submitted: 0, failed });
    return terminal.print(
      `nothing to submit: ${counted(to - from + 1, "task")}, ${failed} of them failed${failed > 0 ? " (--retry-failed tries them again)" : ""}`,
    );
  }
  const submission: Submission = {
    ...{ plan, tasks: states.length, missing, options, write: writeWhole, own: process.env.SLURM_JOB_ID },
    command: { equipoise: [process.execPath, resolve(process.argv[1])], ...sweep.words },
  };
  const prepared = prepareSubmission(submission);
  if (sweep.dryRun) {
    if (!prepared.asked) terminal.log("no Slurm here was asked how large an array may be: taken as 1000 jobs");
    const files = [prepared.chunks, prepared.array, prepared.last];
    if (terminal.options.json) return terminal.printJson({ plan: sweep.plan, dryRun: true, files });
    for (const { path, text } of files) terminal.print(`=== ${path}\n${text}`);
    return;
  }
  const { round, array, last, jobs } = submitPlan(submission, prepared);
  if (terminal.options.json)
    return terminal.printJson({
      ...{ plan: sweep.plan, submitted: missing.length, round, jobs, array, last, folder: prepared.folder },
    });
  terminal.print(
    `job ${array}: ${counted(missing.length, "task")} in ${counted(jobs, "job")} of an array, round ${round}`,
  );
  terminal.print(
    `job ${last}: after it, ${options.retries > 0 ? `submits again what is missing (${options.retries} more), and ` : ""}gathers`,
  );
  terminal.print(`scripts and logs: ${prepared.folder}`);
}
