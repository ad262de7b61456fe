/** The worker thread of the jobs that test the pool. */
import { serveJobs } from "../../src/jobs/serve-jobs.js";
import { servedJobs } from "./jobs.js";

serveJobs(servedJobs);
