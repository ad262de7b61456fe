/** The parser of the command line, and what becomes of the outcome: every one ends in one exit code. */
import yargs, { type Argv } from "yargs";
import { ExitCode } from "../diagnostics/exit-codes.js";
import "../node/environment.js";
import { version } from "../program/version.js";
import { checkValues, type DeclaredOptions } from "./check-values.js";
import { commands } from "./command-list.js";
import { readTimes } from "./declared-times.js";
import { commandsFor } from "./listed-command.js";
import { reportFailure } from "./report-failure.js";
import { usageError } from "./usage-error.js";

const epilogue = `Exit codes: 0 done, or the balance survives · 1 bad input or usage · 2 drifts · 3 breaks · 4 inconclusive, or never balanced
            5 does not fit the target · 6 device or link · 70 internal fault

Start:  equipoise init my-network && equipoise verify my-network/network.yaml --target loihi1`;

/** Runs the command that the words name, and leaves its exit code in `process.exitCode`; never rejects. */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  try {
    process.exitCode = await parse(words);
  } catch (thrown) {
    reportFailure(thrown, words);
  }
}

async function parse(words: readonly string[]): Promise<number> {
  const parser: Argv = yargs([...words])
    .scriptName("equipoise")
    .usage(
      "$0 <command>\n\nCompiles balanced networks for neuromorphic chips, emulates them bit for bit, and says whether the balance survives.",
    )
    .command(await commandsFor(commands, words))
    .completion("completion", "print a script for bash or zsh completion: add it to your shell's start-up file")
    .option("json", { type: "boolean", default: false, describe: "one JSON object on stdout instead of text" })
    .option("quiet", { type: "boolean", default: false, alias: "q", describe: "no log on stderr, only errors" })
    .demandCommand(1, "Which command? See `equipoise --help`.")
    .strict()
    .recommendCommands()
    .version(version)
    .epilogue(epilogue)
    .wrap(wantsHelp(words) ? Math.min(120, process.stdout.columns ?? 100) : null)
    .exitProcess(false)
    .middleware((argv) => {
      checkValues(argv, declaredOptions(), words);
      readTimes(argv);
    }, true)
    .fail((message, error) => {
      if (error) throw error;
      throw usageError(oneLine(message), words, Object.keys(declaredOptions().key));
    });
  /** Not in the type declarations of yargs, though its public documentation has it. */
  const declaredOptions = () => (parser as unknown as { getOptions(): DeclaredOptions }).getOptions();
  await parser.parseAsync();
  return process.exitCode === undefined ? ExitCode.ok : Number(process.exitCode);
}

function oneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
    .join("; ");
}

/** yargs lays out the help of every command that it runs, shown or not; breaking its lines takes as long as loading yargs. */
function wantsHelp(words: readonly string[]): boolean {
  return words.some((word) => word.startsWith("--help"));
}
