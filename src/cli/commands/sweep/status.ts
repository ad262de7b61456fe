/** `equipoise sweep status PLAN.jsonl`: how far a plan is. */
import type { CommandModule } from "yargs";
import { readPlan } from "../../../sweep/plan/read-plan.js";
import { stateOf, type TaskState } from "../../../sweep/plan/results.js";
import { viewText } from "../../../sweep/slurm/queue.js";
import { readBytes } from "../../files.js";
import { slurmView } from "../../slurm-view.js";
import { Terminal } from "../../terminal.js";
import { resultsOf, withPlan, type PlanArguments } from "./options.js";

const STATES: readonly TaskState[] = ["done", "failed", "running", "missing"];

export const sweepStatusCommand: CommandModule<object, PlanArguments> = {
  builder: (argv) => withPlan(argv).epilogue("Exit code 0 whatever the states are; 1 bad input.") as never,
  handler(args) {
    const terminal = new Terminal(args);
    const results = resultsOf(args);
    const plan = readPlan(args.plan, readBytes);
    const states = stateOf(plan, results);
    const counts = Object.fromEntries(STATES.map((state) => [state, states.filter((s) => s === state).length]));
    const slurm = slurmView(args.plan, terminal);
    if (args.json) terminal.printJson({ plan: args.plan, results, tasks: states.length, ...counts, slurm });
    else terminal.print(`${STATES.map((state) => `${state} ${counts[state]}`).join(", ")} of ${states.length} tasks`);
    if (!args.json) for (const round of slurm ?? []) terminal.print(`Slurm, ${viewText(round)}`);
  },
};
