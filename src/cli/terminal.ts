/**
 * What the user sees: data on stdout, log on stderr. Colour and progress bars only on a terminal that wants them
 * (NO_COLOR, --quiet, --json and pipes are respected).
 */
import { writeSync } from "node:fs";
import pc from "picocolors";
import { fail, formatLimit, formatPlace, type Diagnostic, type DiagnosticSink, type ProgressSink } from "../diagnostics/diagnostic.js";
import { formatDuration } from "./duration.js";
import { reasonOf } from "./files.js";
import { visibleJson, visibleLine, visibleText } from "./visible-text.js";

export interface TerminalOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  /** Warning codes that count as errors (`--error-on`). */
  readonly errorOn?: readonly string[];
}

export class Terminal {
  readonly colors = pc.createColors(pc.isColorSupported && process.stdout.isTTY === true);
  private readonly logColors = pc.createColors(pc.isColorSupported && process.stderr.isTTY === true);
  private readonly showBar: boolean;
  private barShown = false;
  private phase = "";
  private phaseStart = 0;
  private lastDraw = 0;
  private readonly seen = new Set<string>();
  /** Warnings so far, for reports. */
  readonly diagnostics: Diagnostic[] = [];

  constructor(readonly options: TerminalOptions) {
    this.showBar = process.stderr.isTTY === true && !options.quiet && !options.json;
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
    writeAll(2, `${visibleText(this.format(d), this.logColors.isColorSupported)}\n`);
  };

  private format(d: Diagnostic): string {
    const c = this.logColors;
    const paint = d.severity === "error" ? c.red : d.severity === "warning" ? c.yellow : c.cyan;
    const place = d.place ? `${c.bold(formatPlace(d.place))}: ` : "";
    const hint = d.hint ? `\n  ${c.green("→")} ${d.hint}` : "";
    return `${place}${paint(d.severity)}: ${d.message}${formatLimit(d)} ${c.dim(`[${d.code}]`)}${hint}`;
  }

  /** Progress with rate-based time to go, redrawn at most ten times a second. */
  readonly progress: ProgressSink = (phase, done, total) => {
    if (!this.showBar) return;
    const now = performance.now();
    if (phase !== this.phase) {
      this.phase = phase;
      this.phaseStart = now;
      this.lastDraw = 0;
    }
    if (now - this.lastDraw < 100 && done < total) return;
    this.lastDraw = now;
    const share = total > 0 ? Math.min(1, done / total) : 1;
    const elapsed = (now - this.phaseStart) / 1000;
    const toGo = share > 0.02 && share < 1 ? `, ${formatDuration((elapsed * (1 - share)) / share)} to go` : "";
    const rate = elapsed > 0.5 ? `, ${compact(done / elapsed)}/s` : "";
    const width = 24;
    const filled = Math.round(width * share);
    const bar = "█".repeat(filled) + "░".repeat(width - filled);
    process.stderr.write(`\r\x1b[2K${bar} ${(100 * share).toFixed(0).padStart(3)} %  ${visibleLine(phase)}${rate}${toGo}`);
    this.barShown = true;
    if (done >= total) this.clearBar();
  };

  clearBar(): void {
    if (!this.barShown) return;
    process.stderr.write("\r\x1b[2K");
    this.barShown = false;
  }
}

/** 12,345 → 12.3 k. */
function compact(x: number): string {
  const power = x >= 1e6 ? 2 : x >= 1e3 ? 1 : 0;
  return `${Number((x / 1e3 ** power).toPrecision(3))}${["", " k", " M"][power]}`;
}

/** Once data could not be written, there is no more to write: what is said about it goes to stderr. */
let outputFailed = false;

/**
 * Synchronous and complete also on pipes, so that nothing is lost when the process ends.
 * @throws EquipoiseError `cannot-write`, once, where stdout takes no more; of a log that nobody keeps nobody can be told
 */
function writeAll(fd: 1 | 2, text: string): void {
  if (fd === 1 && outputFailed) return;
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "EPIPE") process.exit(0);
      if (code === "EAGAIN") continue;
      if (fd === 2) return;
      outputFailed = true;
      fail("cannot-write", `cannot write to standard output: ${reasonOf(error)}`, { hint: "send it to a place that has room" });
    }
  }
}

export function jsonReplacer(_key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return null;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as unknown as ArrayLike<number>);
  return value;
}
