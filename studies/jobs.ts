/** What studies do in threads, beside sweeps. */
import { workerBeside, type Job } from "../src/jobs/job.js";
import { runGridPoint, type GridPointResult, type GridPointTask } from "./grid-point.js";
import { runDiscretizations, type DiscretizationResult, type DiscretizationTask } from "./run-discretizations.js";
import { runTrial, type TrialResult, type TrialTask } from "./trial.js";

const worker = workerBeside(import.meta.url);

export const trialJob: Job<TrialTask, TrialResult> = { name: "trial", worker, run: runTrial };
export const gridPointJob: Job<GridPointTask, GridPointResult> = { name: "grid-point", worker, run: runGridPoint };
export const discretizationsJob: Job<DiscretizationTask, DiscretizationResult> = {
  name: "discretizations",
  worker,
  run: runDiscretizations,
};
