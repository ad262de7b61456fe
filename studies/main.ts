/** `npm run study -- NAME…`: runs studies and writes what they found; `npm run study` lists them. Studies stay in the repository. */
import "../src/node/environment.js";
import { availableParallelism } from "node:os";
import yargs from "yargs";
import { REFERENCE, type Size } from "../phenomena/experiment.js";
import { commandLine } from "../src/cli/command-line.js";
import { sidesOption, targetsBesideReference } from "../src/cli/phenomena/sides-option.js";
import { formatDuration } from "../src/cli/duration.js";
import { OutputFolder } from "../src/cli/outputs.js";
import { reportFailure } from "../src/cli/report-failure.js";
import { checkSeeds } from "../src/cli/seed-options.js";
import { formatTable } from "../src/cli/table.js";
import { jsonReplacer, Terminal } from "../src/cli/terminal.js";
import { fail } from "../src/diagnostics/diagnostic.js";
import { version } from "../src/program/version.js";
import { studyText } from "./print-study.js";
import { studies } from "./registry.js";
import { renderStudies, type StudiesRun } from "./report/render-studies.js";
import type { Study, StudyResult } from "./study.js";

const PROGRAM = "npm run study --";

/** @throws EquipoiseError `usage` for words that are no option */
function argumentsOf(words: readonly string[]) {
  return yargs([...words])
    .scriptName(PROGRAM)
    .usage("$0 [NAME…]\n\nRuns studies: questions that take many verdicts to answer. Without a name it lists them.")
    .option("target", sidesOption)
    .option("quick", { type: "boolean", default: false, describe: "smaller networks, shorter runs, fewer seeds" })
    .option("seeds", { type: "number", describe: "how many seeds a point gets, instead of the study's own number" })
    .option("jobs", { type: "number", default: availableParallelism(), describe: "runs at the same time" })
    .option("out", {
      alias: "o",
      type: "string",
      describe: "folder for studies.html, the page with every map and figure, and studies.json, every number",
    })
    .option("json", { type: "boolean", default: false, describe: "one JSON object on stdout instead of text" })
    .option("quiet", { type: "boolean", default: false, alias: "q", describe: "no log on stderr, only errors" })
    .strictOptions()
    .parserConfiguration({ "duplicate-arguments-array": false })
    .version(false)
    .wrap(Math.min(120, process.stdout.columns ?? 100))
    .exitProcess(false)
    .fail((message, error) => {
      if (error) throw error;
      fail("usage", message, { hint: `\`${PROGRAM} --help\` lists the options` });
    })
    .parseAsync();
}

/** @throws EquipoiseError `experiment-unknown`, `bad-option` for one that is named twice */
function choose(ids: readonly string[]): Study[] {
  return ids.map((id, k) => {
    if (ids.indexOf(id) !== k) fail("bad-option", `${id} was named twice`);
    const found = studies.find((study) => study.id === id);
    return (
      found ??
      fail("experiment-unknown", `there is no study \`${id}\``, {
        hint: `choose from ${studies.map((study) => study.id).join(", ")}`,
      })
    );
  });
}

async function main(words: readonly string[]): Promise<void> {
  const args = await argumentsOf(words);
  if (args.help === true) return;
  const terminal = new Terminal(args);
  const chosen = choose(args._.map(String));
  if (chosen.length === 0) {
    const asked = studies.map(({ id, title, question }) => ({ id, title, question }));
    if (args.json) return terminal.printJson({ studies: asked });
    const rows = asked.map(({ id, question }) => [id, question]);
    return terminal.print(`${formatTable(["study", "question"], rows)}\n\n${PROGRAM} NAME…`);
  }
  const started = performance.now();
  const { jobs, seeds } = args;
  checkSeeds({ seeds: seeds ?? 1, jobs });
  const targets = targetsBesideReference(args.target);
  const out = new OutputFolder("--out", args.out, ["studies.html", "studies.json"]);
  const size: Size = args.quick ? "quick" : "full";

  const results: StudyResult[] = [];
  for (const study of chosen) {
    const progress: typeof terminal.progress = (phase, done, total) =>
      terminal.progress(`${study.id}: ${phase}`, done, total);
    results.push(await study.run({ size, targets, seeds, jobs, progress }));
  }
  terminal.clearBar();
  const run: StudiesRun = {
    version: `equipoise ${version}`,
    command: commandLine(PROGRAM),
    size,
    sides: [REFERENCE, ...targets],
    studies: results,
  };
  const { files } = out;
  if (out.wanted) {
    out.write("studies.html", renderStudies(run));
    out.write("studies.json", `${JSON.stringify(run, jsonReplacer, 2)}\n`);
  }
  if (args.json) return terminal.printJson({ ...run, files });
  for (const result of results) terminal.print(`${studyText(result, terminal.colors)}\n`);
  terminal.log([formatDuration((performance.now() - started) / 1000), ...files].join("\n"));
}

const words = process.argv.slice(2);
try {
  await main(words);
} catch (thrown) {
  reportFailure(thrown, words);
}
