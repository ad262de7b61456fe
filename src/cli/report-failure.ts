/** What becomes of a command that failed: the sentences of its diagnostics, or a fault with its stack, and one exit code. */
import { EquipoiseError, type Diagnostic } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { atObjects } from "../description/object-places.js";
import { rememberedPlaces } from "./described-places.js";
import { coloursFor } from "./colours.js";
import { folderGone } from "./folder-gone.js";
import { formatFailure } from "./format-failure.js";
import { Terminal } from "./terminal.js";

/** Whether the caller reads JSON, also where the command line could not be parsed. */
function wantsJson(words: readonly string[]): boolean {
  return words
    .slice(0, words.includes("--") ? words.indexOf("--") : undefined)
    .some((word) => word === "--json" || word === "--json=true");
}

/** Says what went wrong, and leaves its exit code in `process.exitCode`. @param words the command line as it was typed */
export function reportFailure(thrown: unknown, words: readonly string[]): void {
  const asJson = wantsJson(words);
  const failure = folderGone(thrown) ?? thrown;
  const error = failure instanceof EquipoiseError ? atObjects(failure, rememberedPlaces()) : failure;
  if (error instanceof EquipoiseError)
    return showFailure(
      error.exitCode,
      error.diagnostics,
      formatFailure(error.diagnostics, coloursFor(process.stderr)),
      asJson,
    );
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  showFailure(
    ExitCode.internal,
    [
      {
        code: "internal-fault",
        severity: "error",
        message: error instanceof Error ? error.message : String(error),
        hint: "please report this, with the command and its input",
      },
    ],
    `equipoise has a fault: please report this, with the command and its input.\n${what}`,
    asJson,
  );
}

/** The sentences go to stderr in any case; who asked for JSON finds an object on stdout whatever happened. */
function showFailure(exitCode: ExitCode, diagnostics: readonly Diagnostic[], text: string, asJson: boolean): void {
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
