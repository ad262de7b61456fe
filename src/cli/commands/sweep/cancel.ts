/** `equipoise sweep cancel PLAN.jsonl`: takes the jobs of a plan out of Slurm's queue; results that are there stay. */
import type { CommandModule } from "yargs";
import { counted } from "../../../diagnostics/counted.js";
import { readPlan } from "../../../sweep/plan/read-plan.js";
import { stateOf } from "../../../sweep/plan/results.js";
import { cancelPlan } from "../../../sweep/slurm/queue.js";
import { jobNameOf } from "../../../sweep/slurm/state.js";
import { readBytes } from "../../files.js";
import { Terminal } from "../../terminal.js";
import { resultsOf, withPlan, type PlanArguments } from "./options.js";

export const cancelSweepCommand: CommandModule<object, PlanArguments> = {
  builder: (argv) =>
    withPlan(argv).epilogue("`equipoise sweep run` goes on where it was, here or with --engine slurm.") as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const plan = readPlan(args.plan, readBytes);
    const cancelled = await cancelPlan(jobNameOf(args.plan));
    const done = stateOf(plan, resultsOf(args)).filter((state) => state === "done").length;
    if (args.json) terminal.printJson({ plan: args.plan, cancelled, done, tasks: plan.tasks.length });
    else
      terminal.print(`${counted(cancelled, "job")} cancelled; ${done} of ${counted(plan.tasks.length, "task")} done`);
  },
};
