/** `equipoise check NET`: what theory predicts before any run, for the ideal network and for the chip's integers. */
import type { CommandModule } from "yargs";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import { blindSpotsOf, mergedTimes } from "../../theory/blind-spots.js";
import { compareModels, notesOfBoth, qualified, type ModelComparison } from "../../theory/compare-models.js";
import { meanFieldOf } from "../../theory/mean-field-model.js";
import { forecastRun } from "../../measure/forecast/forecast-run.js";
import { quantize } from "../../measure/quantize.js";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "../compile-options.js";
import { loadNetworkDescription } from "../load.js";
import { printCheck } from "../print-check.js";
import { Terminal } from "../terminal.js";

interface Arguments extends CompileArguments {
  network: string;
  seed?: number;
  json: boolean;
  quiet: boolean;
}

/** Relative shift of a predicted rate beyond which `check` ends with `drifts`. */
const LARGEST_SHIFT = 0.05;

function predictedExitCode({ before, after, worstShift }: ModelComparison): ExitCode {
  // As `verify` says it: a network that is not balanced to begin with has no balance to lose.
  if (!before.balanced) return ExitCode.inconclusive;
  if (!after.balanced) return ExitCode.breaks;
  return worstShift > LARGEST_SHIFT ? ExitCode.drifts : ExitCode.ok;
}

export const checkCommand: CommandModule<object, Arguments> = {
  builder: (argv) =>
    withCompileOptions(argv)
      .positional("network", { type: "string", describe: "description, YAML or JSON" })
      .option("seed", { type: "number", describe: "instead of the description's seed" })
      .epilogue(
        "Exit code 0: a balanced state is predicted on the chip, 2: its rates are predicted to move by more than 5 %, 3: none is left, 4: the ideal network has none to begin with, 5: does not fit.",
      ) as never,
  handler(args) {
    const terminal = new Terminal(args);
    const { target, options } = compileOptionsOf(args);
    const description = loadNetworkDescription(args.network, terminal, { seed: args.seed });
    const result = quantize(description, target, options, {
      report: terminal.report,
      progress: terminal.progress,
      seed: args.seed,
    });
    const comparison = compareModels(result.floatModel, meanFieldOf(result.onChip));
    const blindSpots = [...blindSpotsOf(result.network), ...mergedTimes(result.network, result.onChip)].map(
      ({ code, message }) => `${message} [${code}]`,
    );
    const notes = notesOfBoth(comparison);
    const caveats = [...notes.map(({ text }) => text), ...blindSpots];
    const summary = qualified(comparison, notes, blindSpots);
    const emulation = result.work === null ? null : forecastRun(result.work);
    terminal.clearBar();
    if (args.json) {
      terminal.printJson({
        network: description.name,
        target: target.id,
        populations: comparison.shifts,
        summary,
        balancedStateFloat: comparison.before.balanced,
        balancedStateQuantized: comparison.after.balanced,
        reasonsFloat: comparison.before.reasons,
        reasonsQuantized: comparison.after.reasons,
        conditionNumber: comparison.before.balance.condition,
        worstAmplification: comparison.before.balance.worstAmplification,
        caveats,
        fits: result.cores === null ? null : result.misfit === null,
        misfit: result.misfit?.diagnostics ?? [],
        image: result.imageUse,
        realTime: result.realTime,
        emulation,
        tables: result.tables,
        ledger: result.ledger,
        diagnostics: terminal.diagnostics,
      });
    } else printCheck(terminal, { target, board: options.board, result, comparison, summary, caveats, emulation });
    process.exitCode = result.misfit ? ExitCode.doesNotFit : predictedExitCode(comparison);
  },
};
