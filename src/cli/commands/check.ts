/** `equipoise check NET`: what theory predicts before any run, for the ideal network and for the chip's integers. */
import type { CommandModule } from "yargs";
import { counted } from "../../diagnostics/counted.js";
import { EquipoiseError, formatDiagnostic, type Diagnostic } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import { meanFieldOf } from "../../theory/mean-field-model.js";
import { caveatsOf, compareModels, type ModelAssessment, type ModelComparison } from "../../theory/compare-models.js";
import { quantize, type QuantizedForecast } from "../../verify/quantize.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { loadNetworkDescription } from "../load.js";
import { printLedger } from "../print-ledger.js";
import { formatTable } from "../table.js";
import { Terminal } from "../terminal.js";

interface Arguments extends CompileArguments {
  network: string;
  seed?: number;
  json: boolean;
  quiet: boolean;
}

const hertz = (x: number) => (Number.isFinite(x) ? x.toFixed(2) : "–");
const plain = (x: number) => (Number.isFinite(x) ? x.toPrecision(3) : "–");

function printComparison(terminal: Terminal, target: string, c: ModelComparison): void {
  const before = c.before.prediction.populations;
  const after = c.after.prediction.populations;
  const limit = (a: ModelAssessment, k: number) => (a.balance.rates ? hertz(a.balance.rates[k]) : "–");
  terminal.print(
    formatTable(
      ["population", "K→∞", "ideal", target, "shift", "mean V", "SD of V", "E drive", "residual"],
      before.map((p, k) => [
        p.name,
        limit(c.before, k),
        hertz(p.rate),
        hertz(after[k].rate),
        Number.isFinite(c.shifts[k].relative) ? `${(100 * c.shifts[k].relative).toFixed(1)} %` : "–",
        plain(after[k].mu),
        plain(after[k].sigma / Math.SQRT2),
        plain(after[k].excitation),
        plain(after[k].residual),
      ]),
    ),
  );
  terminal.print("rates in Hz, V in mV on the chip, drives in pA\n");
  terminal.print(c.summary);
  const { condition, groups, worstAmplification } = c.before.balance;
  const alike = groups.filter((group) => group.length > 1).map((group) => group.map((k) => before[k].name).join(" and "));
  if (alike.length > 0) terminal.print(`${alike.join("; ")} have the same cells and the same input: the balance equations count them as one`);
  terminal.print(
    Number.isFinite(condition)
      ? `condition number of the balance equations ${plain(condition)}: a relative weight error of 1 % can move a rate by ${plain(worstAmplification)} %`
      : Number.isNaN(condition)
        ? "the balance equations were not solved"
        : "the balance equations are singular: in the limit of large K they leave the rates open",
  );
}

export const checkCommand: CommandModule<object, Arguments> = {
  command: "check <network>",
  describe: "predict rates, their shift on the chip, and whether a balanced state is left, before any run",
  builder: (argv) =>
    withCompileOptions(argv)
      .positional("network", { type: "string", describe: "description, YAML or JSON" })
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .epilogue("Exit code 0: a balanced state is predicted on the chip, 2: its rates are predicted to move by more than 5 %, 3: none is left, 5: does not fit.") as never,
  handler(args) {
    const terminal = new Terminal(args);
    const { target, options } = compileOptionsOf(args);
    const description = loadNetworkDescription(args.network, terminal, { seed: args.seed });
    const result = quantize(description, target, options, { report: terminal.report, progress: terminal.progress, seed: args.seed });
    const comparison = compareModels(result.floatModel, meanFieldOf(result.onChip));
    const exitCode = !comparison.after.balanced ? ExitCode.breaks : comparison.worstShift > 0.05 ? ExitCode.drifts : ExitCode.ok;
    const caveats = [...new Set([...caveatsOf(comparison.before.prediction), ...caveatsOf(comparison.after.prediction)])];
    terminal.clearBar();
    if (args.json) {
      terminal.printJson({
        network: description.name,
        target: target.id,
        populations: comparison.shifts,
        summary: comparison.summary,
        balancedStateFloat: comparison.before.balanced,
        balancedStateQuantized: comparison.after.balanced,
        conditionNumber: comparison.before.balance.condition,
        worstAmplification: comparison.before.balance.worstAmplification,
        caveats,
        fits: result.cores === null ? null : result.misfit === null,
        misfit: result.misfit?.diagnostics ?? [],
        tables: result.tables,
        ledger: result.ledger,
        diagnostics: terminal.diagnostics,
      });
    } else {
      printComparison(terminal, target.id, comparison);
      for (const caveat of caveats) terminal.print(`note: ${caveat}`);
      for (const { title, columns, rows } of result.tables) {
        terminal.print(`\n${title}`);
        terminal.print(formatTable(columns, rows.map((row) => row.map(String))));
      }
      printLedger(terminal, result.ledger);
      terminal.print();
      terminal.print(result.misfit === null ? whatItNeeds(result, options.board) : describeMisfit(result.misfit));
    }
    process.exitCode = result.misfit ? ExitCode.doesNotFit : exitCode;
  },
};

function whatItNeeds({ cores, chips }: QuantizedForecast, board: string): string {
  if (cores === null || chips === null) return "how many cores it needs cannot be told: the memory of a core is not public";
  return `fits ${board}: ${counted(cores, "core")} on ${counted(chips, "chip")}`;
}

function describeMisfit(error: EquipoiseError): string {
  return (error.diagnostics as readonly Diagnostic[]).map(formatDiagnostic).join("\n");
}
