/** The worker thread that slice-thread.ts starts. */
import { parentPort, workerData } from "node:worker_threads";
import { serveSlice, type WorkerStart } from "../../emulator/loihi/worker.js";
import "./environment.js";

const port = parentPort;
if (port === null) throw new Error("this file is a worker thread");
port.on(
  "message",
  serveSlice(workerData as WorkerStart, (reply) => port.postMessage(reply)),
);
