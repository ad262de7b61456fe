/** `equipoise sweep gather PLAN.jsonl --out DIR`: tables and one page of what a plan has found so far. */
import type { CommandModule } from "yargs";
import { writeParquet } from "../../../arrays/parquet.js";
import { counted } from "../../../diagnostics/counted.js";
import { version } from "../../../program/version.js";
import { renderSweep } from "../../../report/sweep/render-sweep.js";
import type { SweepPage, SweepPageProblem } from "../../../report/sweep/sweep-page.js";
import { gatherPlan, type GatheredSweep } from "../../../sweep/plan/gather.js";
import { readPlan } from "../../../sweep/plan/read-plan.js";
import { csvLines, sweepTables } from "../../../sweep/plan/tables.js";
import { verdictTitle, type VerdictWord } from "../../../verdict/verdict.js";
import { commandLine } from "../../command-line.js";
import { csvCell } from "../../csv-cell.js";
import { readBytes } from "../../files.js";
import { OutputFolder } from "../../outputs.js";
import { Terminal } from "../../terminal.js";
import { resultsOf, withPlan, type PlanArguments } from "./options.js";

interface Arguments extends PlanArguments {
  out: string;
}

const TABLES = ["verdicts", "margins", "runs", "tasks"] as const;
const PAGE = "sweep.html";

export const gatherSweepCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withPlan(argv)
      .option("out", { alias: "o", type: "string", demandOption: true, describe: "folder for tables and page" })
      .epilogue(
        `Writes ${TABLES.join(", ")} as .csv and .parquet, and ${PAGE}. What is missing or failed is named in tasks and on the page; exit code 0 all the same.`,
      ) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const names = [...TABLES.flatMap((name) => [`${name}.csv`, `${name}.parquet`]), PAGE];
    const folder = new OutputFolder("--out", args.out, names, [args.plan]);
    const gathered = gatherPlan(readPlan(args.plan, readBytes), resultsOf(args));
    for (const table of sweepTables(gathered)) {
      folder.writePieces(`${table.name}.csv`, bytesOf(csvLines(table, csvCell)));
      folder.write(`${table.name}.parquet`, writeParquet(table.columns));
    }
    folder.write(PAGE, renderSweep(pageOf(gathered)));
    const counts = countsOf(gathered);
    if (args.json) terminal.printJson({ files: folder.files, ...counts });
    else {
      const words = Object.entries(counts.verdicts).map(([word, n]) => `${n} ${verdictTitle[word as VerdictWord]}`);
      const open = counts.tasks - counts.done;
      terminal.print(
        `${counted(counts.points, "point")}: ${words.length === 0 ? "no verdict yet" : words.join(", ")}; ${open === 0 ? "all tasks are done" : `${counts.failed} failed and ${open - counts.failed} not done of ${counted(counts.tasks, "task")}`}`,
      );
      folder.files.forEach((file) => terminal.print(file));
    }
  },
};

function* bytesOf(lines: Iterable<string>): Generator<Uint8Array> {
  for (const line of lines) yield Buffer.from(line);
}

function countsOf({ plan, points, tasks }: GatheredSweep) {
  const verdicts: Partial<Record<VerdictWord, number>> = {};
  for (const { verdict } of points)
    if (verdict !== null) verdicts[verdict.verdict] = (verdicts[verdict.verdict] ?? 0) + 1;
  const inState = (state: string) => tasks.filter((task) => task.state === state).length;
  return {
    points: points.length,
    tasks: plan.tasks.length,
    done: inState("done"),
    failed: inState("failed"),
    running: inState("running"),
    missing: inState("missing"),
    verdicts,
  };
}

function pageOf({ plan: { header }, points, tasks }: GatheredSweep): SweepPage {
  return {
    name: header.name,
    network: header.network.file,
    version: `equipoise ${version}`,
    command: commandLine(),
    axes: header.axes,
    seeds: header.seeds,
    tasks: tasks.length,
    points: points.map(({ runs, ...point }) => ({ ...point, seeds: runs.length })),
    problems: tasks.flatMap(({ task, state, code, message }): SweepPageProblem[] =>
      state === "done" ? [] : [{ task: task.task, point: task.point, seed: task.seed, state, code, message }],
    ),
  };
}
