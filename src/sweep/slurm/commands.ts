/** Slurm's own commands, and what they refuse as one sentence. */
import { spawnSync } from "node:child_process";
import { userInfo } from "node:os";
import { fail } from "../../diagnostics/diagnostic.js";

/** A job of the queue, or one that ended a short while ago (Slurm's MinJobAge). */
export interface QueuedJob {
  /** As scancel takes it: "13_0" for a job of an array, else "14". */
  readonly id: string;
  /** That of the array, or the job's own. */
  readonly array: string;
  readonly name: string;
  /** In Slurm's words: PENDING, RUNNING, COMPLETED, TIMEOUT, NODE_FAIL, … */
  readonly state: string;
  /** Why it waits, or why it ended so; "None" where there is no reason. */
  readonly reason: string;
}

/** The controller that is started again answers within seconds; what is not certain to have had no effect is not asked twice. */
const TRIES = 8;
const WAIT_MS = 2000;

/** Slurm's default of MaxArraySize, where it cannot be asked. */
const USUAL_ARRAY = 1001;

/**
 * Submits a script that lies in a folder. Returns the id of the job.
 * @param dependency as sbatch takes it, e.g. "afterany:13"
 * @throws EquipoiseError `slurm-refused` with sbatch's reason, `slurm-missing`
 */
export function submitScript(folder: string, script: string, dependency?: string): string {
  const given = dependency === undefined ? [] : [`--dependency=${dependency}`];
  const text = slurm("sbatch", ["--parsable", `--chdir=${folder}`, ...given, script], folder);
  // "13", or "13;name" on a federation of clusters.
  return text.trim().split(";")[0];
}

/** Jobs of this user by their names, those included that ended a short while ago. @throws EquipoiseError as `submitScript` */
export function jobsNamed(names: readonly string[]): QueuedJob[] {
  const format = "%i|%F|%j|%T|%r";
  const which = [`--user=${userInfo().username}`, `--name=${names.join(",")}`, "--states=all"];
  return slurm("squeue", ["--noheader", "--array", `--format=${format}`, ...which])
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [id, array, name, state, ...reason] = line.split("|");
      return { id, array, name, state, reason: reason.join("|") };
    });
}

/** Takes jobs out of the queue, running ones too; those that are over already do not matter. @throws EquipoiseError as `submitScript` */
export function cancelJobs(ids: readonly string[]): void {
  if (ids.length > 0) slurm("scancel", ["--quiet", ...ids]);
}

/** How many jobs an array may have; Slurm's default where there is no Slurm to ask, `asked` false then. */
export function mostArrayJobs(): { readonly jobs: number; readonly asked: boolean } {
  const { stdout, status } = spawnSync("scontrol", ["show", "config"], { encoding: "utf8" });
  const found = status === 0 ? /^MaxArraySize\s*=\s*(\d+)/m.exec(stdout) : null;
  return { jobs: (found === null ? USUAL_ARRAY : Number(found[1])) - 1, asked: found !== null };
}

function slurm(command: string, args: readonly string[], cwd?: string): string {
  for (let tries = 1; ; tries++) {
    const { stdout, stderr, status, error } = spawnSync(command, args, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
    if (status === 0) return stdout;
    if (error !== undefined) noSlurm(command, error);
    const reason = reasonIn(command, stderr);
    // Nobody was there to listen, so nothing has happened.
    if (tries < TRIES && /connect failure|Connection refused/i.test(reason)) pauseFor(WAIT_MS);
    else refused(command, reason);
  }
}

/** Slurm's sentences without its marks: "sbatch: error: Batch job submission failed: Invalid account" → "… Invalid account". */
export function reasonIn(command: string, stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.replace(new RegExp(`^${command}: (error: |fatal: )?`), "").trim())
    .filter((line) => line !== "");
  return [...new Set(lines)].map((line) => line.replace(/\.$/, "")).join("; ");
}

/** What can be done about it, by Slurm's words. */
const WAYS_OUT: readonly (readonly [pattern: RegExp, hint: string])[] = [
  [/partition/i, "`sinfo` lists the partitions; choose one with --partition"],
  [/account/i, "choose an account that you may use with --account; `sacctmgr show associations user=$USER` lists them"],
  [/array/i, "use a larger --chunk, so that the array has fewer jobs"],
  [
    /time.?limit|--time|time specification/i,
    "`sinfo` shows the time limit of each partition; ask for less with --time",
  ],
  [/memory|--mem\b/i, "ask for less with --memory, e.g. 4G"],
  [/node configuration|cpu count|processors/i, "no node is so large: ask for less with --cpus or --memory"],
  [/unrecognized option|invalid option|unknown option/i, "`sbatch --help` lists its options; mend --sbatch-option"],
  [/limit|qos/i, "the site limits what a user may queue: use a larger --chunk, or wait"],
  [
    /contact|timed out|connect/i,
    "`sinfo` tells whether Slurm answers; try again, `equipoise sweep status` tells what was queued",
  ],
];

function refused(command: string, reason: string): never {
  const way = WAYS_OUT.find(([pattern]) => pattern.test(reason));
  return fail("slurm-refused", `${command} says: ${reason === "" ? "nothing, but it failed" : reason}`, {
    hint: way?.[1] ?? "`equipoise sweep run … --engine slurm --dry-run` shows what was asked of Slurm",
  });
}

function noSlurm(command: string, error: Error): never {
  const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
  return fail("slurm-missing", missing ? `there is no ${command} here` : `${command} cannot run: ${error.message}`, {
    hint: "run this where jobs are submitted, e.g. the cluster's login node; --dry-run shows the scripts anywhere",
  });
}

function pauseFor(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
