/** `loop --real-time`: its options, and what is told of how well a loop kept its schedule. */
import type { Argv } from "yargs";
import { LATE_POLICIES, LoopSchedule, type BlockTimes, type LatePolicy } from "../closed-loop/real-time.js";
import { fail } from "../diagnostics/diagnostic.js";
import { binsOf, histogramTable, percentilesOf, percentilesTable } from "./delay-tables.js";
import { preciseWait } from "./precise-wait.js";
import type { Terminal } from "./terminal.js";
import { timeOption } from "./time-option.js";

export interface RealTimeArguments {
  realTime: boolean;
  deadline?: number;
  late?: LatePolicy;
}

/** Whose time deadlines count in. */
interface LoopClock {
  readonly clock: "wall" | "board";
  /** ms */
  readonly now: () => number;
}

export function withRealTime<T>(argv: Argv<T>) {
  return argv
    .option("real-time", {
      type: "boolean",
      default: false,
      describe: "begin each block when its time has come, and count answers that are late",
    })
    .option(
      "deadline",
      timeOption("deadline", "ms", {
        describe: "with --real-time: time that an answer may take; the length of a block unless told",
      }),
    )
    .option("late", {
      choices: LATE_POLICIES,
      describe:
        "with --real-time, about a late answer: wait for it and go on late (unless told otherwise), let the plant hold its last input, or stop",
    });
}

const WHAT_HAPPENED: Readonly<Record<LatePolicy, string>> = {
  wait: "the plant waited for them",
  hold: "the plant held its last input instead",
  stop: "",
};

export class RealTimeOfLoop {
  private constructor(
    readonly schedule: LoopSchedule,
    private readonly clock: "wall" | "board",
    private readonly periodMs: number,
    private readonly deadlineMs: number,
    private readonly late: LatePolicy,
  ) {}

  /** @throws EquipoiseError `bad-option` */
  static check({ realTime, deadline, late }: RealTimeArguments): void {
    if (!realTime && (deadline !== undefined || late !== undefined))
      fail("bad-option", `--${deadline === undefined ? "late" : "deadline"} needs --real-time`);
    if (deadline !== undefined && !(deadline > 0)) fail("bad-option", `--deadline ${deadline} is no time above 0 ms`);
  }

  /** null: the loop goes as fast as it can. @param periodMs of a block */
  static of(
    { realTime, deadline = undefined, late = "wait" }: RealTimeArguments,
    periodMs: number,
    { clock, now }: LoopClock,
  ): RealTimeOfLoop | null {
    if (!realTime) return null;
    const deadlineMs = deadline ?? periodMs;
    const hostNow = () => performance.now();
    const wait = clock === "board" ? null : preciseWait;
    const schedule = new LoopSchedule({ periodMs, deadlineMs, late, now, hostNow, wait });
    return new RealTimeOfLoop(schedule, clock, periodMs, deadlineMs, late);
  }

  /** For --json. */
  get figures(): object {
    const { blocks, missed, firstMissed, begunLate, times, hostTimes } = this.schedule.report;
    const figuresOf = ({ latency, jitter }: BlockTimes) => ({
      latencyMs: percentilesOf(latency),
      jitterMs: percentilesOf(jitter),
      latencyHistogram: binsOf(latency),
      jitterHistogram: binsOf(jitter),
    });
    return {
      clock: this.clock === "board" ? "board" : "host",
      periodMs: this.periodMs,
      deadlineMs: this.deadlineMs,
      late: this.late,
      blocks,
      missed,
      firstMissed,
      begunLateMs: percentilesOf(begunLate),
      board: this.clock === "board" ? figuresOf(times) : null,
      host: figuresOf(hostTimes),
    };
  }

  print(terminal: Terminal): void {
    const { blocks, missed, begunLate, times, hostTimes } = this.schedule.report;
    const board = this.clock === "board";
    const whose = board ? "the simulated board's time" : "this machine's time";
    const outcome = missed === 0 ? `all ${blocks} in time` : `${missed} of ${blocks} late, ${WHAT_HAPPENED[this.late]}`;
    terminal.print(
      `\nreal time: a block every ${this.periodMs} ms, answers due after ${this.deadlineMs} ms of ${whose}: ${outcome}`,
    );
    const rowsOf = (name: string, { latency, jitter }: BlockTimes) =>
      [
        [`latency, ${name}`, latency],
        [`jitter, ${name}`, jitter],
      ] as const;
    terminal.print(
      percentilesTable("ms", [
        ...(board ? rowsOf("board's time", times) : []),
        ...rowsOf("this machine's time", hostTimes),
        [`block begun late, ${board ? "board's time" : "this machine's time"}`, begunLate],
      ]),
    );
    for (const [name, { latency, jitter }] of [
      ...(board ? ([["board's time", times]] as const) : []),
      ["this machine's time", hostTimes] as const,
    ]) {
      terminal.print(`\n${histogramTable(`latency, ms of ${name}`, "blocks", latency)}`);
      terminal.print(`\n${histogramTable(`jitter, ms of ${name}`, "blocks", jitter)}`);
    }
  }

  warn(terminal: Terminal): void {
    const { blocks, missed, firstMissed } = this.schedule.report;
    if (missed === 0) return;
    terminal.report({
      code: "deadline-missed",
      severity: "warning",
      message: `${missed} of ${blocks} answers came after their deadline, the first of them in block ${firstMissed}; ${WHAT_HAPPENED[this.late]}`,
      hint: "give a longer --deadline, longer blocks (--block), or a faster line (--baud)",
    });
  }
}
