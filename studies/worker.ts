/** The worker thread of the studies. */
import { serveJobs } from "../src/jobs/serve-jobs.js";
import { discretizationsJob, gridPointJob, trialJob } from "./jobs.js";

serveJobs([discretizationsJob, gridPointJob, trialJob]);
