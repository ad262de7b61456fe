/** `equipoise sweep run PLAN.jsonl`: computes what has no result yet; a run that was stopped is started again by the same command. */
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import type { CommandModule } from "yargs";
import { counted } from "../../../diagnostics/counted.js";
import { fail } from "../../../diagnostics/diagnostic.js";
import { ExitCode } from "../../../diagnostics/exit-codes.js";
import type { Plan } from "../../../sweep/plan/plan.js";
import { readPlan } from "../../../sweep/plan/read-plan.js";
import { stateOf } from "../../../sweep/plan/results.js";
import { runPlan, type RunNote } from "../../../sweep/plan/run-plan.js";
import { readBytes } from "../../files.js";
import { prepareOutputs } from "../../outputs.js";
import { checkSeeds } from "../../seed-options.js";
import { slurmOptionsOf, withEngine, type EngineArguments } from "../../slurm-options.js";
import { submitSweep, type SweepToSubmit } from "../../submit-sweep.js";
import { Terminal } from "../../terminal.js";
import { resultsOf, withPlan, type PlanArguments } from "./options.js";
import { timeOption } from "../../time-option.js";

interface Arguments extends PlanArguments, EngineArguments {
  tasks?: string;
  jobs: number;
  taskTime?: number;
  taskMemory?: number;
  retryFailed: boolean;
}

/** First and last, from 0. @throws EquipoiseError `bad-option` for what is no range of the plan's tasks */
function rangeOf(text: string | undefined, { tasks }: Plan): { readonly from: number; readonly to: number } {
  const last = tasks.length - 1;
  if (text === undefined) return { from: 0, to: last };
  const parts = /^(\d+)(?:-(\d+))?$/.exec(String(text));
  const [from, to] = parts === null ? [NaN, NaN] : [Number(parts[1]), Number(parts[2] ?? parts[1])];
  if (!(from <= to && to <= last))
    fail("bad-option", `--tasks ${text} is no range of the plan's tasks, which are 0-${last}`, {
      hint: "the first and the last one, e.g. --tasks 0-99",
    });
  return { from, to };
}

function limitOf(option: string, value: number | undefined): number {
  if (value !== undefined && !(value > 0))
    fail("bad-option", `${option} ${value} is not above 0`, { hint: "leave it out for no limit" });
  return value ?? Infinity;
}

export const runSweepCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withEngine(withPlan(argv))
      .option("tasks", { type: "string", describe: "only these tasks, first-last, counted from 0: 0-99" })
      .option("jobs", { type: "number", default: availableParallelism(), describe: "processes at the same time" })
      .option("task-time", timeOption("task-time", "s", { describe: "time that a task may take; then it is failed" }))
      .option("task-memory", { type: "number", describe: "MB of memory that a task may take; then it is failed" })
      .option("retry-failed", { type: "boolean", default: false, describe: "try those again that failed before" })
      .epilogue(
        "Exit code 0 when all these tasks are done, 1 when one failed or the input is bad. Runs may share a folder of results, also from several machines: each task is computed once.",
      ) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    checkSeeds({ seeds: 1, jobs: args.jobs });
    const limits = {
      seconds: limitOf("--task-time", args.taskTime),
      megabytes: limitOf("--task-memory", args.taskMemory),
    };
    const results = resultsOf(args);
    const plan = readPlan(args.plan, readBytes);
    const slurm = slurmOptionsOf(args);
    if (slurm !== null)
      return submitSweep(
        {
          ...{ plan: args.plan, states: stateOf(plan, results), ...rangeOf(args.tasks, plan), options: slurm },
          ...{ retryFailed: args.retryFailed, dryRun: args.dryRun, words: wordsOf(args) },
        },
        terminal,
      );
    // A place that cannot be written is said before any work.
    prepareOutputs([{ option: "--results", path: join(results, "result") }], [args.plan]);
    let waits = false;
    const note = (what: RunNote) => {
      if (what.kind === "failed")
        terminal.log(`task ${what.task.task}, ${pointText(what.task)}: ${what.message} [${what.code}]`);
      else if (!waits) terminal.log(`waiting for ${counted(what.tasks, "task")} that another run computes`);
      waits ||= what.kind === "waiting";
    };
    const summary = await runPlan({
      plan,
      planFile: args.plan,
      results,
      ...rangeOf(args.tasks, plan),
      jobs: args.jobs,
      limits,
      retryFailed: args.retryFailed,
      progress: terminal.progress,
      note,
    });
    terminal.clearBar();
    if (args.json) terminal.printJson({ plan: args.plan, results, ...summary });
    else
      terminal.print(
        `${summary.done} of ${counted(summary.tasks, "task")} done, ${summary.failed} failed; ${summary.computed} computed now`,
      );
    if (summary.failed > 0) process.exitCode = ExitCode.badInput;
  },
};

/** Where a cluster gathers to unless told: beside the plan. */
const tablesFolderOf = (plan: string): string => `${plan.replace(/\.jsonl$/i, "")}.tables`;

/** What the scripts of a cluster say again, with files as they are found from anywhere. */
function wordsOf(args: Arguments): SweepToSubmit["words"] {
  const option = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name}`, String(value)];
  return {
    place: option("results", args.results === undefined ? undefined : resolve(args.results)),
    runOptions: [
      ...[...option("task-time", args.taskTime), ...option("task-memory", args.taskMemory)],
      ...(args.retryFailed ? ["--retry-failed"] : []),
    ],
    again: [...option("tasks", args.tasks), ...option("out", args.out === undefined ? undefined : resolve(args.out))],
    gather: ["--out", resolve(args.out ?? tablesFolderOf(args.plan))],
  };
}

function pointText({ point, values, seed }: Plan["tasks"][number]): string {
  const list = Object.entries(values).map(([name, value]) => `${name} ${String(value)}`);
  return `point ${point} (${list.join(", ")}), seed ${seed}`;
}
