/** A worker thread of the task pool: runs one task after the other and answers each with its result, or with what went wrong. */
import { parentPort } from "node:worker_threads";
import { EquipoiseError, type ProgressSink } from "../diagnostics/diagnostic.js";
import { runTask, type Task, type WorkerMessage } from "./pool.js";

const port = parentPort;
if (port === null) throw new Error("task-worker runs in a worker thread only");
const post = (message: WorkerMessage) => port.postMessage(message);

/** One message a percent is enough. */
function progressSink(): ProgressSink {
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

port.on("message", (task: Task) => {
  runTask(task, progressSink()).then(
    (result) => post({ type: "result", result }),
    (error: unknown) =>
      post(
        error instanceof EquipoiseError
          ? { type: "error", diagnostics: error.diagnostics, exitCode: error.exitCode }
          : { type: "fault", text: error instanceof Error ? (error.stack ?? error.message) : String(error) },
      ),
  );
});
