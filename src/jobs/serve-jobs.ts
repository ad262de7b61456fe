/** Serves jobs in a thread of the pool: one task after the other, each answered with its result, or with what went wrong. */
import { parentPort } from "node:worker_threads";
import "../node/environment.js";
import { EquipoiseError, type ProgressSink } from "../diagnostics/diagnostic.js";
import type { Job } from "./job.js";
import type { JobAnswer, JobRequest } from "./messages.js";

type Post = (answer: JobAnswer<unknown>) => void;

/** One message a percent is enough. */
function progressSink(post: Post): ProgressSink {
  let lastPhase = "";
  let lastShare = 0;
  return (phase, done, total) => {
    const share = total > 0 ? Math.floor((100 * done) / total) : 100;
    if (phase === lastPhase && share === lastShare) return;
    lastPhase = phase;
    lastShare = share;
    post({ type: "progress", phase, done, total });
  };
}

/** The registry of a worker file, which calls this and does nothing else. @throws outside of a worker thread */
export function serveJobs(jobs: readonly Job<unknown, unknown>[]): void {
  const port = parentPort;
  if (port === null) throw new Error("jobs are served in a worker thread only");
  const post: Post = (answer) => port.postMessage(answer);
  const run = async ({ job: name, task }: JobRequest): Promise<unknown> => {
    const job = jobs.find((one) => one.name === name);
    if (job === undefined)
      throw new Error(`this worker has no job ${name}: it serves ${jobs.map((one) => one.name).join(", ")}`);
    return job.run(task, progressSink(post));
  };
  port.on("message", (request: JobRequest) => {
    run(request)
      .then((result) => post({ type: "result", result }))
      .catch((error: unknown) =>
        post(
          error instanceof EquipoiseError
            ? { type: "error", diagnostics: error.diagnostics, exitCode: error.exitCode }
            : { type: "fault", text: error instanceof Error ? (error.stack ?? error.message) : String(error) },
        ),
      );
  });
}
