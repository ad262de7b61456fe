/** The worker thread that slice-thread.ts starts. */
import { parentPort, workerData } from "node:worker_threads";
import { serveSlice, type WorkerStart } from "../../emulator/loihi/worker.js";
import { serveReferencePart, type ReferenceStart } from "../../emulator/reference/worker.js";
import { serveMachinePart, type MachineStart } from "../../emulator/spinnaker/worker.js";
import "./environment.js";

const port = parentPort;
if (port === null) throw new Error("this file is a worker thread");
const start = workerData as WorkerStart | ReferenceStart | MachineStart;
const post = (reply: unknown) => port.postMessage(reply);
port.on("message", serve());

function serve(): (message: unknown) => void {
  if (!("family" in start)) return serveSlice(start, post) as (message: unknown) => void;
  if (start.family === "reference") return serveReferencePart(start, post) as (message: unknown) => void;
  return serveMachinePart(start, post) as (message: unknown) => void;
}
