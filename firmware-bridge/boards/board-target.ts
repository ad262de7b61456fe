/**
 * A board as an execution target: its program has been uploaded, its spike sources are played by the host and injected, its spikes and state are
 * read back. State is in the chip's own units, as in the emulator. What differs between families of chips is in `BoardFamily`.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import type { RunCounter } from "../../src/diagnostics/run-counters.js";
import { SourcePlayer, type PlayableSource } from "../../src/network/source-player.js";
import type { InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { TargetFront, type CountRange } from "../../src/program/target-front.js";
import { BoardRun, type StepSink } from "../protocol/board-run.js";
import type { HostLink } from "../protocol/host-link.js";
import { nonsense } from "../protocol/judge-answers.js";
import type { HelloReply } from "../protocol/messages.js";
import type { UploadOptions } from "../protocol/upload.js";
import type { Clock } from "../transport/transport.js";
import type { Audited, BoardAudit } from "./audit.js";
import type { BoardIds } from "./board-ids.js";
import { PacedInput } from "./paced-input.js";
import { paceOf, type RealTimeRun } from "./real-time-run.js";

/** What the board runs, as far as the host needs it. */
export interface BoardProgram {
  readonly size: number;
  /** ms */
  readonly dt: number;
  readonly seed: number;
  readonly inputs: readonly PlayableSource[];
}

/** How a family of chips is read: its trace words and counters. */
export interface BoardFamily<State extends NeuronState = NeuronState> {
  /** What COUNTERS means, in order. */
  readonly counters: readonly RunCounter[];
  /** Counters that stop instead of wrapping at 2^32, and where. */
  readonly counterLimits?: Readonly<Record<string, number>>;
  /** 32-bit words of TRACE a neuron. */
  readonly traceWords: number;
  /** Arrays with one entry for each of n neurons. */
  newState(n: number): State;
  /** @param word one of the trace words of a neuron */
  take(state: State, k: number, word: (n: number) => number): void;
  /** Whether what was run is still the program: throws where the board lost what the chip would not. */
  check?(counters: Readonly<Record<string, number>>): void;
}

export interface BoardOptions extends UploadOptions {
  /** `simulated:fpga`, `board:/dev/ttyUSB1`. */
  readonly name: string;
  /** Steps begin when they should, and it is counted which are late; absent: as fast as the board can. */
  readonly realTime?: RealTimeRun;
}

/**
 * `synaptic-events` are synapses that spikes reach (docs/wire-protocol.md). Where a board counts additions to its accumulator instead, these say
 * by how much the two differ.
 */
export interface EventCounts {
  /** Synapses of each source. */
  readonly synapses: ArrayLike<number>;
  /** What the board counts for one spike of it. */
  readonly counted: ArrayLike<number>;
}

/** How a board holds a program, where that differs from the program's own numbers. */
export interface Placed {
  readonly events?: EventCounts;
  readonly ids?: BoardIds;
}

/** @throws EquipoiseError `board-family` for a board whose arithmetic is another, before anything is uploaded */
export function needFeature({ features }: HelloReply, feature: number, { name }: BoardOptions, what: string): void {
  if ((features & feature) === 0)
    fail("board-family", `The board at ${name} does not run ${what} programs.`, {
      exitCode: ExitCode.doesNotFit,
      hint: "compile for this board: leave out --target",
    });
}

const SYNAPTIC_EVENTS = "synaptic-events" satisfies RunCounter;
/** Counters are words of 32 bits. */
const WRAP = 2 ** 32;

/** Up to so many steps are asked for in lock step. */
const STEPS_AT_ONCE = 4;

export class BoardTarget<State extends NeuronState> extends TargetFront<State> implements Audited {
  readonly stateUnit = "LSB";
  step = 0;
  private readonly run: BoardRun;
  private readonly player: SourcePlayer;
  protected readonly sources: number;
  protected readonly countRange: CountRange;
  /** Ids to inject by step. */
  private readonly injected = new Map<number, number[]>();
  /** The sources have been played up to here. */
  private playedTo = 0;
  /** Synaptic events that the board has not counted, or too many: of steps before `step`; and of spikes injected for later ones, by step. */
  private uncounted = 0;
  private readonly uncountedLater = new Map<number, number>();

