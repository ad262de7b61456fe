/** The scripts that sbatch gets: plain bash, to be read, kept and changed by whoever has an account on the cluster. */
import { counted } from "../../diagnostics/counted.js";
import type { Chunk } from "./chunks.js";
import type { SlurmOptions } from "./options.js";
import { shellWord, shellWords } from "./shell-words.js";

export interface ScriptContext {
  /** Name of the jobs; the last job's ends with `LAST_JOB`. */
  readonly name: string;
  /** Where scripts, chunks and logs are; absolute. */
  readonly folder: string;
  /** The plan; absolute. */
  readonly plan: string;
  /** Of how many tasks. */
  readonly tasks: number;
  /** From 1: how often the plan was submitted, this time included. */
  readonly round: number;
  /** The command `equipoise`, as absolute paths: Node and the file of the command. */
  readonly equipoise: readonly string[];
  /** Options that `sweep run` and `sweep gather` both need, e.g. where the results are. */
  readonly place: readonly string[];
  /** What else `sweep run` was given for the tasks. */
  readonly runOptions: readonly string[];
  /** What else the job after the array needs to submit again, e.g. which tasks are meant. */
  readonly again: readonly string[];
  /** What `sweep gather` writes: its options. */
  readonly gather: readonly string[];
  readonly options: SlurmOptions;
}

export const LAST_JOB = "-gather";

/** Name of the file that has the range of each job of the array, a line each. */
export const chunksFile = (round: number): string => `round-${round}.chunks`;

/** Text of that file: first and last task, as `--tasks` takes them. */
export function chunksText(chunks: readonly Chunk[]): string {
  return chunks.map(({ first, last }) => `${first}-${last}\n`).join("");
}

/** Gives the script of the array: each of its jobs computes the tasks of one chunk that have no result yet. */
export function arrayScript(context: ScriptContext, chunks: readonly Chunk[]): string {
  const { name, plan, round, equipoise, place, runOptions, options } = context;
  const missing = chunks.reduce((sum, chunk) => sum + chunk.missing, 0);
  const width = options.maxRunning === undefined ? "" : `%${options.maxRunning}`;
  return `#!/bin/bash
# Round ${round} of a sweep: ${missing.toLocaleString("en")} of ${counted(context.tasks, "task")} in ${counted(chunks.length, "job")}.
# Written by \`equipoise sweep run --engine slurm\`; to be submitted in this folder.
${directives([
  `--job-name=${name}`,
  `--array=0-${chunks.length - 1}${width}`,
  "--output=logs/%A_%a.out",
  ...requested(options),
  ...more(options),
])}

set -eu

# Line SLURM_ARRAY_TASK_ID + 1 has the tasks of this job: the first and the last, counted from 0.
tasks=$(sed -n "$((SLURM_ARRAY_TASK_ID + 1))p" ${chunksFile(round)})

# Tasks that have a result are passed over, so a job that is put back in the queue goes on where it was.
exec ${shellWords(equipoise)} sweep run ${shellWord(plan)} \\
  --tasks "$tasks" --jobs "\${SLURM_CPUS_PER_TASK:-1}"${[...place, ...runOptions].map((word) => ` ${shellWord(word)}`).join("")}
`;
}

/** Gives the script of the job after the array: it submits again what is missing, as long as retries are left, and gathers. */
export function lastScript(context: ScriptContext): string {
  const { name, plan, round, equipoise, place, gather, options } = context;
  const again = [...equipoise, "sweep", "run", plan, ...slurmWords({ ...options, retries: options.retries - 1 })];
  const words = [...again, ...place, ...context.runOptions, ...context.again];
  const submit = `# Submits again what has no result (${options.retries - 1} more after that); nothing where all have one.
submitted=0
${shellWords(words)} || submitted=$?

`;
  return `#!/bin/bash
# After round ${round} of a sweep of ${counted(context.tasks, "task")}. Written by \`equipoise sweep run --engine slurm\`.
${directives([
  `--job-name=${name}${LAST_JOB}`,
  "--output=logs/%j.out",
  ...requested({ ...options, cpus: 1 }),
  ...more(options),
])}

set -eu

${options.retries > 0 ? submit : ""}# One table of all results that are there.
${shellWords([...equipoise, "sweep", "gather", plan, ...place, ...gather])}
${options.retries > 0 ? '\n# A cluster whose nodes may not submit says so here.\nexit "$submitted"\n' : ""}`;
}

/** The options of `sweep run` that ask for the same jobs again. */
export function slurmWords(options: SlurmOptions): string[] {
  const { partition, account, time, memory, cpus, chunk, maxRunning, retries } = options;
  const named = { partition, account, time, memory, cpus, chunk, "max-running": maxRunning, retries };
  return [
    ...["--engine", "slurm"],
    ...Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, String(value)])),
    ...options.more.map((option) => `--sbatch-option=${option}`),
  ];
}

const directives = (options: readonly string[]): string => options.map((option) => `#SBATCH ${option}`).join("\n");

/** A job of a node that dies is put back in the queue, and its log is kept. */
function more({ more }: SlurmOptions): string[] {
  return ["--requeue", "--open-mode=append", ...more];
}

function requested({ partition, account, time, memory, cpus }: SlurmOptions): string[] {
  return [
    ...(partition === undefined ? [] : [`--partition=${partition}`]),
    ...(account === undefined ? [] : [`--account=${account}`]),
    ...(time === undefined ? [] : [`--time=${time}`]),
    ...(memory === undefined ? [] : [`--mem=${memory}`]),
    `--cpus-per-task=${cpus}`,
  ];
}
