#!/usr/bin/env node
/** The `equipoise` command: parses, dispatches, and turns every outcome into one exit code. */
import yargs from "yargs";
import { hideBin } from "yargs/helpers";
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { version } from "../program/version.js";
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
import { visibleText } from "./visible-text.js";

const epilogue = `Exit codes: 0 done, or the balance survives · 1 bad input or usage · 2 drifts · 3 breaks · 4 inconclusive
            5 does not fit the target · 6 device or link · 70 internal fault

Start:  equipoise init my-network && equipoise verify my-network/network.yaml --target loihi1`;

async function main(): Promise<number> {
  const parser = yargs(hideBin(process.argv))
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
    .fail((message, error) => {
      if (error) throw error;
      throw new EquipoiseError([
        { code: "usage", severity: "error", message: oneLine(message), hint: "`equipoise --help` lists the commands, `equipoise COMMAND --help` the options" },
      ]);
    });
  await parser.parseAsync();
  return process.exitCode === undefined ? ExitCode.ok : Number(process.exitCode);
}

function oneLine(text: string): string {
  return text.split("\n").map((line) => line.trim()).filter(Boolean).join("; ");
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (thrown: unknown) => {
    const error = folderGone(thrown) ?? thrown;
    if (error instanceof EquipoiseError) {
      process.stderr.write(`${visibleText(formatFailure(error.diagnostics))}\n`);
      process.exitCode = error.exitCode;
    } else {
      process.stderr.write(
        `equipoise has a fault: please report this, with the command and its input.\n${visibleText(error instanceof Error ? String(error.stack) : String(error))}\n`,
      );
      process.exitCode = ExitCode.internal;
    }
  },
);
