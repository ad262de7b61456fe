/**
 * What the user sees: data on stdout, log on stderr. Colour and progress bars only on a terminal that wants them
 * (NO_COLOR, --quiet, --json and pipes are respected).
 */
import { writeSync } from "node:fs";
import { fail, type Diagnostic, type DiagnosticSink, type ProgressSink } from "../diagnostics/diagnostic.js";
import { coloursFor } from "./colours.js";
import { paintDiagnostic } from "./format-failure.js";
import { lineInterval, Progress } from "./progress.js";
import { reasonOf } from "./files.js";
import { visibleJson, visibleText } from "./visible-text.js";

export interface TerminalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Warning codes that count as errors (`--error-on`). */
  readonly errorOn?: readonly string[];
}

export class Terminal {
  readonly colors = coloursFor(process.stdout);
  private readonly logColors = coloursFor(process.stderr);
  private readonly bar: Progress;
  private readonly seen = new Set<string>();
  /** Warnings so far, for reports. */
  readonly diagnostics: Diagnostic[] = [];

  constructor(readonly options: TerminalOptions) {
    const style = options.quiet ? "none" : process.stderr.isTTY !== true ? "lines" : options.json ? "none" : "bar";
    const lineEvery = lineInterval(process.env);
    this.bar = new Progress({
      style,
      lineEvery,
      columns: process.stderr.columns ?? 80,
      write: (text) => writeAll(2, text),
      now: () => performance.now(),
    });
    // Work on other threads reports when a part is done: without it the log must not fall silent.
    if (style === "lines") setInterval(() => this.bar.tick(), lineEvery).unref();
  }

  /** Data: one line on stdout. */
  print(line = ""): void {
    writeAll(1, `${visibleText(line, this.colors.isColorSupported)}\n`);
  }

  /** The one object of a `--json` run. Infinity and NaN become null, typed arrays become lists. */
  printJson(value: unknown): void {
    this.print(visibleJson(JSON.stringify(value, jsonReplacer, 2)));
  }

  /** One object of a `--json` run that goes on: each on a line of its own. */
  printJsonLine(value: unknown): void {
    this.print(visibleJson(JSON.stringify(value, jsonReplacer)));
  }

  log(line: string): void {
    if (this.options.quiet) return;
    this.clearBar();
    writeAll(2, `${visibleText(line, this.logColors.isColorSupported)}\n`);
  }

  /** Warnings and notes; the same one is shown once. */
  readonly report: DiagnosticSink = (d) => {
    const key = `${d.code}\u0000${d.message}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.diagnostics.push(d);
    if (this.options.quiet && d.severity !== "error") return;
    this.clearBar();
    writeAll(2, `${visibleText(paintDiagnostic(d, this.logColors), this.logColors.isColorSupported)}\n`);
  };

  /** Progress of long work; see progress.ts. */
  get progress(): ProgressSink {
    return this.bar.sink;
  }

  clearBar(): void {
    this.bar.clear();
  }
}

/** Streams that nobody reads any more. What is still to be done (files, the verdict in the exit code) does not depend on them. */
const unread = new Set<number>();

/** Once data could not be written, there is no more to write: what is said about it goes to stderr. */
let outputFailed = false;

/**
 * Synchronous and complete also on pipes, so that nothing is lost when the process ends.
 * @throws EquipoiseError `cannot-write`, once, where stdout takes no more; of a log that nobody keeps nobody can be told
 */
function writeAll(fd: 1 | 2, text: string): void {
  if (unread.has(fd) || (fd === 1 && outputFailed)) return;
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EPIPE") return void unread.add(fd);
      if (code === "EAGAIN") continue;
      if (fd === 2) return;
      outputFailed = true;
      fail("cannot-write", `cannot write to standard output: ${reasonOf(error)}`, {
        hint: "send it to a place that has room",
      });
    }
  }
}

export function jsonReplacer(_key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(value as unknown as ArrayLike<number>);
  return value;
}
