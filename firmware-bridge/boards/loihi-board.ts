/**
 * A board of the Loihi family as an execution target: the program's image is uploaded once, its spike sources are played by the host
 * and injected, its spikes and state are read back. State is in the chip's own units, as in the emulator.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { SourcePlayer } from "../../src/network/source-player.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import type { LoihiProgram } from "../../src/program/types.js";
import type { LoihiTarget } from "../../src/targets/types.js";
import { BoardRun, type StepSink } from "../protocol/board-run.js";
import { HostLink, type LinkOptions } from "../protocol/host-link.js";
import { deploy, type UploadOptions } from "../protocol/upload.js";
import type { Clock, Dialer } from "../transport/transport.js";
import { fpgaImage } from "./fpga-image.js";

export interface BoardOptions extends UploadOptions {
  /** `simulated:fpga`, `board:/dev/ttyUSB1`. */
  readonly name: string;
}

const ACCUMULATOR_OVERFLOWS = "accumulator-overflows";
/** What COUNTERS means on this board, in order. */
const COUNTERS = ["spikes", "synaptic-events", ACCUMULATOR_OVERFLOWS, "u-wrapped", "v-clipped-high", "v-clipped-low"] as const;
const WORDS_A_NEURON = 3;
/** Up to so many steps are asked for in lock step. */
const STEPS_AT_ONCE = 4;

/** Uploads a program and arms the board. @throws EquipoiseError where the program does not fit or the board cannot be reached */
export async function openLoihiBoard(
  program: LoihiProgram,
  target: LoihiTarget,
  dial: Dialer,
  clock: Clock,
  link: LinkOptions,
  options: BoardOptions,
): Promise<ExecutionTarget> {
  const host = await deploy(dial, clock, link, (board) => fpgaImage(program, target, board), options);
  return new LoihiBoard(program, host, clock, options.name);
}

class LoihiBoard implements ExecutionTarget {
  step = 0;
  private readonly run: BoardRun;
  private readonly player: SourcePlayer;
  private readonly sources: number;
  /** Ids to inject by step. */
  private readonly injected = new Map<number, number[]>();
  /** The sources have been played up to here. */
  private playedTo = 0;

  constructor(
    private readonly program: LoihiProgram,
    private readonly host: HostLink,
    clock: Clock,
    readonly name: string,
  ) {
    this.run = new BoardRun(host, clock);
    this.player = new SourcePlayer({ seed: program.seed, dt: program.dt, sources: program.inputs });
    this.sources = program.size + program.inputs.reduce((sum, port) => sum + port.size, 0);
  }

  get size(): number {
    return this.program.size;
  }

  get dt(): number {
    return this.program.dt;
  }

  inject(spikes: readonly InjectedSpike[]): void {
    for (const { step, id, count } of spikes) {
      if (!Number.isInteger(step) || step < this.step) fail("inject-late", `a spike was injected for step ${step}, but step ${this.step} is the next`, { hint: "inject before the step is executed" });
      if (!Number.isInteger(id) || id < 0 || id >= this.sources) fail("inject-unknown", `a spike was injected for source ${id}, but ids go from 0 to ${this.sources - 1}`);
      if (!Number.isInteger(count) || count < 0) fail("inject-count", `a spike was injected with the count ${count}; this board takes counts from 0`);
      for (let k = 0; k < count; k++) this.dueIn(step).push(id);
    }
  }

  async advance(steps: number, sink: SpikeSink): Promise<void> {
    const end = this.step + steps;
    const ids = new Uint32Array(this.size);
    while (this.step < end) {
      const until = await this.injectAhead(end);
      const onStep: StepSink = (step, fired) => {
        fired.forEach((id, k) => (ids[k] = id));
        if (fired.length > 0) sink(step, ids, fired.length);
      };
      // The answer to STEP brings the spikes along; RUN lets the board go ahead of what has been read.
      if (until - this.step <= STEPS_AT_ONCE) await this.run.stepTo(until, onStep);
      else await this.run.runTo(until, onStep);
      this.step = until;
    }
    if (this.program.profile === "lava") await this.checkAccumulator();
  }

  async readState(neurons: ArrayLike<number>): Promise<NeuronState> {
    const state: NeuronState = { u: new Float64Array(neurons.length), v: new Float64Array(neurons.length), refractory: new Float64Array(neurons.length) };
    const most = Math.floor(this.host.board.maxData / (4 * WORDS_A_NEURON));
    const reads: Promise<void>[] = [];
    for (let k = 0; k < neurons.length; ) {
      const first = neurons[k];
      if (!(first >= 0 && first < this.size)) fail("state-unknown", `the network has no neuron ${first}; ids go from 0 to ${this.size - 1}`);
      let count = 1;
      while (count < most && k + count < neurons.length && neurons[k + count] === first + count && first + count < this.size) count++;
      reads.push(this.readInto(state, k, first, count));
      k += count;
    }
    await Promise.all(reads);
    return state;
  }

  async counters(): Promise<Record<string, number>> {
    const { data } = await this.host.read("COUNTERS", {});
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    return Object.fromEntries(COUNTERS.map((name, k) => [name, view.getUint32(4 * k, true)]));
  }

  async checkpoint(): Promise<Uint8Array> {
    return this.noCheckpoint();
  }

  async restore(): Promise<void> {
    this.noCheckpoint();
  }

  close(): Promise<void> {
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
        this.player.play(step, (id, count) => this.inject([{ step, id, count: count ?? 1 }]));
        this.playedTo = step + 1;
      }
      const ids = this.injected.get(step);
      if (ids === undefined || ids.length === 0) continue;
      const words = this.wordsOf(ids.length);
      if (words > room) {
        if (step > this.step) break;
        fail("board-inject", `Step ${step} has ${ids.length} spikes from outside, more than the board's queue of ${this.host.board.injectWords} words holds.`, { exitCode: ExitCode.doesNotFit, hint: "use fewer sources or lower rates" });
      }
      room -= words;
      this.injected.delete(step);
      await this.run.inject(step, ids);
    }
    return step;
  }

  /** State of `count` neurons from `first` on, to entry k of `state` and behind. */
  private async readInto(state: NeuronState, k: number, first: number, count: number): Promise<void> {
    const { data } = await this.host.read("TRACE", { first, count });
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    const word = (neuron: number, n: number) => view.getInt32(4 * (WORDS_A_NEURON * neuron + n), true);
    for (let i = 0; i < count; i++) {
      state.u[k + i] = word(i, 0);
      state.v[k + i] = word(i, 1);
      state.refractory[k + i] = word(i, 2);
    }
  }

  /** Lava's accumulator is wider than the board's 16 bits: a run in which a sum left them is not Lava's. */
  private async checkAccumulator(): Promise<void> {
    const overflows = (await this.counters())[ACCUMULATOR_OVERFLOWS];
    if (overflows > 0) {
      fail("board-overflow", `${overflows} sums of synaptic input left the 16 bits of the board's accumulator, which Lava's would hold.`, { exitCode: ExitCode.device, hint: "compile for a smaller scale, or with the profile hw" });
    }
  }

  /** Each frame repeats the marker. */
  private wordsOf(ids: number): number {
    return ids + Math.ceil(ids / ((this.host.board.maxData >>> 1) - 1));
  }

  private noCheckpoint(): never {
    return fail("board-checkpoint", `The state of ${this.name} cannot be saved: the spikes under way in its delay ring cannot be read.`, { exitCode: ExitCode.device });
  }
}
