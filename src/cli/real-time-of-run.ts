/** `run --real-time`: a board that begins every step when its time has come, and what is told of how well it kept it. */
import type { PaceReport } from "../../firmware-bridge/protocol/pace.js";
import { fail } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { Program } from "../program/program.js";
import { openBoard, type BoardLine } from "./board-line.js";
import { binsOf, histogramTable, percentilesOf, percentilesTable } from "./delay-tables.js";
import { lineClock } from "./own-time.js";
import type { Terminal } from "./terminal.js";

export class RealTimeOfRun {
  /** All in one piece: between two pieces the board would stand still. */
  readonly stepsAtOnce = Infinity;
  private report: PaceReport | null = null;
  private ofBoard = false;

  async open(program: Program, line: BoardLine, terminal: Terminal): Promise<ExecutionTarget> {
    const clock = lineClock(line.dial);
    return openBoard(program, { ...line, dial: clock.dial }, terminal.progress, {
      now: () => clock.now(),
      get ofBoard() {
        return clock.ofBoard;
      },
      progress: (step, end) => terminal.progress(`real time on ${line.name}`, step, end),
      onEnd: (report) => {
        this.report = report;
        this.ofBoard = clock.ofBoard;
      },
    });
  }

  /** @throws EquipoiseError `bad-option` */
  mustReadNothing(probes: number): void {
    if (probes > 0)
      fail("bad-option", "--real-time goes with no probe of state: a board tells its state only when it stands still", {
        hint: "leave out --real-time, or the probes of all but spikes",
      });
  }

  /** For --json. */
  get figures(): object | undefined {
    if (this.report === null) return undefined;
    const { periodUs, steps, missed, unproven, firstMissed, seen, looks, jitter } = this.report;
    return {
      clock: this.ofBoard ? "board" : "host",
      periodUs,
      steps,
      missed,
      firstMissed,
      unproven,
      seenMs: percentilesOf(seen),
      jitterMs: percentilesOf(jitter),
      looksMs: percentilesOf(looks),
      seenHistogram: binsOf(seen),
      jitterHistogram: binsOf(jitter),
    };
  }

  print(terminal: Terminal): void {
    if (this.report === null) return;
    const { periodUs, steps, missed, unproven, seen, looks, jitter } = this.report;
    const whose = this.ofBoard ? "the simulated board's time" : "this machine's time: the board does not tell its own";
    terminal.print(
      `\nreal time, a step every ${periodUs} µs, in ${whose}: ` +
        (missed > 0
          ? `${missed} of ${steps} steps were late`
          : unproven === 0
            ? `all ${steps} steps were in time`
            : `no step was late for certain`) +
        (unproven > missed ? `; ${unproven - missed} more were seen too late to tell` : ""),
    );
    terminal.print(
      percentilesTable("ms", [
        ["from a step's begin to the answer that shows it", seen],
        ["the same, against the step before (jitter)", jitter],
        ["between two answers", looks],
      ]),
    );
    terminal.print(`\n${histogramTable("ms to the answer", "steps", seen)}`);
    terminal.print(`\n${histogramTable("ms of jitter", "steps", jitter)}`);
  }

  warn(terminal: Terminal): void {
    if (this.report === null || this.report.missed === 0) return;
    const { missed, steps, firstMissed } = this.report;
    terminal.report({
      code: "deadline-missed",
      severity: "warning",
      message: `${missed} of ${steps} steps were complete after their time, the first of them step ${firstMissed}`,
      hint: "use a smaller network or a longer time step; `equipoise check` forecasts what a board can do",
    });
  }
}
