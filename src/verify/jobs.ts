/** What a verification does in threads: a seed verified, and a seed with one thing quantized at a time. */
import { workerBeside, type Job } from "../jobs/job.js";
import { attributeSeed, type AttributionTask, type SeedVariants } from "./attribute-seed.js";
import { verifySeed, type SeedResult, type SeedTask } from "./verify-seed.js";

const worker = workerBeside(import.meta.url);

export const verifySeedJob: Job<SeedTask, SeedResult> = { name: "verify-seed", worker, run: verifySeed };
export const attributeSeedJob: Job<AttributionTask, SeedVariants> = {
  name: "attribute-seed",
  worker,
  run: attributeSeed,
};
