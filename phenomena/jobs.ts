/** What experiments do in threads: one condition with one seed on every side. */
import { workerBeside, type Job } from "../src/jobs/job.js";
import { runCondition, type ConditionResult, type ConditionTask } from "./run-condition.js";

export const conditionJob: Job<ConditionTask, ConditionResult> = {
  name: "condition",
  worker: workerBeside(import.meta.url),
  run: runCondition,
};
