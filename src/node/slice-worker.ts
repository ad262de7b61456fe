/** The worker thread that slice-thread.ts starts. */
import { parentPort, workerData } from "node:worker_threads";
import { serveSlice, type WorkerStart } from "../../emulator/loihi/worker.js";
import { serveReferencePart, type ReferenceStart } from "../../emulator/reference/worker.js";
import "./environment.js";

const port = parentPort;
if (port === null) throw new Error("this file is a worker thread");
const start = workerData as WorkerStart | ReferenceStart;
const post = (reply: unknown) => port.postMessage(reply);
port.on("message", "family" in start ? serveReferencePart(start, post) : serveSlice(start, post));
