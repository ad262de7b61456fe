/** `equipoise sweep plan SWEEP.yaml --out PLAN.jsonl`: every task of a sweep, checked and named by its content. */
import type { CommandModule } from "yargs";
import { counted } from "../../../diagnostics/counted.js";
import { makePlan } from "../../../sweep/plan/make-plan.js";
import { planText } from "../../../sweep/plan/plan.js";
import { readBytes, writeWhole } from "../../files.js";
import { prepareOutputs } from "../../outputs.js";
import { Terminal } from "../../terminal.js";

interface Arguments {
  sweep: string;
  out: string;
  json: boolean;
  quiet: boolean;
}

export const planSweepCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("sweep", { type: "string", describe: "file of the sweep, YAML or JSON" })
      .option("out", { alias: "o", type: "string", demandOption: true, describe: "the plan, PLAN.jsonl" })
      .epilogue("Nothing is run. The same sweep of the same files gives the same bytes: docs/sweeps.md.") as never,
  handler(args) {
    const terminal = new Terminal(args);
    prepareOutputs([{ option: "--out", path: args.out }], [args.sweep]);
    const plan = makePlan({ file: args.sweep, planFile: args.out, read: readBytes, report: terminal.report });
    writeWhole(args.out, planText(plan));
    const { header } = plan;
    if (args.json)
      terminal.printJson({ plan: args.out, points: header.points, seeds: header.seeds, tasks: header.tasks });
    else
      terminal.print(
        `${counted(header.tasks, "task")} (${counted(header.points, "point")}, ${counted(header.seeds.length, "seed")}) in ${args.out}`,
      );
  },
};
