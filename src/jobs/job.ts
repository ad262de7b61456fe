/**
 * Job: a kind of task that can run in any thread. It is a plain record beside the code that does the work; the pool knows no job, and a
 * worker file knows its own ones only, so that a thread loads what its tasks need and no more.
 */
import type { ProgressSink } from "../diagnostics/diagnostic.js";

export interface Job<Task, Result> {
  /** By which the worker file finds it; unique there. */
  readonly name: string;
  /** The compiled module that hands this job to `serveJobs`. */
  readonly worker: URL;
  /** Task and result must survive a structured clone. @throws EquipoiseError, which crosses threads as what it is */
  run(task: Task, progress?: ProgressSink): Promise<Result>;
}

/** Finds `worker.js` beside a module. Node runs no TypeScript: from the sources (tests) it is the one in dist/. */
export function workerBeside(moduleUrl: string): URL {
  const beside = new URL("./worker.js", moduleUrl).href;
  if (!moduleUrl.endsWith(".ts")) return new URL(beside);
  const root = new URL("../../", import.meta.url).href;
  return new URL(`dist/${beside.slice(root.length)}`, root);
}
