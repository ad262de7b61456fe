/** The network that an export writes: as drawn, or, where a target is named, as its chip has it. */
import type { NetworkDescription } from "../description/types.js";
import { fail } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import type { Loss } from "../interchange/losses.js";
import { build } from "../measure/build.js";
import { drawNetwork } from "../network/draw-network.js";
import type { Network } from "../network/types.js";
import { dashed, writtenOptions } from "../options/option-table.js";
import { optionTables } from "../options/option-tables.js";
import type { Argv } from "yargs";
import { compileOptionsOf, withCompileOptions, type CompileArguments } from "./compile-options.js";
import { isIntegersInput } from "./load-integers.js";
import { isProgramFile, loadNetworkDescription } from "./load.js";
import type { Terminal } from "./terminal.js";
import { timeOption } from "./time-option.js";

/** Options of every export of a described network, beside those of its compilation. */
export interface WritingArguments extends CompileArguments {
  network: string;
  seed?: number;
  duration?: number;
  strict: boolean;
  json: boolean;
  quiet: boolean;
}

export function withWritingOptions<T>(argv: Argv<T>): Argv<T> {
  return withCompileOptions(argv)
    .positional("network", { type: "string", describe: "description (YAML, JSON)" })
    .option("seed", { type: "number", describe: "instead of the description's seed" })
    .option("duration", timeOption("duration", "ms", { describe: "length of the run, instead of the description's" }))
    .option("strict", {
      type: "boolean",
      default: false,
      describe: "exit code 1 where anything could not be carried",
    });
}

/** The description that an export writes. @throws EquipoiseError `needs-description`, and those of reading it */
export function descriptionToWrite(
  { network, seed, duration }: WritingArguments,
  terminal: Terminal,
): NetworkDescription {
  const program = isProgramFile(network);
  if (program || isIntegersInput(network))
    fail(
      "needs-description",
      `${network} is ${program ? "a compiled program" : "an integer network"}, which has no units`,
      {
        hint: "give the description, with --target for the numbers that the chip has",
      },
    );
  return loadNetworkDescription(network, terminal, { seed, duration });
}

/** Leaves exit code 1 where something was lost and `--strict` was given. */
export function judgeLosses(losses: readonly Loss[], { strict }: WritingArguments): void {
  if (strict && losses.some(({ kind }) => kind === "lost")) process.exitCode = ExitCode.badInput;
}

/** @throws EquipoiseError `bad-option` where a compiler option has no target that it could be of */
export function networkToWrite(description: NetworkDescription, args: CompileArguments, terminal: Terminal): Network {
  if (args.target === undefined) {
    const given = optionTables
      .flatMap((table) => [...writtenOptions(table)].map(([name]) => name))
      .find((name) => (args as Record<string, unknown>)[name] !== undefined);
    if (given !== undefined)
      fail("bad-option", `--${dashed(given)} is an option of a chip, and none is named`, {
        hint: "give --target, or leave it out: the network is then written in float64",
      });
    return drawNetwork(description);
  }
  const { target, options } = compileOptionsOf(args);
  try {
    const { compiled } = build(description, target, options, {
      report: terminal.report,
      progress: terminal.progress,
      work: "compile",
    });
    return compiled.onChip;
  } finally {
    terminal.clearBar();
  }
}
