/** The worker thread of verifications. */
import { serveJobs } from "../jobs/serve-jobs.js";
import { attributeSeedJob, verifySeedJob } from "./jobs.js";

serveJobs([attributeSeedJob, verifySeedJob]);
