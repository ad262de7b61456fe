/**
 * `equipoise sweep NET --vary …`: the verdict for every combination of compiler options, on one drawn network and one reference run a seed, now and
 * in this process. `equipoise sweep plan|run|gather|status`: sweeps over anything, as plans (docs/sweeps.md).
 */
import type { CommandModule } from "yargs";
import { fail } from "../../diagnostics/diagnostic.js";
import { counted } from "../../diagnostics/counted.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { sweep, type SweepRow } from "../../sweep/sweep.js";
import { variableNames, variationsOf } from "../../sweep/variations.js";
import { decidingRow } from "../../verdict/deciding-row.js";
import { verdictTitle, type VerdictRow } from "../../verdict/verdict.js";
import { RUN_OVERFLOWED } from "../../families/run-loss-warnings.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { effectText, marginText, rateRows, significant } from "../describe-row.js";
import { csvCell } from "../csv-cell.js";
import { writeWhole } from "../files.js";
import { commandsFor, nameOf, type ListedCommand } from "../listed-command.js";
import { loadNetworkDescription } from "../load.js";
import { prepareOutputs } from "../outputs.js";
import { describeSeedNote, seedPlanOf, seedsOfPlan, withSeeds, type SeedArguments } from "../seed-options.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";

interface Arguments extends CompileArguments, SeedArguments {
  network?: string;
  vary?: string[];
  csv?: string;
  json: boolean;
  quiet: boolean;
}

const hertz = (x: number) => (Number.isFinite(x) ? x.toFixed(2) : "–");
const percentage = (x: number) => (Math.abs(x) < 0.05 ? "0.0" : `${x > 0 ? "+" : ""}${x.toFixed(1)}`);

/** "+3.1 % [1.2, 5.0]": the shift of a rate in percent of the reference's, with its interval. */
function shiftText({ difference, interval: [lower, upper], reference: { mean } }: VerdictRow): string {
  if (!(mean > 0) || !Number.isFinite(difference)) return "–";
  const share = (x: number) => percentage((100 * x) / mean);
  return `${share(difference)} % ${Number.isFinite(lower) && Number.isFinite(upper) ? `[${share(lower)}, ${share(upper)}]` : "[no interval]"}`;
}

/** Header and one line for each variant and population. */
function tableOf(rows: readonly SweepRow[]): { header: string[]; lines: string[][] } {
  return {
    header: [...Object.keys(rows[0].values), "pop.", "reference", "target", "rate shift [interval]", "verdict"],
    lines: rows.flatMap((row) =>
      rateRows(row.verdict).map((rate) => [
        ...Object.values(row.values),
        rate.population,
        hertz(rate.reference.mean),
        hertz(rate.target.mean),
        shiftText(rate),
        verdictTitle[row.verdict.verdict],
      ]),
    ),
  };
}

/** What decided each variant, or comes nearest to deciding it. */
function decidingTable(rows: readonly SweepRow[]): string {
  const outcome = { yes: "within", no: "OUTSIDE", undecided: "undecided" } as const;
  return formatTable(
    [...Object.keys(rows[0].values), "deciding metric", "pop.", "change [interval]", "margin", ""],
    rows.map(({ values, verdict }) => {
      const row = decidingRow(verdict);
      return [
        ...Object.values(values),
        ...(row === null
          ? ["–", "–", "–", "–", ""]
          : [row.metric, row.population, effectText(row), marginText(row), outcome[row.equivalent]]),
      ];
    }),
  );
}

/** All numbers, one line for each variant and population. */
function csvOf(rows: readonly SweepRow[]): string[][] {
  const header = [
    ...Object.keys(rows[0].values),
    "population",
    "theory, ideal",
    "theory, quantized",
    "reference",
    "target",
    "shift, Hz",
    "shift lower",
    "shift upper",
    "verdict",
    "deciding metric",
    "deciding population",
    "deciding change",
    "deciding lower",
    "deciding upper",
    "deciding margin",
  ];
  const number = (x: number) => (Number.isFinite(x) ? String(Number(x.toPrecision(6))) : "");
  return [
    header,
    ...rows.flatMap((row) => {
      const deciding = decidingRow(row.verdict);
      const ofDeciding =
        deciding === null
          ? ["", "", "", "", "", ""]
          : [
              deciding.metric,
              deciding.population,
              ...[deciding.difference, ...deciding.interval, deciding.margin].map(number),
            ];
      return row.rates.map((r) => {
        const rate = rateRows(row.verdict).find(({ population }) => population === r.population)!;
        return [
          ...Object.values(row.values),
          r.population,
          ...[r.float, r.quantized, r.measuredReference, r.measuredTarget, rate.difference, ...rate.interval].map(
            number,
          ),
          row.verdict.verdict,
          ...ofDeciding,
        ];
      });
    }),
  ];
}

