/** `equipoise phenomena run ID…`: experiments and studies on the reference and on targets; a table each, and one page with all figures. */
import { availableParallelism } from "node:os";
import type { CommandModule } from "yargs";
import { fail } from "../../../diagnostics/diagnostic.js";
import { REFERENCE, type Experiment } from "../../../../phenomena/experiment.js";
import { experiments } from "../../../../phenomena/registry.js";
import { runPhenomena } from "../../../../phenomena/run-phenomena.js";
import { studies } from "../../../../studies/registry.js";
import type { Study, StudyResult } from "../../../../studies/study.js";
import { renderPhenomena } from "../../../../phenomena/report/render-phenomena.js";
import { allTargets, targetById } from "../../../targets/registry.js";
import { commandLine } from "../../command-line.js";
import { formatDuration } from "../../duration.js";
import { OutputFolder } from "../../outputs.js";
import { overviewTable, phenomenaSummary, phenomenonText, studyText } from "./print-phenomena.js";
import { checkSeeds, seedList } from "../../seed-options.js";
import { splitTargets, TARGET_ALIASES } from "../../target-list.js";
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

interface Chosen {
  readonly experiments: readonly Experiment[];
  readonly studies: readonly Study[];
}

/** @throws EquipoiseError `bad-option`, `experiment-unknown` */
function choose(ids: readonly string[], all: boolean): Chosen {
  if (all && ids.length > 0)
    fail("bad-option", `--all runs every experiment, and ${ids.join(", ")} was named too`, {
      hint: "give ids, or --all",
    });
  if (!all && ids.length === 0)
    fail("bad-option", "no experiment was named", {
      hint: "give ids (`equipoise phenomena list` shows them), or --all",
    });
  const known = [...experiments, ...studies].map(({ id }) => id);
  for (const [k, id] of ids.entries()) {
    if (!known.includes(id))
      fail("experiment-unknown", `there is no experiment or study \`${id}\``, {
        hint: `choose from ${known.join(", ")}`,
      });
    if (ids.indexOf(id) !== k) fail("bad-option", `${id} was named twice`);
  }
  return {
    experiments: experiments.filter(({ id }) => all || ids.includes(id)),
    studies: studies.filter(({ id }) => ids.includes(id)),
  };
}

/** The targets beside the reference, which always runs. @throws EquipoiseError `bad-option`, `target-unknown` */
function targetsOf(list: string): string[] {
  const chips = splitTargets(list).filter((id) => id !== REFERENCE);
  for (const id of chips) {
    const target = targetById(id);
    if (target.family === "sized")
      fail("not-bit-accurate", `${target.title} cannot be emulated: ${target.notEmulated}`, {
        hint: "choose a target that runs: `equipoise targets`",
      });
  }
  return chips;
}

export const runPhenomenaCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    argv
      .positional("ids", {
        type: "string",
        array: true,
        describe: "experiments or studies, as `phenomena list` names them",
      })
      .option("all", { type: "boolean", default: false, describe: "all experiments" })
      .option("target", {
        alias: TARGET_ALIASES,
        type: "string",
        default: "reference,loihi1,spinnaker1",
        describe: `chips beside the float64 reference, which always runs: ${allTargets()
          .filter((t) => t.family !== "sized")
          .map((t) => t.id)
          .join(", ")}`,
      })
      .option("quick", {
        type: "boolean",
        default: false,
        describe: "smaller networks, shorter runs, 3 seeds: all experiments in about two minutes on two cores",
      })
      .option("seeds", {
        type: "number",
        describe: `how many seeds; ${SEEDS.full}, with --quick ${SEEDS.quick}; studies have their own number`,
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
    if (args.out?.endsWith(".html"))
      fail("bad-option", `--out ${args.out} names a page, but --out is a folder`, {
        hint: `--out ${args.out.slice(0, -".html".length)}`,
      });
    const started = performance.now();
    const chosen = choose(args.ids ?? [], args.all);
    const targets = targetsOf(args.target);
    const out = new OutputFolder("--out", args.out, ["phenomena.html", "phenomena.json"]);
    const size = args.quick ? "quick" : "full";
    const options = { ...args, seeds: args.seeds ?? SEEDS[size] };
    checkSeeds(options);
    const { jobs } = args;

    const run = await runPhenomena({
      experiments: chosen.experiments,
      targets,
      seeds: seedList(options, args.seed),
      size,
      jobs,
      command: commandLine(),
      progress: terminal.progress,
    });
    const results: StudyResult[] = [];
    for (const study of chosen.studies) {
      results.push(
        await study.run({
          size,
          targets,
          seeds: args.seeds,
          jobs,
          progress: (phase, done, total) => terminal.progress(`${study.id}: ${phase}`, done, total),
        }),
      );
    }
    terminal.clearBar();
    const summary = { ...phenomenaSummary(run), studies: results };
    const { files } = out;
    if (out.wanted) {
      out.write("phenomena.html", renderPhenomena(run, results));
      out.write("phenomena.json", `${JSON.stringify(summary, jsonReplacer, 2)}\n`);
    }
    if (args.json) return terminal.printJson({ ...summary, files });
    for (const p of run.phenomena) terminal.print(`${phenomenonText(p, run.sides, terminal.colors)}\n`);
    for (const s of results) terminal.print(`${studyText(s, terminal.colors)}\n`);
    if (run.phenomena.length > 0) terminal.print(overviewTable(run));
    terminal.log(
      `\n${formatDuration((performance.now() - started) / 1000)}${files.length === 0 ? "" : `\n${files.join("\n")}`}`,
    );
  },
};
