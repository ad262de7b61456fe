/** A worker thread of Node that runs one slice of an emulator. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { fail } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import type { Thread, ThreadListener } from "../environment/environment.js";

/** From TypeScript sources (tests) the compiled worker in dist/ is used: Node runs no TypeScript. */
function workerFile(): URL {
  if (!import.meta.url.endsWith(".ts")) return new URL("./slice-worker.js", import.meta.url);
  const compiled = new URL("../../dist/src/node/slice-worker.js", import.meta.url);
  if (!existsSync(fileURLToPath(compiled)))
    fail("worker-not-built", "the worker threads need the compiled emulator, which is not there", {
      hint: "run npm run build",
      exitCode: ExitCode.internal,
    });
  return compiled;
}

/** @throws EquipoiseError `worker-not-built` */
export function startSliceThread(start: unknown, { message, failed }: ThreadListener): Thread {
  const worker = new Worker(workerFile(), { workerData: start });
  worker.on("message", message);
  worker.on("error", failed);
  worker.on("exit", (code) => failed(new Error(`an emulator worker ended unexpectedly (code ${code})`)));
  return {
    post: (request) => worker.postMessage(request),
    async terminate() {
      worker.removeAllListeners("error");
      worker.on("error", () => {});
      await worker.terminate();
    },
  };
}
