/** What a task of a plan found: what a verdict needs of one seed, what theory said of it, and what the program takes on the chip. */
import { keptRun } from "./kept-metrics.js";
import type { SweptVariant } from "../drawn-once.js";

export interface TaskResult extends Omit<SweptVariant, "comparison" | "foreseen"> {
  readonly task: string;
}

/** What of a variant is kept. */
export function taskResult(task: string, { run, predicted, use }: SweptVariant): TaskResult {
  return { task, run: keptRun(run), predicted, use };
}
