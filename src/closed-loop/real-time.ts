/**
 * A loop against the clock. Block b is due to begin at b periods after the first; its answer is late where it comes after the deadline, which counts
 * from then on, and a block that begins late because the one before was late has no longer. Where the network runs in a simulated board's own time,
 * that time stands still between blocks and nobody need wait in it: the schedule is kept by reckoning.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { ExitCode } from "../diagnostics/exit-codes.js";
import { LogHistogram } from "../numerics/log-histogram.js";

export const LATE_POLICIES = ["wait", "hold", "stop"] as const;
/** What is done about a late answer: the plant takes it all the same; the plant goes on with the last one that came in time; the loop ends. */
export type LatePolicy = (typeof LATE_POLICIES)[number];

export interface LoopScheduleOptions {
  /** ms between the beginnings of two blocks. */
  readonly periodMs: number;
  /** ms from when a block is due to begin. */
  readonly deadlineMs: number;
  readonly late: LatePolicy;
  /** ms, in which deadlines count. */
  readonly now: () => number;
  /** ms of this machine. */
  readonly hostNow: () => number;
  /** Waits so many ms of `now`; null where that time stands still while nobody works. */
  readonly wait: ((ms: number) => Promise<void>) | null;
}

/** ms of a block, in one clock. */
export interface BlockTimes {
  /** From its begin to its answer. */
  readonly latency: LogHistogram;
  /** By how much that differs from the block before. */
  readonly jitter: LogHistogram;
}

export interface LoopScheduleReport {
  readonly blocks: number;
  /** Blocks whose answer was late. */
  readonly missed: number;
  /** The first of them; null: none. */
  readonly firstMissed: number | null;
  /** ms by which blocks began after they were due. */
  readonly begunLate: LogHistogram;
  /** In the clock of the deadlines. */
  readonly times: BlockTimes;
  /** In this machine's. */
  readonly hostTimes: BlockTimes;
}

export class LoopSchedule {
  private blocks = 0;
  private missed = 0;
  private firstMissed: number | null = null;
  private readonly begunLate = new LogHistogram();
  private readonly own = new Stopwatch();
  private readonly host = new Stopwatch();
  private origin: number | null = null;
  /** Of time that passes by reckoning only. */
  private skipped = 0;

  constructor(private readonly options: LoopScheduleOptions) {}

  /** Waits until block `b` is due. */
  async begin(b: number): Promise<void> {
    const { periodMs, wait, hostNow } = this.options;
    this.origin ??= this.time;
    const early = this.dueOf(b, periodMs) - this.time;
    if (early > 0) {
      if (wait === null) this.skipped += early;
      else await wait(early);
    }
    this.begunLate.add(Math.max(0, this.time - this.dueOf(b, periodMs)));
    this.own.start(this.time);
    this.host.start(hostNow());
  }

  /**
   * Judges the answer that has just come.
   *
   * @returns whether the plant is to hold its last input
   * @throws EquipoiseError `loop-late`, with the policy `stop`
   */
  answered(b: number): boolean {
    const { periodMs, deadlineMs, late, hostNow } = this.options;
    this.blocks++;
    this.own.stop(this.time);
    this.host.stop(hostNow());
    const after = this.time - this.dueOf(b, periodMs);
    if (after <= deadlineMs) return false;
    this.missed++;
    this.firstMissed ??= b;
    if (late === "stop")
      fail(
        "loop-late",
        `Block ${b} was answered ${after.toFixed(3)} ms after it was due to begin; its deadline was ${deadlineMs} ms.`,
        {
          exitCode: ExitCode.device,
          hint: "give a longer --deadline, longer blocks (--block), a faster line (--baud), or --late wait or hold",
        },
      );
    return late === "hold";
  }

  get report(): LoopScheduleReport {
    const { blocks, missed, firstMissed, begunLate, own, host } = this;
    return { blocks, missed, firstMissed, begunLate, times: own, hostTimes: host };
  }

  private get time(): number {
    return this.options.now() + this.skipped;
  }

  private dueOf(b: number, periodMs: number): number {
    return this.origin! + b * periodMs;
  }
}

class Stopwatch implements BlockTimes {
  readonly latency = new LogHistogram();
  readonly jitter = new LogHistogram();
  private begun = 0;
  private former = NaN;

  start(at: number): void {
    this.begun = at;
  }

  stop(at: number): void {
    const latency = at - this.begun;
    this.latency.add(latency);
    if (!Number.isNaN(this.former)) this.jitter.add(Math.abs(latency - this.former));
    this.former = latency;
  }
}
