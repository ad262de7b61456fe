/** What a sweep does in threads: one seed with all its variants. */
import { workerBeside, type Job } from "../jobs/job.js";
import { sweepSeed, type SeedSweep, type SweepTask } from "./sweep-seed.js";

export const sweepSeedJob: Job<SweepTask, SeedSweep> = {
  name: "sweep-seed",
  worker: workerBeside(import.meta.url),
  run: sweepSeed,
};
