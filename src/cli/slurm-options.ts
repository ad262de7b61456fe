/** Options of `sweep run` for another engine than this machine, and what they come to. */
import type { Argv } from "yargs";
import { fail } from "../diagnostics/diagnostic.js";
import { plainValue, sbatchOptionsOf, type SlurmOptions } from "../sweep/slurm/options.js";

export interface EngineArguments {
  engine: "here" | "slurm";
  partition?: string;
  account?: string;
  time?: string;
  memory?: string;
  cpus?: number;
  chunk?: number;
  maxRunning?: number;
  retries?: number;
  out?: string;
  sbatchOption?: string[];
  dryRun: boolean;
}

/** Options that mean something to Slurm alone. */
const OF_SLURM = [
  ...["partition", "account", "time", "memory", "cpus", "chunk", "max-running", "retries", "sbatch-option", "out"],
  "dry-run",
];

export function withEngine<T>(argv: Argv<T>) {
  return argv
    .option("engine", {
      choices: ["here", "slurm"] as const,
      default: "here" as const,
      describe: "what runs the tasks: this machine, or a cluster's Slurm",
    })
    .option("partition", { type: "string", describe: "partition of Slurm" })
    .option("account", { type: "string", describe: "account that Slurm charges" })
    .option("time", { type: "string", describe: "time limit of one job, as sbatch takes it: 90 or 1:30:00" })
    .option("memory", { type: "string", describe: "memory of one job, as sbatch takes it: 4G" })
    .option("cpus", { type: "number", defaultDescription: "1", describe: "processors of one job of Slurm" })
    .option("chunk", {
      type: "number",
      defaultDescription: "at most 200 jobs",
      describe: "tasks of one job of Slurm",
    })
    .option("max-running", { type: "number", describe: "jobs of Slurm at the same time" })
    .option("retries", {
      type: "number",
      defaultDescription: "1",
      describe: "how often Slurm gets what is missing in the end again",
    })
    .option("out", {
      alias: "o",
      type: "string",
      defaultDescription: "PLAN.tables beside the plan",
      describe: "folder of the tables and the page that Slurm's last job gathers",
    })
    .option("sbatch-option", {
      type: "string",
      array: true,
      nargs: 1,
      describe: "another option of sbatch: --sbatch-option=--qos=long",
    })
    .option("dry-run", {
      type: "boolean",
      default: false,
      describe: "print the scripts for Slurm, submit nothing",
    });
}

/** @returns null where this machine runs the tasks. @throws EquipoiseError `bad-option` */
export function slurmOptionsOf(args: EngineArguments): SlurmOptions | null {
  const given = args as unknown as Record<string, unknown>;
  if (args.engine !== "slurm") {
    const stray = OF_SLURM.find((name) => given[name] !== undefined && given[name] !== false);
    if (stray !== undefined)
      fail("bad-option", `--${stray} is for Slurm, and this machine runs the tasks`, {
        hint: "add --engine slurm, or leave it out",
      });
    return null;
  }
  for (const name of OF_SLURM)
    if (name !== "sbatch-option" && Array.isArray(given[name]))
      fail("bad-option", `--${name} was given more than once`, { hint: "give it once" });
  return {
    partition: plainValue("--partition", args.partition),
    account: plainValue("--account", args.account),
    time: plainValue("--time", args.time),
    memory: plainValue("--memory", args.memory),
    cpus: whole("--cpus", args.cpus, 1) ?? 1,
    chunk: whole("--chunk", args.chunk, 1),
    maxRunning: whole("--max-running", args.maxRunning, 1),
    retries: whole("--retries", args.retries, 0) ?? 1,
    more: sbatchOptionsOf(args.sbatchOption ?? []),
  };
}

function whole(option: string, value: number | undefined, least: number): number | undefined {
  if (value !== undefined && !(Number.isSafeInteger(value) && value >= least))
    fail("bad-option", `${option} ${value} is no whole number of at least ${least}`, {
      hint: "change or leave it out",
    });
  return value;
}