  /** @param host a link whose board has just been armed with the program */
  constructor(
    private readonly program: BoardProgram,
    private readonly family: BoardFamily<State>,
    private readonly host: HostLink,
    clock: Clock,
    readonly name: string,
    private readonly realTime?: RealTimeRun,
    private readonly placed: Placed = {},
  ) {
    super();
    const { traceWords } = host.board;
    if (traceWords !== family.traceWords)
      nonsense(
        host.name,
        `says that it shows ${traceWords} words a neuron, but boards of its family show ${family.traceWords}`,
      );
    this.run = new BoardRun(host, clock);
    this.countRange = {
      least: 0,
      most: host.board.injectWords,
      because: "a count is that many words of the board's queue",
      hint: "send lower counts, by more ids, or spread them over several steps",
    };
    this.player = new SourcePlayer({ seed: program.seed, dt: program.dt, sources: program.inputs });
    this.sources = program.inputs.reduce((end, { first, size }) => Math.max(end, first + size), program.size);
  }

  get size(): number {
    return this.program.size;
  }

  get dt(): number {
    return this.program.dt;
  }

  protected take(spikes: readonly InjectedSpike[]): void {
    for (const { step, id, count } of spikes) {
      this.uncountedLater.set(step, (this.uncountedLater.get(step) ?? 0) + this.notCounted(id, count));
      for (let k = 0; k < count; k++) this.dueIn(step).push(id);
    }
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    const end = this.step + steps;
    const onStep = this.heard(sink);
    if (this.realTime !== undefined) {
      await this.runOnTime(end, onStep, this.realTime);
      this.step = end;
    }
    while (this.step < end) {
      const until = await this.injectAhead(end);
      // The answer to STEP brings the spikes along; RUN lets the board go ahead of what has been read.
      if (until - this.step <= STEPS_AT_ONCE) await this.run.stepTo(until, onStep);
      else await this.run.runTo(until, onStep);
      this.step = until;
    }
    for (const [step, events] of this.uncountedLater) {
      if (step >= end) continue;
      this.uncounted += events;
      this.uncountedLater.delete(step);
    }
    if (this.family.check !== undefined) this.family.check(await this.tally());
  }

  /** What the board does not count of `count` spikes that one source sends at once: those are one spike with a payload. */
  private notCounted(id: number, count: number): number {
    const { events } = this.placed;
    return events === undefined || count === 0 ? 0 : events.synapses[id] - count * events.counted[id];
  }

  private heard(sink: SpikeSink): StepSink {
    const ids = new Uint32Array(this.size);
    return (step, fired) => {
      // Several spikes of a neuron in one step are one recorded spike, as on the chips.
      const distinct = [...new Set(fired.map((place) => this.neuronAt(place, step)))].sort((a, b) => a - b);
      for (const id of distinct) this.uncounted += this.notCounted(id, 1);
      ids.set(distinct);
      if (distinct.length > 0) sink(step, ids, distinct.length);
    };
  }

  private neuronAt(place: number, step: number): number {
    const { ids } = this.placed;
    const id = ids === undefined ? place : ids.inProgram(place);
    if (id < 0 || id >= this.size)
      nonsense(
        this.host.name,
        ids === undefined
          ? `reports a spike of neuron ${place} in step ${step}, but the network has ${this.size}`
          : `reports a spike of neuron ${place} in step ${step}, where the network has none`,
      );
    return id;
  }

  /** The ids on the board of its neurons; undefined where they are the program's. */
  get places(): Uint32Array | undefined {
    return this.placed.ids?.places;
  }

  private sendInput(step: number, ids: readonly number[]): Promise<void> {
    return this.run.inject(step, this.placed.ids?.onBoard(ids) ?? ids);
  }

  /** One RUN, whose input is sent while the board runs, as far ahead as its queue holds. */
  private async runOnTime(end: number, onStep: StepSink, realTime: RealTimeRun): Promise<void> {
    const { pace, periodUs } = paceOf(realTime, this.host.board, this.step, end - this.step, this.dt);
    const input = new PacedInput(this.step, end, {
      capacity: this.host.board.injectWords,
      wordsOf: (ids) => this.wordsOf(ids),
      inputOf: (step) => this.inputOf(step),
      send: (step, ids) => this.sendInput(step, ids),
      name: this.name,
    });
    await input.fill(this.step);
    await this.run
      .runPaced(end, onStep, {
        periodUs,
        pace,
        meanwhile(step) {
          input.fillMeanwhile(step);
          realTime.progress?.(step, end);
        },
      })
      .catch((error: unknown) => input.explain(error));
    realTime.onEnd(pace.report);
  }

  /** What is injected in a step, once. */
  private inputOf(step: number): readonly number[] {
    if (step >= this.playedTo) {
      this.play(step);
      this.playedTo = step + 1;
    }
    const ids = this.injected.get(step) ?? [];
    this.injected.delete(step);
    return ids;
  }