/** In the order of `--help`. */
export const sweepSubcommands: readonly ListedCommand[] = [
  {
    command: "plan <sweep>",
    describe: "write the plan of a sweep over fields of the network, targets and options",
    load: async () => (await import("./sweep/plan.js")).planSweepCommand,
  },
  {
    command: "run <plan>",
    describe: "run the tasks of a plan that have no result yet",
    load: async () => (await import("./sweep/run.js")).runSweepCommand,
  },
  {
    command: "status <plan>",
    describe: "count the tasks of a plan that are done, failed, running and missing",
    load: async () => (await import("./sweep/status.js")).sweepStatusCommand,
  },
  {
    command: "cancel <plan>",
    describe: "take the jobs of a plan out of a cluster's queue",
    load: async () => (await import("./sweep/cancel.js")).cancelSweepCommand,
  },
  {
    command: "gather <plan>",
    describe: "make tables and a page of the results of a plan",
    load: async () => (await import("./sweep/gather.js")).gatherSweepCommand,
  },
];

/** The command of `sweep` that is named, or the sweep that runs at once. A network file called `plan` is `./plan`. */
export async function sweepCommand(words: readonly string[]): Promise<Pick<CommandModule, "builder" | "handler">> {
  const next = words.slice(words.indexOf("sweep") + 1).find((word) => !word.startsWith("-"));
  const named = sweepSubcommands.some((subcommand) => nameOf(subcommand) === next);
  const subcommands = await commandsFor(sweepSubcommands, named ? words : []);
  return {
    builder: (argv) =>
      subcommands.reduce(
        (all, command) => all.command(command),
        named ? argv : (varyCommand.builder as (of: typeof argv) => typeof argv)(argv),
      ),
    // A command of `sweep` runs by its own handler.
    handler: named ? () => {} : (varyCommand.handler as CommandModule["handler"]),
  };
}

const varyCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withSeeds(withCompileOptions(argv))
      .positional("network", { type: "string", describe: "description, YAML or JSON" })
      .option("vary", {
        type: "string",
        array: true,
        describe: `option=value,value…; once for each of ${variableNames.join(", ")}, as far as the target has it`,
      })
      .option("csv", { type: "string", describe: "also write the table to this file" })
      .epilogue(
        "Exit code 0 whatever the verdicts are: the table is the result; 1 bad input, 5 a variant does not fit the target.",
      ) as never,
  async handler(args) {
    const terminal = new Terminal(args);
    const { network, vary } = args;
    if (network === undefined || vary === undefined)
      fail(
        "usage",
        network === undefined
          ? "Which network? Or plan, run, status, gather?"
          : "--vary is missing: what is to be varied?",
        {
          hint: "`equipoise sweep NET --vary weight-bits=8,6` varies options of the compiler; `equipoise sweep plan` anything",
        },
      );
    const plan = seedPlanOf(args);
    prepareOutputs([{ option: "--csv", path: args.csv }], [network]);
    const { target, options } = compileOptionsOf(args);
    const variations = variationsOf(vary, target, options);
    const description = loadNetworkDescription(network, terminal, { duration: args.duration, seed: args.seed });
    const lost: Diagnostic[] = [];
    const report = (d: Diagnostic) => (d.code === RUN_OVERFLOWED ? void lost.push(d) : terminal.report(d));
    const rows = await sweep({
      description,
      target,
      options,
      variations,
      seeds: seedsOfPlan(plan, description.seed),
      plan,
      jobs: args.jobs,
      progress: terminal.progress,
      note: (note) => terminal.log(describeSeedNote(note)),
      report,
    });
    const { header, lines } = tableOf(rows);
    if (args.csv !== undefined)
      writeWhole(
        args.csv,
        csvOf(rows)
          .map((cells) => `${cells.map(csvCell).join(",")}\n`)
          .join(""),
      );
    terminal.clearBar();
    if (args.json)
      terminal.printJson({
        network: description.name,
        target: target.id,
        seeds: rows[0].verdict.runs.map((run) => run.seed),
        variants: rows.map(({ values, verdict, rates, digests, losses }) => ({
          values,
          verdict: verdict.verdict,
          reason: verdict.reason,
          rates,
          digests,
          losses,
          alpha: verdict.alpha,
          deciding: verdict.deciding,
          rateShifts: rateRows(verdict),
          decidingMetric: decidingRow(verdict),
        })),
      });
    else {
      terminal.print(formatTable(header, lines));
      terminal.print(`\n${decidingTable(rows)}`);
      terminal.print(
        `\n${rows.map((row) => `${Object.values(row.values).join(", ")}: ${row.verdict.reason}`).join("\n")}`,
      );
      terminal.print(
        `\nrates in Hz, ${counted(rows[0].verdict.runs.length, "seed")}, ${significant(100 * (1 - 2 * rows[0].verdict.alpha), 3)} % intervals; --csv and --json have theory beside them`,
      );
    }
    lost.forEach(terminal.report);
  },
};
