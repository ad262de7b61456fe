/**
 * Progress of long work on stderr: a bar with the time to go on a terminal; where stderr is a file or a pipe, one line every half a minute,
 * so that a log of a batch job shows that it lives, and short work says nothing.
 */
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import { formatDuration } from "./duration.js";
import { visibleLine } from "./visible-text.js";

/** ms between two lines of a log. */
export const LINE_EVERY = 30_000;
/** Seconds between two lines instead, for a program that shows them to someone who waits. */
const LINE_EVERY_VARIABLE = "EQUIPOISE_PROGRESS_SECONDS";
/** ms between two drawings of the bar. */
const DRAW_EVERY = 100;
const BAR_WIDTH = 24;

export interface ProgressView {
  readonly style: "bar" | "lines" | "none";
  /** ms between two lines; LINE_EVERY unless given. */
  readonly lineEvery?: number;
  /** Columns of the terminal; a bar never wraps into the next line. */
  readonly columns: number;
  write(text: string): void;
  /** ms, from any start. */
  now(): number;
}

/** ms between two lines, as the environment asks. */
export function lineInterval(variables: Readonly<Record<string, string | undefined>>): number {
  const seconds = Number(variables[LINE_EVERY_VARIABLE]);
  return seconds > 0 && Number.isFinite(seconds) ? 1000 * seconds : LINE_EVERY;
}

export class Progress {
  private phase = "";
  private phaseStart = 0;
  private lastDraw = -Infinity;
  private lastLine: number;
  private shown = false;
  private latest: readonly [done: number, total: number] | null = null;

  constructor(private readonly view: ProgressView) {
    this.lastLine = view.now();
  }

  readonly sink: ProgressSink = (phase, done, total) => {
    const { style } = this.view;
    if (style === "none") return;
    const now = this.view.now();
    this.latest = [done, total];
    if (phase !== this.phase) {
      this.phase = phase;
      this.phaseStart = now;
      this.lastDraw = -Infinity;
    }
    if (style === "lines") this.line(now, done, total);
    else this.bar(now, done, total);
  };

  /** Says again where the work is, if it is under way and a line is due. */
  tick(): void {
    if (this.view.style === "lines" && this.latest !== null) this.line(this.view.now(), ...this.latest);
  }

  /** Takes the bar away, so that other text can be written. */
  clear(): void {
    this.latest = null;
    if (!this.shown) return;
    this.view.write("\r\x1b[2K");
    this.shown = false;
  }

  private line(now: number, done: number, total: number): void {
    if (now - this.lastLine < (this.view.lineEvery ?? LINE_EVERY)) return;
    this.lastLine = now;
    this.view.write(`${this.words(now, done, total)}\n`);
  }

  private bar(now: number, done: number, total: number): void {
    if (now - this.lastDraw < DRAW_EVERY && done < total) return;
    this.lastDraw = now;
    const filled = Math.round(BAR_WIDTH * shareOf(done, total));
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    this.view.write(
      `\r\x1b[2K${[...`${bar} ${this.words(now, done, total)}`].slice(0, this.view.columns - 1).join("")}`,
    );
    this.shown = true;
    if (done >= total) this.clear();
  }

  private words(now: number, done: number, total: number): string {
    const share = shareOf(done, total);
    const elapsed = (now - this.phaseStart) / 1000;
    const toGo = share > 0.02 && share < 1 ? `, ${formatDuration((elapsed * (1 - share)) / share)} to go` : "";
    const rate = elapsed > 0.5 ? `, ${compact(done / elapsed)}/s` : "";
    return `${(100 * share).toFixed(0).padStart(3)} %  ${visibleLine(this.phase)}${rate}${toGo}`;
  }
}

function shareOf(done: number, total: number): number {
  return total > 0 ? Math.min(1, done / total) : 1;
}

/** 12,345 → 12.3 k. */
function compact(x: number): string {
  const power = x >= 1e6 ? 2 : x >= 1e3 ? 1 : 0;
  return `${Number((x / 1e3 ** power).toPrecision(3))}${["", " k", " M"][power]}`;
}