  protected async read(neurons: ArrayLike<number>): Promise<State> {
    const state = this.family.newState(neurons.length);
    const most = Math.floor(this.host.board.maxData / (4 * this.family.traceWords));
    const reads: Promise<void>[] = [];
    const placeOf = (id: number) => this.placed.ids?.places[id] ?? id;
    for (let k = 0; k < neurons.length;) {
      const first = placeOf(neurons[k]);
      let count = 1;
      while (count < most && k + count < neurons.length && placeOf(neurons[k + count]) === first + count) count++;
      reads.push(this.readInto(state, k, first, count));
      k += count;
    }
    await Promise.all(reads);
    return state;
  }

  get counterLimits(): Readonly<Record<string, number>> {
    return this.family.counterLimits ?? {};
  }

  /** Reads the counters, the sum of states and the errors of the line, as they are at the same moment. */
  async audit(): Promise<BoardAudit> {
    this.mustBeFree("counters");
    const { data, stateSum, framingErrors, overruns } = await this.host.read("COUNTERS", {});
    return { counters: this.countersOf(data), stateSum, line: { framingErrors, overruns } };
  }

  protected async tally(): Promise<Record<string, number>> {
    return this.countersOf((await this.host.read("COUNTERS", {})).data);
  }

  private countersOf(data: Uint8Array): Record<string, number> {
    const due = 4 * this.family.counters.length;
    if (data.length < due)
      nonsense(this.host.name, `answered COUNTERS with ${data.length} bytes where ${due} were due`);
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const counters = Object.fromEntries(this.family.counters.map((name, k) => [name, view.getUint32(4 * k, true)]));
    if (this.placed.events !== undefined)
      counters[SYNAPTIC_EVENTS] = (((counters[SYNAPTIC_EVENTS] + this.uncounted) % WRAP) + WRAP) % WRAP;
    return counters;
  }

  protected async save(): Promise<Uint8Array> {
    return this.noCheckpoint();
  }

  protected async load(): Promise<void> {
    this.noCheckpoint();
  }

  protected end(): Promise<void> {
    this.host.close();
    return Promise.resolve();
  }

  private dueIn(step: number): number[] {
    const known = this.injected.get(step);
    if (known !== undefined) return known;
    const made: number[] = [];
    this.injected.set(step, made);
    return made;
  }

  /** Queues the input of the coming steps, as many as the board's queue holds. @returns the first step whose input is not queued */
  private async injectAhead(end: number): Promise<number> {
    let room = this.host.board.injectWords;
    let step = this.step;
    for (; step < end; step++) {
      if (step >= this.playedTo) {
        this.play(step);
        this.playedTo = step + 1;
      }
      const ids = this.injected.get(step);
      if (ids === undefined || ids.length === 0) continue;
      const words = this.wordsOf(ids.length);
      if (words > room) {
        if (step > this.step) break;
        fail(
          "board-inject",
          `Step ${step} has ${ids.length} spikes from outside, more than the board's queue of ${this.host.board.injectWords} words holds.`,
          { exitCode: ExitCode.doesNotFit, hint: "use fewer sources or lower rates" },
        );
      }
      room -= words;
      this.injected.delete(step);
      await this.sendInput(step, ids);
    }
    return step;
  }

  /** Sources before what was injected by hand, as in the emulator: where buffers saturate, the order can be seen. */
  private play(step: number): void {
    const played: number[] = [];
    this.player.play(step, (id, count) => {
      this.uncountedLater.set(step, (this.uncountedLater.get(step) ?? 0) + this.notCounted(id, count ?? 1));
      for (let k = 0; k < (count ?? 1); k++) played.push(id);
    });
    if (played.length > 0) this.injected.set(step, [...played, ...(this.injected.get(step) ?? [])]);
  }

  /** State of `count` neurons from `first` on, to entry k of `state` and behind. */
  private async readInto(state: State, k: number, first: number, count: number): Promise<void> {
    const { traceWords } = this.family;
    const { data } = await this.host.read("TRACE", { first, count });
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    for (let i = 0; i < count; i++)
      this.family.take(state, k + i, (n) => view.getInt32(4 * (traceWords * i + n), true));
  }

  /** Each frame repeats the marker. */
  private wordsOf(ids: number): number {
    return ids + Math.ceil(ids / ((this.host.board.maxData >>> 1) - 1));
  }

  private noCheckpoint(): never {
    return fail(
      "board-checkpoint",
      `The state of ${this.name} cannot be saved: the spikes under way in it cannot be read.`,
      { exitCode: ExitCode.device },
    );
  }
}
