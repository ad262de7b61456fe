/**
 * Standard output and error as far as Node's own streams write them (help, version, usage errors): whoever reads them may go away, and that ends
 * neither the work nor its exit code; a place that takes no more is told in a sentence. What the commands print goes through terminal.ts.
 */
import { writeSync } from "node:fs";
import { formatDiagnostic } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";

export function watchStandardStreams(): void {
  process.stderr.on("error", () => {
    // Nobody is left who could be told.
  });
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    const reason = error.code === "ENOSPC" ? "the disk is full" : error.message;
    tell(
      `${formatDiagnostic({ code: "cannot-write", severity: "error", message: `cannot write to standard output: ${reason}` })}\n`,
    );
    process.once("exit", (code) => {
      if (code === ExitCode.ok) process.exitCode = ExitCode.badInput;
    });
  });
}

function tell(sentence: string): void {
  try {
    writeSync(2, sentence);
  } catch {
    // Nobody is left who could be told.
  }
}
