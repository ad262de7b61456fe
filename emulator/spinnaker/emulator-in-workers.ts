/** The emulator of a SpiNNaker-style machine in several threads: each has some cores with all that reaches them. The bits are those of one thread. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { SlicePlaces } from "../../src/environment/slice-places.js";
import type { SpikeSink } from "../../src/program/execution-target.js";
import type { RegisterLosses } from "../../src/program/run-losses.js";
import type { MachineImage, SpinnakerCore } from "../../src/program/spinnaker/machine-image.js";
import { TargetFront } from "../../src/program/target-front.js";
import { plainKernelNote } from "../common/plain-kernel-note.js";
import { AHEAD, runInChunks } from "../common/chunks-ahead.js";
import type { ExchangeSeat } from "../common/shared-exchange.js";
import { SliceCrew, threadsHere } from "../common/slice-crew.js";
import { emitMerged } from "../common/spike-chunks.js";
import { moduleForThreads } from "../common/wasm.js";
import { decodeCheckpoint, encodeCheckpoint, imageFingerprint, type ImageFingerprint } from "./checkpoint.js";
import {
  MACHINE_COUNTS,
  releaseWords,
  SpinnakerEmulator,
  type SpinnakerEmulatorOptions,
  type SpinnakerState,
} from "./emulator.js";
import { loadCore, type CoreState } from "./kernel/core-state.js";
import { WASM_MODULE } from "./kernel/generated/wasm-module.js";
import { KERNELS } from "./kernel/kernels.js";
import type { MachineSpike } from "./machine.js";
import { joinAmounts, joinLosses, machineCounters, registerLosses } from "./machine-losses.js";
import { divideCores, neuronPlaces, wholeMachine, type CoreRange, type MachinePart } from "./machine-part.js";
import { joinShapes, joinStates, joinTotals, splitState, type StateShape } from "./machine-state.js";
import type { MachineAnswers, MachineReady, MachineRequest, MachineStart } from "./worker.js";

/** Ticks that are asked for at once: bounds memory and lets progress be shown. */
const CHUNK = 200;
/** Ticks between two exchanges, at most: what a worker sets aside grows with them. */
const LONGEST_BLOCK = 32;

export interface MachineThreads extends SpinnakerEmulatorOptions {
  /** Threads; 1 unless told. Never more than there are cores. The result is the same for any number. */
  readonly workers?: number;
  /** Where parts run instead: processes on several machines. The result is the same. */
  readonly places?: SlicePlaces;
}

/** @throws EquipoiseError where the image contradicts itself; `no-threads` where the environment has none */
export async function createMachineEmulator(
  image: MachineImage,
  { workers = 1, places, kernel, releases = false }: MachineThreads = {},
): Promise<TargetFront<SpinnakerState, MachineSpike>> {
  const ranges = divideCores(image, places?.slices ?? workers);
  if (ranges.length === 1 && places === undefined) return new SpinnakerEmulator(image, { kernel, releases });
  if (kernel !== undefined && !KERNELS.includes(kernel))
    throw new Error(`the kernel ${kernel.name} is not known to worker threads`);
  const whole = wholeMachine(image);
  neuronPlaces(image, true);
  const crew = await startCrew(
    image,
    whole,
    ranges,
    kernel?.name ?? null,
    places ?? threadsHere("the emulator", ranges.length),
  );
  const fingerprint = imageFingerprint(image, releases);
  // The threads have copies of the words, for as long as they need them.
  const constants = releases ? constantsOf(image) : null;
  if (releases) releaseWords(image);
  return new SpinnakerInWorkers(image, whole, crew, fingerprint, constants);
}

function constantsOf({ cores, dtRaw }: MachineImage): CoreState[] {
  return cores.map((core, c) => loadCore(core, c, dtRaw));
}

interface Crew {
  readonly shapes: readonly StateShape[];
  readonly slowBecause: string | null;
  ask<K extends MachineRequest["kind"]>(
    requestOf: (w: number) => Extract<MachineRequest, { kind: K }>,
  ): Promise<MachineAnswers[K][]>;
  close(): Promise<void>;
}

class SpinnakerInWorkers extends TargetFront<SpinnakerState, MachineSpike> {
  readonly name = "emulator";
  readonly stateUnit = "LSB";
  step = 0;
  protected readonly countRange = MACHINE_COUNTS;
  /** Given since the workers were last asked. */
  private injected: MachineSpike[] = [];

  constructor(
    private readonly image: MachineImage,
    private readonly whole: MachinePart,
    private readonly crew: Crew,
    private readonly fingerprint: ImageFingerprint,
    /** Constants of the cores; null: they can be had of the image. */
    private readonly constants: readonly CoreState[] | null,
  ) {
    super();
  }

  async notes(): Promise<Diagnostic[]> {
    const { slowBecause } = this.crew;
    return slowBecause === null ? [] : [plainKernelNote("the emulator", slowBecause)];
  }

