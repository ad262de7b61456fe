/** `equipoise sweep NET`: the verdict for every combination of compiler options, on one drawn network and one reference run a seed. */
import type { CommandModule } from "yargs";
import { counted } from "../../diagnostics/counted.js";
import { sweep, type SweepRow } from "../../sweep/sweep.js";
import { variableOptions, variationsOf } from "../../sweep/variations.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { writeWhole } from "../files.js";
import { loadNetworkDescription } from "../load.js";
import { prepareOutputs } from "../outputs.js";
import { checkSeeds, seedList, withSeeds, type SeedArguments } from "../seed-options.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";

interface Arguments extends CompileArguments, SeedArguments {
  network: string;
  vary: string[];
  csv?: string;
  json: boolean;
  quiet: boolean;
}

const hertz = (x: number) => (Number.isFinite(x) ? x.toFixed(2) : "–");
const percent = (before: number, after: number) => (before > 0 && Number.isFinite(after) ? `${(100 * (after / before - 1)).toFixed(1)} %` : "–");

/** Header and one line for each variant and population. */
function tableOf(rows: readonly SweepRow[]): { header: string[]; lines: string[][] } {
  return {
    header: [...Object.keys(rows[0].values), "population", "theory, ideal", "theory, quantized", "reference", "target", "shift", "verdict"],
    lines: rows.flatMap((row) =>
      row.rates.map((r) => [
        ...Object.values(row.values), r.population, hertz(r.float), hertz(r.quantized), hertz(r.measuredReference), hertz(r.measuredTarget),
        percent(r.measuredReference, r.measuredTarget), row.verdict.verdict,
      ]),
    ),
  };
}

function csvCell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const sweepCommand: CommandModule<object, Arguments> = {
  command: "sweep <network>",
  describe: "verify every combination of compiler options against the same reference runs",
  builder: (argv) =>
    withSeeds(withCompileOptions(argv))
      .positional("network", { type: "string", describe: "description, YAML or JSON" })
      .option("vary", { type: "string", array: true, demandOption: true, describe: `option=value,value…; once for each of ${variableOptions.join(", ")}` })
      .option("csv", { type: "string", describe: "also write the table to this file" })
      .epilogue("Exit code 0 whatever the verdicts are: the table is the result; 1 bad input, 5 a variant does not fit the target.") as never,
  async handler(args) {
    const terminal = new Terminal(args);
    checkSeeds(args);
    prepareOutputs([{ option: "--csv", path: args.csv }], [args.network]);
    const { target, options } = compileOptionsOf(args);
    const variations = variationsOf(args.vary);
    const description = loadNetworkDescription(args.network, terminal, { duration: args.duration, seed: args.seed });
    const seeds = seedList(args, description.seed);
    const rows = await sweep({ description, target, options, variations, seeds, jobs: args.jobs, progress: terminal.progress, report: terminal.report });
    const { header, lines } = tableOf(rows);
    if (args.csv !== undefined) writeWhole(args.csv, [header, ...lines].map((cells) => `${cells.map(csvCell).join(",")}\n`).join(""));
    terminal.clearBar();
    if (args.json)
      terminal.printJson({
        network: description.name, target: target.id, seeds,
        variants: rows.map(({ values, verdict, rates, digests }) => ({ values, verdict: verdict.verdict, reason: verdict.reason, rates, digests })),
      });
    else {
      terminal.print(formatTable(header, lines));
      terminal.print(`\n${rows.map((row) => `${Object.values(row.values).join(", ")}: ${row.verdict.reason}`).join("\n")}`);
      terminal.print(`\nrates in Hz, ${counted(args.seeds, "seed")}; theory for the first`);
    }
  },
};
