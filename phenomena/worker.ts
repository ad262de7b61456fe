/** The worker thread of the experiments. */
import { serveJobs } from "../src/jobs/serve-jobs.js";
import { conditionJob } from "./jobs.js";

serveJobs([conditionJob]);
