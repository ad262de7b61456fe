/** submitPlan: sends what is missing of a plan to Slurm as one array of jobs, with a job after it that gathers. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EquipoiseError, fail } from "../../diagnostics/diagnostic.js";
import { makeFolder } from "../../node/files/make-folder.js";
import { chunksOf, chunkSizeOf } from "./chunks.js";
import { cancelJobs, mostArrayJobs, submitScript } from "./commands.js";
import type { SlurmOptions } from "./options.js";
import { jobsOf, liveJobs } from "./queue.js";
import { arrayScript, chunksFile, chunksText, lastScript, type ScriptContext } from "./scripts.js";
import { jobNameOf, readState, slurmFolderOf, stateFileOf, stateText, withRound, type SlurmRound } from "./state.js";

export interface Submission {
  /** The plan; absolute. */
  readonly plan: string;
  readonly tasks: number;
  /** Indices of tasks without a result, ascending. */
  readonly missing: readonly number[];
  readonly options: SlurmOptions;
  /** As in `ScriptContext`. */
  readonly command: Pick<ScriptContext, "equipoise" | "place" | "runOptions" | "again" | "gather">;
  /** Writes a whole file or none. */
  readonly write: (path: string, content: string) => void;
  /** SLURM_JOB_ID where a job submits. */
  readonly own: string | undefined;
}

/** A file that a submission writes. */
export interface SubmissionFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a submission, none of them written yet. */
export interface PreparedSubmission {
  readonly name: string;
  readonly folder: string;
  readonly round: number;
  /** Jobs of the array. */
  readonly jobs: number;
  readonly chunks: SubmissionFile;
  readonly array: SubmissionFile;
  readonly last: SubmissionFile;
  /** False where no Slurm could be asked for the largest array, and its default was taken. */
  readonly asked: boolean;
}

/** @throws EquipoiseError `array-too-large`, `slurm-state-corrupt` */
export function prepareSubmission(submission: Submission): PreparedSubmission {
  const { plan, tasks, missing, options, command } = submission;
  const folder = slurmFolderOf(plan);
  const name = jobNameOf(plan);
  const round = 1 + (readState(plan, existsSync)?.rounds.at(-1)?.round ?? 0);
  const { jobs: most, asked } = mostArrayJobs();
  const chunks = chunksOf(missing, chunkSizeOf(missing.length, options.chunk, most));
  const context: ScriptContext = { name, folder, plan, tasks, round, options, ...command };
  return {
    ...{ name, folder, round, asked, jobs: chunks.length },
    chunks: { path: join(folder, chunksFile(round)), text: chunksText(chunks) },
    array: { path: join(folder, `round-${round}.sh`), text: arrayScript(context, chunks) },
    last: { path: join(folder, `round-${round}-gather.sh`), text: lastScript(context) },
  };
}

/**
 * Submits what `prepareSubmission` gave. Either both jobs are queued, or none is.
 * @throws EquipoiseError `slurm-busy` where jobs of this plan wait or run, `slurm-refused`, `slurm-missing`, `cannot-write`
 */
export function submitPlan(submission: Submission, prepared: PreparedSubmission): SlurmRound {
  const { plan, missing, options, write, own } = submission;
  const { name, folder, round, jobs, chunks, array, last } = prepared;
  const live = liveJobs(jobsOf(name), own);
  if (live.length > 0)
    fail("slurm-busy", `${plan} is being computed: job ${live[0].id} of it is ${live[0].state.toLowerCase()}`, {
      hint: "wait, or take its jobs out of the queue with `equipoise sweep cancel`",
    });
  makeFolder(join(folder, "logs"));
  for (const { path, text } of [chunks, array, last]) write(path, text);
  const state = readState(plan, existsSync);
  const submitted = new Date().toISOString();
  const record = (ids: Pick<SlurmRound, "array" | "last">): SlurmRound => {
    const entry = { round, submitted, missing: missing.length, jobs, retries: options.retries, ...ids };
    write(stateFileOf(plan), stateText(withRound(state, name, entry)));
    return entry;
  };
  const arrayId = submitScript(folder, array.path);
  try {
    record({ array: arrayId, last: null });
    return record({ array: arrayId, last: submitScript(folder, last.path, `afterany:${arrayId}`) });
  } catch (error) {
    return withdraw(arrayId, error);
  }
}

/** Without the job after it, nobody would gather: the array goes, too. */
function withdraw(array: string, error: unknown): never {
  try {
    cancelJobs([array]);
  } catch (second) {
    if (!(second instanceof EquipoiseError && error instanceof EquipoiseError)) throw second;
    throw new EquipoiseError([...error.diagnostics, ...second.diagnostics], error.exitCode);
  }
  throw error;
}
