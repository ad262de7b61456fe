/** `equipoise phenomena run ID…`: experiments on the reference and on targets; a table each, and one page with all figures. */
import { availableParallelism } from "node:os";
import type { CommandModule } from "yargs";
import { fail } from "../../../diagnostics/diagnostic.js";
import type { Experiment } from "../../../../phenomena/experiment.js";
import { experiments } from "../../../../phenomena/registry.js";
import { runPhenomena } from "../../../../phenomena/run-phenomena.js";
import { renderPhenomena } from "../../../../phenomena/report/render-phenomena.js";
import { commandLine } from "../../command-line.js";
import { formatDuration } from "../../duration.js";
import { OutputFolder } from "../../outputs.js";
import { overviewTable, phenomenaSummary, phenomenonText } from "../../phenomena/print-phenomena.js";
import { checkSeeds, seedList } from "../../seed-options.js";
import { sidesOption, targetsBesideReference } from "../../phenomena/sides-option.js";
import { jsonReplacer, Terminal } from "../../terminal.js";

interface Arguments {
  ids?: string[];
  all: boolean;
  target: string;
  quick: boolean;
  seeds?: number;
  seed: number;
  jobs: number;
  out?: string;
  json: boolean;
  quiet: boolean;
}

const SEEDS = { quick: 3, full: 5 } as const;

/** @throws EquipoiseError `bad-option`, `experiment-unknown` */
function choose(ids: readonly string[], all: boolean): Experiment[] {
  if (all && ids.length > 0)
    fail("bad-option", `--all runs every experiment, and ${ids.join(", ")} was named too`, {
      hint: "give ids, or --all",
    });
  if (!all && ids.length === 0)
    fail("bad-option", "no experiment was named", {
      hint: "give ids (`equipoise phenomena list` shows them), or --all",
    });
  const known = experiments.map(({ id }) => id);
  for (const [k, id] of ids.entries()) {
    if (!known.includes(id))
      fail("experiment-unknown", `there is no experiment \`${id}\``, {
        hint: `choose from ${known.join(", ")}`,
      });
    if (ids.indexOf(id) !== k) fail("bad-option", `${id} was named twice`);
  }
  return experiments.filter(({ id }) => all || ids.includes(id));
}

export const runPhenomenaCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("ids", {
        type: "string",
        array: true,
        describe: "experiments, as `phenomena list` names them",
      })
      .option("all", { type: "boolean", default: false, describe: "all experiments" })
      .option("target", sidesOption)
      .option("quick", {
        type: "boolean",
        default: false,
        describe: "smaller networks, shorter runs, 3 seeds: all experiments in about two minutes on two cores",
      })
      .option("seeds", {
        type: "number",
        describe: `how many seeds; ${SEEDS.full}, with --quick ${SEEDS.quick}`,
      })
      .option("seed", { type: "number", default: 1, describe: "first seed" })
      .option("jobs", { type: "number", default: availableParallelism(), describe: "runs at the same time" })
      .option("out", {
        alias: "o",
        type: "string",
        describe: "folder for phenomena.html, the report page with every figure, and phenomena.json, every number",
      })
      .epilogue("Exit code 0 whatever the verdicts are: the table is the result; 1 bad input.") as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const started = performance.now();
    const chosen = choose(args.ids ?? [], args.all);
    const targets = targetsBesideReference(args.target);
    const out = new OutputFolder("--out", args.out, ["phenomena.html", "phenomena.json"]);
    const size = args.quick ? "quick" : "full";
    const options = { ...args, seeds: args.seeds ?? SEEDS[size] };
    checkSeeds(options);
    const { jobs } = args;

    const run = await runPhenomena({
      experiments: chosen,
      targets,
      seeds: seedList(options, args.seed),
      size,
      jobs,
      command: commandLine(),
      progress: terminal.progress,
    });
    terminal.clearBar();
    const summary = phenomenaSummary(run);
    const { files } = out;
    if (out.wanted) {
      out.write("phenomena.html", renderPhenomena(run));
      out.write("phenomena.json", `${JSON.stringify(summary, jsonReplacer, 2)}\n`);
    }
    if (args.json) return terminal.printJson({ ...summary, files });
    for (const p of run.phenomena) terminal.print(`${phenomenonText(p, run.sides, terminal.colors)}\n`);
    terminal.print(overviewTable(run));
    terminal.log(
      `\n${formatDuration((performance.now() - started) / 1000)}${files.length === 0 ? "" : `\n${files.join("\n")}`}`,
    );
  },
};
