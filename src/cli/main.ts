#!/usr/bin/env node
/** The `equipoise` command: parses, dispatches, and turns every outcome into one exit code. */
import yargs, { type Argv } from "yargs";
import { hideBin } from "yargs/helpers";
import { EquipoiseError, type Diagnostic } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { version } from "../program/version.js";
import { checkValues, type DeclaredOptions } from "./check-values.js";
import { coloursFor } from "./colours.js";
import { boardCommand } from "./commands/board.js";
import { checkCommand } from "./commands/check.js";
import { compareTargetsCommand } from "./commands/compare-targets.js";
import { compareCommand } from "./commands/compare.js";
import { compileCommand } from "./commands/compile.js";
import { initCommand } from "./commands/init.js";
import { inspectCommand } from "./commands/inspect.js";
import { loopCommand } from "./commands/loop.js";
import { phenomenaCommand } from "./commands/phenomena.js";
import { reportCommand } from "./commands/report.js";
import { runCommand } from "./commands/run.js";
import { sweepCommand } from "./commands/sweep.js";
import { targetsCommand } from "./commands/targets.js";
import { verifyCommand } from "./commands/verify.js";
import { formatFailure } from "./format-failure.js";
import { folderGone } from "./folder-gone.js";
import { watchStandardStreams } from "./standard-streams.js";
import { Terminal } from "./terminal.js";

const epilogue = `Exit codes: 0 done, or the balance survives · 1 bad input or usage · 2 drifts · 3 breaks · 4 inconclusive, or never balanced
            5 does not fit the target · 6 device or link · 70 internal fault

Start:  equipoise init my-network && equipoise verify my-network/network.yaml --target loihi1`;

const words = hideBin(process.argv);

async function main(): Promise<number> {
  const parser: Argv = yargs(words)
    .scriptName("equipoise")
    .usage("$0 <command>\n\nCompiles balanced networks for neuromorphic chips, emulates them bit for bit, and says whether the balance survives.")
    .command(initCommand)
    .command(checkCommand)
    .command(compileCommand)
    .command(inspectCommand)
    .command(runCommand)
    .command(verifyCommand)
    .command(compareTargetsCommand)
    .command(sweepCommand)
    .command(phenomenaCommand)
    .command(reportCommand)
    .command(compareCommand)
    .command(loopCommand)
    .command(boardCommand)
    .command(targetsCommand)
    .completion("completion", "print a script for bash or zsh completion: add it to your shell's start-up file")
    .option("json", { type: "boolean", default: false, describe: "one JSON object on stdout instead of text" })
    .option("quiet", { type: "boolean", default: false, alias: "q", describe: "no log on stderr, only errors" })
    .demandCommand(1, "Which command? See `equipoise --help`.")
    .strict()
    .recommendCommands()
    .version(version)
    .epilogue(epilogue)
    .wrap(Math.min(120, process.stdout.columns ?? 100))
    .exitProcess(false)
    .middleware((argv) => checkValues(argv, declaredOptions(), words), true)
    .fail((message, error) => {
      if (error) throw error;
      throw new EquipoiseError([
        { code: "usage", severity: "error", message: oneLine(message), hint: "`equipoise --help` lists the commands, `equipoise COMMAND --help` the options" },
      ]);
    });
  /** Not in the type declarations of yargs, though its public documentation has it. */
  const declaredOptions = () => (parser as unknown as { getOptions(): DeclaredOptions }).getOptions();
  await parser.parseAsync();
  return process.exitCode === undefined ? ExitCode.ok : Number(process.exitCode);
}

function oneLine(text: string): string {
  return text.split("\n").map((line) => line.trim()).filter(Boolean).join("; ");
}

/** Whether the caller reads JSON, also where the command line could not be parsed. */
const asJson = words.slice(0, words.includes("--") ? words.indexOf("--") : undefined).some((word) => word === "--json" || word === "--json=true");

/** The sentences go to stderr in any case; who asked for JSON finds an object on stdout whatever happened. */
function showFailure(exitCode: ExitCode, diagnostics: readonly Diagnostic[], text: string): void {
  const terminal = new Terminal({ json: asJson, quiet: false });
  terminal.log(text);
  try {
    if (asJson) terminal.printJson({ error: { exitCode, diagnostics } });
  } catch (error) {
    // Standard output takes nothing more: that is said as well, and hides neither the first failure nor its exit code.
    if (!(error instanceof EquipoiseError)) throw error;
    terminal.log(formatFailure(error.diagnostics, coloursFor(process.stderr)));
  }
  process.exitCode = exitCode;
}

watchStandardStreams();
main().then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    const error = folderGone(thrown) ?? thrown;
    if (error instanceof EquipoiseError) return showFailure(error.exitCode, error.diagnostics, formatFailure(error.diagnostics, coloursFor(process.stderr)));
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    showFailure(
      ExitCode.internal,
      [{ code: "internal-fault", severity: "error", message: error instanceof Error ? error.message : String(error), hint: "please report this, with the command and its input" }],
      `equipoise has a fault: please report this, with the command and its input.\n${what}`,
    );
  },
);
