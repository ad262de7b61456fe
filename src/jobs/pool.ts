/**
 * Runs tasks in worker threads, one task a thread at a time; results come back in the order of the tasks.
 * With one job, or one task, everything runs in this thread.
 */
import { Worker } from "node:worker_threads";
import { EquipoiseError, type Diagnostic, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExitCode } from "../diagnostics/exit-codes.js";
import type { ConditionResult, ConditionTask } from "../../phenomena/run-condition.js";
import type { GridPointResult, GridPointTask } from "../../studies/grid-point.js";
import type { DiscretizationResult, DiscretizationTask } from "../../studies/run-discretizations.js";
import type { TrialResult, TrialTask } from "../../studies/trial.js";
import { sweepSeed, type SeedSweep, type SweepTask } from "../sweep/sweep-seed.js";
import { attributeSeed, type AttributionTask, type SeedVariants } from "../verify/attribute-seed.js";
import { verifySeed, type SeedResult, type SeedTask } from "../verify/verify-seed.js";

export type Task =
  | { readonly kind: "verify"; readonly task: SeedTask }
  | { readonly kind: "attribute"; readonly task: AttributionTask }
  | { readonly kind: "sweep"; readonly task: SweepTask }
  | { readonly kind: "condition"; readonly task: ConditionTask }
  | { readonly kind: "discretization"; readonly task: DiscretizationTask }
  | { readonly kind: "trial"; readonly task: TrialTask }
  | { readonly kind: "grid-point"; readonly task: GridPointTask };
export type TaskResult =
  SeedResult | SeedVariants | SeedSweep | ConditionResult | DiscretizationResult | TrialResult | GridPointResult;

export type WorkerMessage =
  | { readonly type: "progress"; readonly phase: string; readonly done: number; readonly total: number }
  | { readonly type: "result"; readonly result: TaskResult }
  | { readonly type: "error"; readonly diagnostics: readonly Diagnostic[]; readonly exitCode: ExitCode }
  | { readonly type: "fault"; readonly text: string };

/** The phenomena are loaded where one of them runs: a verification and its threads start without. */
export async function runTask({ kind, task }: Task, progress?: ProgressSink): Promise<TaskResult> {
  switch (kind) {
    case "verify":
      return verifySeed(task, progress);
    case "attribute":
      return attributeSeed(task, progress);
    case "sweep":
      return sweepSeed(task, progress);
    case "condition":
      return (await import("../../phenomena/run-condition.js")).runCondition(task, progress);
    case "discretization":
      return (await import("../../studies/run-discretizations.js")).runDiscretizations(task, progress);
    case "trial":
      return (await import("../../studies/trial.js")).runTrial(task, progress);
    case "grid-point":
      return (await import("../../studies/grid-point.js")).runGridPoint(task, progress);
  }
}

/** Workers run compiled code: from the sources (tests) that is the build in dist/. */
function workerUrl(): URL {
  return import.meta.url.endsWith(".ts")
    ? new URL("../../dist/src/jobs/worker.js", import.meta.url)
    : new URL("./worker.js", import.meta.url);
}

interface Waiting {
  resolve(result: TaskResult): void;
  reject(error: Error): void;
  onProgress(): void;
}

/** A thread that runs one task after the other: loading the code and warming it up costs as much as a short task. */
class TaskWorker {
  private readonly worker = new Worker(workerUrl());
  private waiting: Waiting | undefined;

  constructor() {
    this.worker.on("message", (message: WorkerMessage) => {
      if (message.type === "progress") return this.waiting?.onProgress();
      if (message.type === "result") this.waiting?.resolve(message.result);
      else if (message.type === "error")
        this.waiting?.reject(new EquipoiseError(message.diagnostics, message.exitCode));
      else this.waiting?.reject(new Error(message.text));
    });
    this.worker.on("error", (error) => this.waiting?.reject(error));
    this.worker.on("exit", (code) => this.waiting?.reject(new Error(`a worker ended early with code ${code}`)));
  }

  run(task: Task, onProgress: () => void): Promise<TaskResult> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject, onProgress };
      this.worker.postMessage(task);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}

/** @throws the first error of any task; the others are abandoned */
export async function runTasks(
  tasks: readonly Task[],
  jobs: number,
  phase: string,
  progress: ProgressSink,
): Promise<TaskResult[]> {
  if (jobs <= 1 || tasks.length <= 1) {
    const results: TaskResult[] = [];
    for (const task of tasks) results.push(await runTask(task, progress));
    return results;
  }
  const results = new Array<TaskResult>(tasks.length);
  const workers = Array.from({ length: Math.min(jobs, tasks.length) }, () => new TaskWorker());
  let next = 0;
  let finished = 0;
  const lane = async (worker: TaskWorker): Promise<void> => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await worker.run(tasks[index], () => progress(phase, finished, tasks.length));
      progress(phase, ++finished, tasks.length);
    }
  };
  try {
    await Promise.all(workers.map(lane));
  } finally {
    next = tasks.length;
    await Promise.all(workers.map((worker) => worker.close()));
  }
  return results;
}
