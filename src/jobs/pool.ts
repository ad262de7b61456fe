/**
 * Runs the tasks of a job in worker threads, one task a thread at a time; results come back in the order of the tasks.
 * With one thread, or one task, everything runs in this thread.
 */
import { Worker } from "node:worker_threads";
import { EquipoiseError, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { Job } from "./job.js";
import type { JobAnswer, JobRequest } from "./messages.js";

interface Waiting<Result> {
  resolve(result: Result): void;
  reject(error: Error): void;
  onProgress(): void;
}

/** A thread that runs one task after the other: loading the code and warming it up costs as much as a short task. */
class JobThread<Task, Result> {
  private readonly worker: Worker;
  private waiting: Waiting<Result> | undefined;
  /** Why the thread is no more; it may end between two tasks, when nobody waits. */
  private ended: Error | undefined;

  constructor(private readonly job: Job<Task, Result>) {
    this.worker = new Worker(job.worker);
    this.worker.on("message", (answer: JobAnswer<Result>) => {
      if (answer.type === "progress") return this.waiting?.onProgress();
      if (answer.type === "result") this.waiting?.resolve(answer.result);
      else if (answer.type === "error") this.waiting?.reject(new EquipoiseError(answer.diagnostics, answer.exitCode));
      else this.waiting?.reject(new Error(answer.text));
    });
    this.worker.on("error", (error) => this.end(error));
    this.worker.on("exit", (code) => this.end(new Error(`a worker ended early with code ${code}`)));
  }

  run(task: Task, onProgress: () => void): Promise<Result> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject, onProgress };
      const request: JobRequest = { job: this.job.name, task };
      this.worker.postMessage(request);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private end(error: Error): void {
    this.ended ??= error;
    this.waiting?.reject(this.ended);
  }
}

/** @throws the first error of any task; the others are abandoned, and no further one begins */
export async function runTasks<Task, Result>(
  job: Job<Task, Result>,
  tasks: readonly Task[],
  threads: number,
  phase: string,
  progress: ProgressSink = () => {},
): Promise<Result[]> {
  if (threads <= 1 || tasks.length <= 1) {
    const results: Result[] = [];
    for (const task of tasks) results.push(await job.run(task, progress));
    return results;
  }
  const results = new Array<Result>(tasks.length);
  const crew = Array.from({ length: Math.min(threads, tasks.length) }, () => new JobThread(job));
  let next = 0;
  let finished = 0;
  const lane = async (thread: JobThread<Task, Result>): Promise<void> => {
    while (next < tasks.length) {
      const index = next++;
      results[index] = await thread.run(tasks[index], () => progress(phase, finished, tasks.length));
      progress(phase, ++finished, tasks.length);
    }
  };
  try {
    await Promise.all(crew.map(lane));
  } finally {
    next = tasks.length;
    await Promise.all(crew.map((thread) => thread.close()));
  }
  return results;
}
