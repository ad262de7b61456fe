/**
 * Whether a board that runs with a period keeps it, as far as a host can tell. No board tells its time: an answer says how many steps were complete at
 * some moment between question and answer, and RUN began at some moment between command and acknowledgement. Hence two counts: steps that were late
 * for certain, because a question asked after their deadline was answered without them, and steps of which nothing shows that they were in time.
 */
import { LogHistogram } from "../../src/numerics/log-histogram.js";

export interface PaceReport {
  readonly periodUs: number;
  readonly steps: number;
  /** Steps that were complete after their deadline, for certain. */
  readonly missed: number;
  /** Steps that were first seen complete after their deadline: those above among them. */
  readonly unproven: number;
  /** The first step that was late for certain; null: none. */
  readonly firstMissed: number | null;
  /** ms from a step's begin to the answer that showed it complete. */
  readonly seen: LogHistogram;
  /** ms between two answers: how closely the host looked. */
  readonly looks: LogHistogram;
  /** ms by which the delay of a step, `seen`, differs from that of the step before. */
  readonly jitter: LogHistogram;
}

export class Pace {
  private readonly seen = new LogHistogram();
  private readonly looks = new LogHistogram();
  private readonly jitter = new LogHistogram();
  private sent = 0;
  private acknowledged = 0;
  private lookedAt = 0;
  private complete = 0;
  private judgedTo = 0;
  private missed = 0;
  private unproven = 0;
  private firstMissed: number | null = null;
  private former = NaN;

  /**
   * @param now ms
   * @param first the step that RUN begins with
   * @param tolerance by how much the board's clock may differ from that of `now`, as a share
   */
  constructor(
    readonly now: () => number,
    private readonly periodUs: number,
    private readonly first: number,
    private readonly steps: number,
    private readonly tolerance: number,
  ) {}

  /** RUN has been acknowledged. @param sent when it was sent, ms */
  begun(sent: number): void {
    this.sent = sent;
    this.acknowledged = this.lookedAt = this.now();
  }

  /** An answer has come. @param asked when its question was sent, ms @param step steps that were complete */
  looked(asked: number, step: number): void {
    const answered = this.now();
    const period = this.periodUs / 1000;
    this.looks.add(answered - this.lookedAt);
    this.lookedAt = answered;
    const done = step - this.first;
    for (; this.complete < done; this.complete++) {
      const delay = answered - this.sent - this.complete * period;
      this.seen.add(delay);
      if (delay > period) this.unproven++;
      if (!Number.isNaN(this.former)) this.jitter.add(Math.abs(delay - this.former));
      this.former = delay;
    }
    const due = Math.ceil((asked - this.acknowledged) / (period * (1 + this.tolerance))) - 1;
    const last = Math.min(due, this.steps);
    if (last <= Math.max(done, this.judgedTo)) return;
    const from = Math.max(done, this.judgedTo);
    this.firstMissed ??= this.first + from;
    this.missed += last - from;
    this.judgedTo = last;
  }

  get report(): PaceReport {
    const { periodUs, steps, missed, unproven, firstMissed, seen, looks, jitter } = this;
    return { periodUs, steps, missed, unproven, firstMissed, seen, looks, jitter };
  }
}
