/** The reference in several threads: each has a range of neurons with all that reaches them. The bits are those of one thread. */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { SlicePlaces } from "../../src/environment/slice-places.js";
import { modelOf, type Network } from "../../src/network/types.js";
import type { InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { TargetFront } from "../../src/program/target-front.js";
import { plainKernelNote } from "../common/plain-kernel-note.js";
import { AHEAD, runInChunks } from "../common/chunks-ahead.js";
import type { ExchangeSeat } from "../common/shared-exchange.js";
import { SliceCrew, threadsHere } from "../common/slice-crew.js";
import { emitMerged } from "../common/spike-chunks.js";
import { moduleForThreads } from "../common/wasm.js";
import { longestDelayTo, smallestDelayOf } from "./deliver.js";
import { fingerprintsOf } from "./fingerprint.js";
import { INJECTED_COUNTS } from "./injected-spikes.js";
import { WASM_MODULE } from "./kernel/generated/wasm-module.js";
import type { KernelName } from "./kernel/kernel.js";
import { divideNetwork, sliceNetwork, type NeuronRange } from "./network-slice.js";
import { updateFor } from "./population-updates.js";
import { decodeState, encodeState, needState } from "./state-codec.js";
import { joinState, partOfState, wholeLengths, type StateParts } from "./state-parts.js";
import type { ReferenceAnswers, ReferenceReady, ReferenceRequest, ReferenceStart } from "./worker.js";

/** Steps that are asked for at once. */
const CHUNK = 200;
/** Steps between two exchanges, at most: what a worker sets aside grows with them. */
const LONGEST_BLOCK = 32;

interface Crew {
  readonly parts: StateParts;
  /** Why the plain code runs in some of them; null: it does not. */
  readonly slowBecause: string | null;
  ask<K extends ReferenceRequest["kind"]>(
    requestOf: (w: number) => Extract<ReferenceRequest, { kind: K }>,
  ): Promise<ReferenceAnswers[K][]>;
  close(): Promise<void>;
}

/** As StartReferenceOptions has them. */
interface CrewOptions {
  readonly kernel: KernelName;
  readonly defers: boolean | undefined;
  readonly releases: boolean;
}

export class ReferenceInWorkers extends TargetFront {
  readonly name = "reference";
  readonly stateUnit = "mV";
  readonly size: number;
  readonly dt: number;
  step = 0;
  /** Weights added to arrivals since the start, multiple spikes counted as many times. */
  synapticEvents = 0;
  protected readonly sources: number;
  protected readonly countRange = INJECTED_COUNTS;
  private readonly fingerprintBefore: (step: number) => number;
  private readonly longestDelays: readonly number[];
  private readonly arrivalsPerNeuron: readonly number[];
  /** Given since the workers were last asked. */
  private injected: InjectedSpike[] = [];
  private crew: Promise<Crew> | null = null;

  constructor(
    private readonly network: Network,
    /** Threads here, or the places of slices elsewhere. */
    private readonly workers: number | SlicePlaces,
    private readonly options: CrewOptions,
  ) {
    super();
    this.size = network.size;
    this.dt = network.dt;
    this.sources = network.size + network.sourceSize;
    this.fingerprintBefore = fingerprintsOf(network, options.releases);
    // Updates that a caller wrote do not travel between threads.
    for (const population of network.populations) updateFor(population);
    this.longestDelays = network.populations.map(({ index }) => longestDelayTo(network, index));
    this.arrivalsPerNeuron = network.populations.map(
      (population, k) => (this.longestDelays[k] + 1) * (modelOf(network, population).synapse === "delta" ? 1 : 2),
    );
  }

  async notes(): Promise<Diagnostic[]> {
    const { slowBecause } = await this.started();
    return slowBecause === null ? [] : [plainKernelNote("the reference", slowBecause)];
  }

  protected take(spikes: readonly InjectedSpike[]): void {
    this.injected = this.injected.concat(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    const { ask } = await this.started();
    await runInChunks({
      ...{ steps, most: CHUNK, underWay: AHEAD },
      ask: (_from, length) => {
        const injected = this.takeInjected();
        return ask(() => ({ kind: "advance", steps: length, injected }));
      },
      take: (chunks, length) => {
        this.mustBeOpen();
        for (const { events } of chunks) this.synapticEvents += events;
        const from = this.step;
        this.step += length;
        emitMerged(chunks, from, length, sink);
      },
    });
  }

  protected async read(neurons: ArrayLike<number>): Promise<NeuronState> {
    const values = () => new Float64Array(neurons.length);
    const state = { u: values(), v: values(), refractory: values(), excitatory: values(), inhibitory: values() };
    const { ask } = await this.started();
    for (const part of await ask(() => ({ kind: "read", neurons: Array.from(neurons) })))
      for (const name of Object.keys(state) as (keyof typeof state)[])
        part.index.forEach((k, i) => (state[name][k] = part.values[name][i]));
    return state;
  }

  /** float64 loses nothing: there are no overflow counters. */
  protected async tally(): Promise<Record<string, number>> {
    return {};
  }

  protected async save(): Promise<Uint8Array> {
    const injected = this.takeInjected();
    const { ask, parts } = await this.started();
    const states = await ask(() => ({ kind: "save", injected }));
    return encodeState(this.fingerprintBefore(this.step), this.step, joinState(parts, this.arrivalsPerNeuron, states));
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const { ask, parts } = await this.started();
    const { step, arrays } = decodeState(bytes, this.fingerprintBefore, wholeLengths(parts, this.arrivalsPerNeuron));
    const of = parts.ranges.map((_, w) => partOfState(parts, this.arrivalsPerNeuron, arrays, w));
    for (const why of await ask((w) => ({ kind: "judge", step, arrays: of[w] }))) needState(why === null, why ?? "");
    await ask((w) => ({ kind: "load", step, arrays: of[w] }));
    this.injected = [];
    this.step = step;
  }

  protected async end(): Promise<void> {
    if (this.crew === null) return;
    const crew = await this.crew.catch(() => null);
    await crew?.close();
  }

  private takeInjected(): readonly InjectedSpike[] {
    const { injected } = this;
    this.injected = [];
    return injected;
  }

  private places(): SlicePlaces {
    const { workers } = this;
    return typeof workers === "number" ? threadsHere("the reference", workers) : workers;
  }

  /** Threads start when they are first needed. */
  private started(): Promise<Crew> {
    return (this.crew ??= startCrew(this.network, this.places(), this.options, this.longestDelays));
  }
}

async function startCrew(
  network: Network,
  places: SlicePlaces,
  { kernel, defers, releases }: CrewOptions,
  longestDelays: readonly number[],
): Promise<Crew> {
  const ranges: NeuronRange[] = divideNetwork(network, places.slices);
  const sizes = ranges.map(({ from, to }) => to - from);
  const block = Math.min(smallestDelayOf(network), LONGEST_BLOCK);
  const crew = new SliceCrew(places);
  const seatOf = crew.openExchange({ block, sizes });
  const parts = sliceNetwork(network, ranges, releases);
  const module = moduleForThreads(WASM_MODULE);
  const family = "reference";
  crew.start(
    ranges.map((range, self): ReferenceStart => {
      const seat = seatOf(self) as ExchangeSeat;
      return { family, network: parts[self], range, longestDelays, kernel, module, defers, block, sizes, self, seat };
    }),
  );
  const ready = await crew.next<ReferenceReady>();
  return {
    slowBecause: ready.find(({ slowBecause }) => slowBecause !== null)?.slowBecause ?? null,
    parts: { populations: network.populations, ranges, lengths: ready.map(({ lengths }) => lengths) },
    ask: (requestOf) => crew.ask(requestOf),
    close: () => crew.close(),
  };
}
