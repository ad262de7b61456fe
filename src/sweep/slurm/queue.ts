/** The jobs of a plan in Slurm's queue: which live, how they stand, and how they are taken out of it. */
import { counted } from "../../diagnostics/counted.js";
import { cancelJobs, jobsNamed, type QueuedJob } from "./commands.js";
import { LAST_JOB } from "./scripts.js";
import type { SlurmState } from "./state.js";

/** Jobs in these states may still compute. A job that is COMPLETING has ended, and its node is being cleaned up. */
const LIVE = new Set([
  ...["CONFIGURING", "PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESIZING", "RUNNING", "SIGNALING"],
  ...["SPECIAL_EXIT", "STAGE_OUT", "STOPPED", "SUSPENDED"],
]);

const isLive = ({ state }: QueuedJob): boolean => LIVE.has(state);
const isLast = ({ name }: QueuedJob): boolean => name.endsWith(LAST_JOB);

/** Jobs of a plan, ended ones too as long as Slurm remembers them. @param name `jobNameOf`. @throws EquipoiseError as `jobsNamed` */
export function jobsOf(name: string): QueuedJob[] {
  return jobsNamed([name, `${name}${LAST_JOB}`]);
}

/** Those that wait or run, but for the one that asks. @param own SLURM_JOB_ID of the asking job */
export function liveJobs(jobs: readonly QueuedJob[], own: string | undefined): QueuedJob[] {
  return jobs.filter((job) => isLive(job) && job.id !== own);
}

const PAUSE_MS = 300;
const MOST_ROUNDS = 100;

/**
 * Cancels all jobs of a plan that wait or run, and settles when none is left. The job after an array first: it starts when its array is gone,
 * and would submit what is missing.
 * @returns how many jobs were cancelled
 * @throws EquipoiseError as `jobsNamed`
 */
export async function cancelPlan(name: string): Promise<number> {
  const cancelled = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const live = liveJobs(jobsOf(name), undefined);
    if (live.length === 0) break;
    live.forEach(({ id }) => cancelled.add(id));
    cancelJobs(live.filter(isLast).map(({ id }) => id));
    cancelJobs([...new Set(live.filter((job) => !isLast(job)).map(({ array }) => array))]);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return cancelled.size;
}

/** How the jobs of one round stand. */
export interface RoundView {
  readonly round: number;
  /** Slurm's ids. */
  readonly array: string;
  readonly last: string | null;
  readonly jobs: number;
  /** Jobs of the array by Slurm's state; those that it remembers. */
  readonly states: Readonly<Record<string, number>>;
  /** Why jobs wait, each reason once. */
  readonly reasons: readonly string[];
  /** State of the job after the array; null where Slurm has forgotten it. */
  readonly lastState: string | null;
}

/** Joins what was submitted with what Slurm says of it. @param jobs `jobsOf` the plan */
export function viewOf(state: SlurmState, jobs: readonly QueuedJob[]): RoundView[] {
  return state.rounds.map(({ round, array, last, jobs: size }) => {
    const own = jobs.filter((job) => job.array === array);
    const states: Record<string, number> = {};
    for (const job of own) states[job.state] = (states[job.state] ?? 0) + 1;
    const waiting = own.filter((job) => job.state === "PENDING" && job.reason !== "None");
    return {
      ...{ round, array, last, jobs: size, states },
      reasons: [...new Set(waiting.map(({ reason }) => reason))],
      lastState: jobs.find(({ id }) => id === last)?.state ?? null,
    };
  });
}

/** "round 1, job 13: 8 completed, 2 running, 2 pending (Priority); then job 14: pending". */
export function viewText({ round, array, last, jobs, states, reasons, lastState }: RoundView): string {
  const stated = Object.entries(states).map(([state, n]) => {
    const why = state === "PENDING" && reasons.length > 0 ? ` (${reasons.join(", ")})` : "";
    return `${n} ${plain(state)}${why}`;
  });
  const known = stated.length > 0 ? stated.join(", ") : `${counted(jobs, "job")}, no longer in Slurm's queue`;
  const after =
    last === null ? "" : `; then job ${last}: ${lastState === null ? "no longer in the queue" : plain(lastState)}`;
  return `round ${round}, job ${array}: ${known}${after}`;
}

const plain = (state: string): string => state.toLowerCase().replaceAll("_", " ");
