/** The worker thread of sweeps. */
import { serveJobs } from "../jobs/serve-jobs.js";
import { sweepSeedJob } from "./jobs.js";

serveJobs([sweepSeedJob]);
