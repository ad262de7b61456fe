/** Jobs for the tests of the pool: small, slow, failing and deadly ones. */
import { threadId } from "node:worker_threads";
import { fail } from "../../src/diagnostics/diagnostic.js";
import { workerBeside, type Job } from "../../src/jobs/job.js";

const worker = workerBeside(import.meta.url);

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

export interface SquareTask {
  readonly value: number;
  /** How long it takes at least. */
  readonly milliseconds: number;
}

export const squareJob: Job<SquareTask, { readonly square: number; readonly thread: number }> = {
  name: "square",
  worker,
  async run({ value, milliseconds }, progress) {
    progress?.("squaring", 0, 1);
    await pause(milliseconds);
    return { square: value * value, thread: threadId };
  },
};

/** Refuses odd numbers as a user's mistake, and takes everything else for a fault of its own. */
export const refuseJob: Job<number, number> = {
  name: "refuse",
  worker,
  async run(value) {
    if (value % 2 === 1) fail("not-whole", `${value} is odd`, { hint: "give an even number" });
    if (value < 0) throw new RangeError(`${value} should never have come here`);
    return value;
  },
};

/** Counts in shared memory how many have begun, and fails at the first; the others wait for ever. */
export const stuckJob: Job<{ readonly index: number; readonly begun: SharedArrayBuffer }, void> = {
  name: "stuck",
  worker,
  async run({ index, begun }) {
    Atomics.add(new Int32Array(begun), 0, 1);
    if (index === 0) fail("bad-experiment", "the first of many failed");
    await new Promise(() => setInterval(() => {}, 1000));
  },
};

/** The thread ends in the middle of a task, or a little after it, when it waits for the next one. */
export const dyingJob: Job<"at once" | "afterwards" | "slowly", string> = {
  name: "dying",
  worker,
  async run(when) {
    if (when === "at once") process.exit(3);
    if (when === "afterwards") setTimeout(() => process.exit(3), 0);
    if (when === "slowly") await pause(300);
    return when;
  },
};

export const servedJobs: readonly Job<unknown, unknown>[] = [squareJob, refuseJob, stuckJob, dyingJob];

/** Known here, but not to the worker file. */
export const unservedJob: Job<number, number> = { name: "unserved", worker, run: async (value) => value };
