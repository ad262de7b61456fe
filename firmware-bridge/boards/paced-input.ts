/**
 * Input for a board that runs while it is sent: as far ahead as the board's queue holds, and never more. What a step takes from the queue is free
 * again once the board has said that the step is complete. Input for a step that has begun is refused by the board, and ends the run.
 */
import { EquipoiseError, fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";

/** A marker in the queue means the nearest step modulo 2^15. */
const FARTHEST = 8192;

export interface PacedInputOptions {
  /** Words of the board's queue. */
  readonly capacity: number;
  readonly wordsOf: (ids: number) => number;
  /** Asked once a step, steps ascending. */
  readonly inputOf: (step: number) => readonly number[];
  readonly send: (step: number, ids: readonly number[]) => Promise<void>;
  /** Of the board, for messages. */
  readonly name: string;
}

export class PacedInput {
  /** Sent, of steps that are not known to be complete. */
  private readonly queued: { readonly step: number; readonly words: number }[] = [];
  private room: number;
  private waiting: readonly number[] | null = null;
  private sending = false;
  private failure: unknown = null;
  private lastSent = -1;

  /** @param next the first step whose input has not been sent */
  constructor(
    private next: number,
    private readonly end: number,
    private readonly options: PacedInputOptions,
  ) {
    this.room = options.capacity;
  }

  /** Sends what fits. @param complete steps that the board has executed @throws EquipoiseError `board-inject` */
  async fill(complete: number): Promise<void> {
    const { capacity, wordsOf, inputOf, send, name } = this.options;
    while (this.queued.length > 0 && this.queued[0].step < complete) this.room += this.queued.shift()!.words;
    const sent: Promise<void>[] = [];
    for (; this.next < this.end && this.next < complete + FARTHEST; this.next++) {
      const ids = (this.waiting ??= inputOf(this.next));
      const words = ids.length === 0 ? 0 : wordsOf(ids.length);
      if (words > capacity)
        fail(
          "board-inject",
          `Step ${this.next} has ${ids.length} spikes from outside, more than the queue of ${name}, ${capacity} words, holds.`,
          { exitCode: ExitCode.doesNotFit, hint: "use fewer sources or lower rates" },
        );
      if (words > this.room) break;
      this.waiting = null;
      if (words === 0) continue;
      this.room -= words;
      this.queued.push({ step: this.next, words });
      this.lastSent = this.next;
      sent.push(send(this.next, ids));
    }
    await Promise.all(sent);
  }

  /** The same beside other questions; a failure is kept for `explain`. */
  fillMeanwhile(complete: number): void {
    if (this.failure !== null) throw this.failure as Error;
    if (this.sending) return;
    this.sending = true;
    this.fill(complete).then(
      () => void (this.sending = false),
      (error: unknown) => void (this.failure = error),
    );
  }

  /** @throws EquipoiseError `board-late` where the board refused input because its step had begun; otherwise what went wrong */
  explain(error: unknown): never {
    const cause = this.failure ?? error;
    const late =
      cause instanceof EquipoiseError &&
      /^The board refused INJECT: step \d+ is the next/.test(cause.diagnostics[0].message);
    if (!late) throw cause;
    return fail(
      "board-late",
      `Input from this machine reached ${this.options.name} after its step had begun (up to step ${this.lastSent} it had been sent): real time does not hold here.`,
      {
        exitCode: ExitCode.device,
        hint: "use fewer sources, a faster line (--baud), a longer time step, or leave out --real-time: the spikes are the same",
      },
    );
  }
}
