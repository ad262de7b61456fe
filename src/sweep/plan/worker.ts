/**
 * The process that computes tasks of a plan, one group after the other. It is a process, not a thread, so that limits of time and memory bind:
 * what breaks them is killed, and nothing else with it.
 */
import "../../node/environment.js";
import { EquipoiseError, formatDiagnostic } from "../../diagnostics/diagnostic.js";
import { optionsWith } from "../../options/check-options.js";
import { targetById } from "../../targets/registry.js";
import { DrawnOnce } from "../drawn-once.js";
import { describeTask, plannedArrays, type ReadBeside } from "./described-task.js";
import type { PlanHeader, PlanTask } from "./plan.js";
import { encodeResult } from "./results.js";
import { taskResult } from "./task-result.js";
import type { WorkerAnswer, WorkerRequest } from "./worker-messages.js";

const parent = process.ppid;
const post = (answer: WorkerAnswer) => void process.send?.(answer);

/** Without the run that asked there is nobody to take a result. */
function endWithParent(): void {
  if (process.ppid !== parent) process.exit(0);
}
process.on("disconnect", () => process.exit(0));

interface Planned {
  readonly planFile: string;
  readonly header: PlanHeader;
  readonly read: ReadBeside;
}

let planned: Planned | undefined;

async function computeGroup({ planFile, header, read }: Planned, tasks: readonly PlanTask[]): Promise<void> {
  let drawn: DrawnOnce | undefined;
  for (const task of tasks) {
    post({ type: "begin", task: task.task });
    // Garbage of the task before does not count as memory of this one.
    globalThis.gc?.();
    try {
      const { seed, blocks } = task;
      drawn ??= new DrawnOnce({ description: describeTask(planFile, header, task, read), seed, blocks }, endWithParent);
      const target = targetById(task.target);
      const variant = await drawn.measure(target, optionsWith(target, task.options));
      post({ type: "done", task: task.task, bytes: encodeResult(taskResult(task.task, variant)) });
    } catch (error) {
      post({ type: "failed", task: task.task, ...reasonOf(error) });
    }
  }
  post({ type: "over" });
}

function reasonOf(error: unknown): { code: string; message: string } {
  if (error instanceof EquipoiseError)
    return { code: error.diagnostics[0].code, message: error.diagnostics.map(formatDiagnostic).join("\n") };
  return { code: "internal", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

process.on("message", (request: WorkerRequest) => {
  if (request.type === "plan")
    planned = {
      planFile: request.planFile,
      header: request.header,
      read: plannedArrays(request.planFile, request.header),
    };
  else if (planned !== undefined) void computeGroup(planned, request.tasks);
});