  get size(): number {
    return this.image.size;
  }

  get dt(): number {
    return this.image.dt;
  }

  protected get sources(): number {
    return this.whole.sources;
  }

  protected take(spikes: readonly MachineSpike[]): void {
    this.injected = this.injected.concat(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    await runInChunks({
      ...{ steps, most: CHUNK, underWay: AHEAD },
      ask: (_from, ticks) => {
        const injected = this.takeInjected();
        return this.crew.ask(() => ({ kind: "advance", ticks, injected }));
      },
      take: (chunks, ticks) => {
        this.mustBeOpen();
        const from = this.step;
        this.step += ticks;
        emitMerged(chunks, from, ticks, sink);
      },
    });
  }

  protected async read(neurons: ArrayLike<number>): Promise<SpinnakerState> {
    const array = () => new Float64Array(neurons.length);
    const state = { u: array(), v: array(), refractory: array(), excitatory: array(), inhibitory: array() };
    for (const { index, values } of await this.crew.ask(() => ({ kind: "read", neurons: Array.from(neurons) })))
      for (const name of Object.keys(state) as (keyof typeof state)[])
        index.forEach((k, i) => (state[name][k] = values[name][i]));
    return state;
  }

  protected async tally(): Promise<Record<string, number>> {
    const parts = await this.crew.ask(() => ({ kind: "counted" }));
    const totals = joinTotals(parts.map((part) => part.totals));
    return machineCounters(totals, joinLosses(parts.map(({ losses }) => losses)), this.image);
  }

  protected override async lostByNeuron(): Promise<RegisterLosses[]> {
    const parts = await this.crew.ask(() => ({ kind: "lost" }));
    const amounts = joinAmounts(parts.map((part) => part.amounts));
    return registerLosses(joinLosses(parts.map(({ losses }) => losses)), amounts, this.image.populations);
  }

  protected async save(): Promise<Uint8Array> {
    const injected = this.takeInjected();
    return encodeCheckpoint(joinStates(await this.crew.ask(() => ({ kind: "save", injected }))), this.fingerprint);
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const { image, crew, whole, fingerprint } = this;
    const [{ totals }] = await crew.ask(() => ({ kind: "counted" }));
    const state = decodeCheckpoint(bytes, {
      image,
      fingerprint,
      shape: joinShapes(crew.shapes),
      cores: this.constants ?? constantsOf(image),
      sources: whole.sources,
      ticksUnderWay: whole.ticksUnderWay,
      totalNames: Object.keys(totals),
    });
    const of = splitState(state, crew.shapes);
    await crew.ask((w) => ({ kind: "load", state: of[w] }));
    this.injected = [];
    this.step = state.tick;
  }

  protected end(): Promise<void> {
    return this.crew.close();
  }

  private takeInjected(): readonly MachineSpike[] {
    const { injected } = this;
    this.injected = [];
    return injected;
  }
}

async function startCrew(
  image: MachineImage,
  whole: MachinePart,
  ranges: readonly CoreRange[],
  kernel: string | null,
  places: SlicePlaces,
): Promise<Crew> {
  const crew = new SliceCrew(places);
  const start: MachineStart = { family: "spinnaker", module: moduleForThreads(WASM_MODULE) };
  crew.start(ranges.map(() => start));
  const ready = await crew.ask<MachineReady>((self) => {
    const { from, to } = ranges[self];
    const cores = image.cores.slice(from, to).map(withSharedRows);
    const part = { ...whole, firstCore: from };
    return { kind: "begin", image: { ...image, cores }, part, self, kernel } satisfies MachineRequest;
  });
  const block = Math.min(LONGEST_BLOCK, ...ready.map(({ smallestDelay }) => smallestDelay));
  const sizes = ready.map(({ mostFired }) => mostFired);
  const seatOf = crew.openExchange({ block, sizes });
  await crew.ask((self) => ({ kind: "go", block, sizes, seat: seatOf(self) as ExchangeSeat }) satisfies MachineRequest);
  return {
    shapes: ready.map(({ shape }) => shape),
    slowBecause: ready.find(({ slowBecause }) => slowBecause !== null)?.slowBecause ?? null,
    ask: (requestOf) => crew.ask(requestOf),
    close: () => crew.close(),
  };
}

/** Synaptic words are nearly all of a machine: they are copied once, into memory that the worker reads, not once into a message and once out of it. */
function withSharedRows(core: SpinnakerCore): SpinnakerCore {
  const share = (words: Uint32Array) => {
    if (words.buffer instanceof SharedArrayBuffer) return words;
    const copy = new Uint32Array(new SharedArrayBuffer(words.byteLength));
    copy.set(words);
    return copy;
  };
  return { ...core, rowStart: share(core.rowStart), words: share(core.words) };
}
