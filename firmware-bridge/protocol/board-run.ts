/**
 * Runs an armed board: injects spikes, advances free or in lock step, reads every spike exactly once and in order.
 * The board keeps its spikes until they have been read, so that a lost line loses none.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { pause, type Clock } from "../transport/transport.js";
import type { HostLink } from "./host-link.js";
import { nonsense } from "./judge-answers.js";
import { linkFailure } from "./link-errors.js";
import type { Bodies } from "./messages.js";
import type { Pace } from "./pace.js";
import { SpikeLogReader, bytesToWords, spikeWords, wordsToBytes } from "./spike-words.js";

/** Called for every step, silent ones too, in order. */
export type StepSink = (step: number, ids: readonly number[]) => void;

/** More spikes of a neuron in one step are not believed. */
const SPIKES_A_NEURON = 64;
/** Pause between two looks at a log that has nothing new. */
const POLL_MS = 2;

/** A run that is watched as it goes. */
export interface PacedRun {
  readonly periodUs: number;
  readonly pace: Pace;
  /** Called after every look with the steps that are complete: the moment for what else the board needs. */
  readonly meanwhile: (step: number) => void;
}

export class BoardRun {
  /** The next step to be executed. */
  step = 0;
  /** Words of the log that have been read. */
  private read = 0;
  private sink: StepSink = () => {};
  private readonly reader: SpikeLogReader;

  /** @param host a link whose board has just been armed */
  constructor(
    private readonly host: HostLink,
    private readonly clock: Clock,
  ) {
    const most = SPIKES_A_NEURON * host.board.neurons;
    this.reader = new SpikeLogReader(0, (step, ids) => this.sink(step, ids), most);
  }

  /** Spikes for steps that have not been executed, steps ascending over all calls; ids repeated as often as they spike. */
  async inject(step: number, ids: readonly number[]): Promise<void> {
    // Each frame begins with a marker, so that it can be judged alone.
    const room = (this.host.board.maxData >>> 1) - 1;
    const frames: Promise<unknown>[] = [];
    for (let k = 0; k < ids.length; k += room) {
      frames.push(this.host.command("INJECT", { step, data: wordsToBytes(spikeWords(step, ids.slice(k, k + room))) }));
    }
    await Promise.all(frames);
  }

  /**
   * Executes up to step `until` as one command; the board's answer carries the spikes. One round trip where they fit a frame.
   * @param answered called when the answer is there, before the rest of the log is read
   */
  async stepTo(until: number, sink: StepSink, answered: () => void = () => {}): Promise<void> {
    this.listen(until, sink);
    const answer = await this.host.command("STEP", { until, from: this.read });
    answered();
    if (answer === null) throw new Error("a STEP was acknowledged without its spikes");
    this.take(answer);
    await this.drain(until);
  }

  /** Lets the board run free up to step `until`. @param periodUs length of a step; 0: as fast as the board can */
  async runTo(until: number, sink: StepSink, periodUs = 0): Promise<void> {
    this.listen(until, sink);
    await this.host.command("RUN", { until, periodUs });
    await this.drain(until);
  }

  /** Begins a step every `periodUs` up to step `until`, and tells the pace of it what every answer shows. */
  async runPaced(until: number, sink: StepSink, { periodUs, pace, meanwhile }: PacedRun): Promise<void> {
    this.listen(until, sink);
    const sent = pace.now();
    await this.host.command("RUN", { until, periodUs });
    pace.begun(sent);
    await this.drain(until, pace, meanwhile);
  }

  /** Reads the log until step `until` is complete and all its words are here. */
  private async drain(until: number, pace?: Pace, meanwhile?: (step: number) => void): Promise<void> {
    let { head, step } = this.seen;
    let gotOnAt = this.clock.now;
    while (this.read < head || step < until) {
      const { read } = this;
      const before = step;
      const asked = pace?.now() ?? 0;
      ({ head, step } = this.take(await this.host.read("SPIKES", { from: read })));
      pace?.looked(asked, step);
      meanwhile?.(step);
      if (this.read > read || step > before) gotOnAt = this.clock.now;
      else if (this.clock.now - gotOnAt > this.host.stuckMs)
        throw linkFailure("board-stuck", this.host.name, `it stays at step ${step}`);
      if (this.read === read && step < until) await pause(this.clock, POLL_MS);
    }
    this.step = until;
  }

  private listen(until: number, sink: StepSink): void {
    this.sink = (step, ids) => {
      if (step >= until)
        nonsense(this.host.name, `has spikes of step ${step} in its log, but was told to stop before step ${until}`);
      sink(step, ids);
    };
  }

  private seen = { head: 0, step: 0 };

  private take(reply: Bodies["SPIKES_REPLY"]): { head: number; step: number } {
    const { head, step, from, data } = reply;
    // An answer that was under way during a reconnection may tell what is known already.
    if (from === this.read) {
      const words = bytesToWords(data);
      if (!this.reader.push(words))
        fail("board-log", `The board's spike log does not go on at word ${this.read}.`, { exitCode: ExitCode.device });
      this.read += words.length;
      if (this.read === head) this.reader.complete(step);
    }
    this.seen = { head, step };
    return this.seen;
  }
}
