/**
 * The reference: the network in float64, with the same connectivity, delays, initial state and input spikes as any target.
 *
 * Step n (STEP_PHASES): every population advances (one file a model; population-updates.ts has the table);
 * the spike sources of step n are played; everything emitted in step n is delivered to the arrivals of step n + delay.
 * State: v in mV; u is the net synaptic input, pA (delta synapses: the mV that arrived in the last step).
 * Float additions happen in an order that the network alone fixes (deliver.ts), so a run repeats bit for bit.
 */
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { SlicePlaces } from "../../src/environment/slice-places.js";
import type { Network } from "../../src/network/types.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { TargetFront } from "../../src/program/target-front.js";
import { plainKernelNote } from "../common/plain-kernel-note.js";
import { fingerprintsOf } from "./fingerprint.js";
import { INJECTED_COUNTS } from "./injected-spikes.js";
import type { KernelName } from "./kernel/kernel.js";
import type { PopulationUpdates } from "./population-updates.js";
import { ReferenceEngine } from "./reference-engine.js";
import { ReferenceInWorkers } from "./reference-in-workers.js";
import { decodeState, encodeState, needState } from "./state-codec.js";

/**
 * A step, in order. Plasticity stands where NEST has it: a weight that learns is brought up to date when a spike is about to travel
 * along its synapse. No synapse learns yet, and nothing happens there.
 */
export const STEP_PHASES = ["update", "emit", "plasticity", "deliver"] as const;

/** What the reference can tell beyond an ExecutionTarget. */
export interface Reference extends ExecutionTarget {
  /** The two receptors of each neuron after the last step: pA (inhibitory ≤ 0), or nS (both ≥ 0); delta synapses: mV, all in `excitatory`. */
  readReceptors(neurons: ArrayLike<number>): { readonly excitatory: Float64Array; readonly inhibitory: Float64Array };
  /** Weights added to arrivals since the start, multiple spikes counted as many times. */
  readonly synapticEvents: number;
}

export interface ReferenceOptions {
  /** Updates of neuron models that are not built in, by the models' names (docs/add-a-model.md). */
  readonly updates?: PopulationUpdates;
  /**
   * What does the work, to the same bits; absent: `wasm`. Where the engine has no WebAssembly with vectors, or the network does not fit
   * the 4 GB that it addresses, the plain code does.
   */
  readonly kernel?: KernelName;
  /**
   * Whether input waits until the step in which it arrives (kernel/deferred-delivery.ts), where it can, or nowhere; absent: where it pays.
   * The bits are the same.
   */
  readonly defers?: boolean;
  /**
   * Nobody else needs the synapses of the network: those of each projection are given back once they are rows. Whoever reads them then is
   * told so; a checkpoint, which belongs to one network, needs them.
   */
  readonly releases?: boolean;
}

class Float64Reference extends TargetFront implements Reference {
  readonly name = "reference";
  readonly stateUnit = "mV";
  readonly size: number;
  readonly dt: number;
  private nextStep = 0;
  private fired = 0;
  private readonly phases: Readonly<Record<(typeof STEP_PHASES)[number], (step: number) => void>> = {
    update: (step) => (this.fired = this.engine.update(step)),
    emit: (step) => this.engine.exchange.emit(step, this.fired),
    plasticity: () => {},
    deliver: (step) => this.engine.exchange.deliverAll(step),
  };
  protected readonly sources: number;
  protected readonly countRange = INJECTED_COUNTS;
  private readonly engine: ReferenceEngine;
  private readonly fingerprintBefore: (step: number) => number;

  constructor(network: Network, options: ReferenceOptions) {
    super();
    this.size = network.size;
    this.sources = network.size + network.sourceSize;
    this.dt = network.dt;
    this.engine = new ReferenceEngine(network, options);
    this.fingerprintBefore = fingerprintsOf(network, options.releases);
  }

  get step(): number {
    return this.nextStep;
  }

  get synapticEvents(): number {
    return this.engine.exchange.synapticEvents;
  }

  /** A spike given for a neuron id travels along its synapses; the neuron itself does not reset, and the sink does not see it. */
  protected take(spikes: readonly InjectedSpike[]): void {
    this.engine.exchange.inject(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    for (let end = this.nextStep + steps; this.nextStep < end; this.nextStep++) {
      for (const phase of STEP_PHASES) this.phases[phase](this.nextStep);
      if (this.fired > 0) sink(this.nextStep, this.engine.exchange.ids, this.fired);
    }
  }

  protected async read(neurons: ArrayLike<number>): Promise<NeuronState> {
    return this.engine.read(neurons);
  }

  async notes(): Promise<Diagnostic[]> {
    const { slowBecause } = this.engine;
    return slowBecause === null ? [] : [plainKernelNote("the reference", slowBecause)];
  }

  readReceptors(neurons: ArrayLike<number>): { excitatory: Float64Array; inhibitory: Float64Array } {
    this.mustBeFree("readReceptors");
    this.mustKnow(neurons);
    const { excitatory, inhibitory } = this.engine.read(neurons);
    return { excitatory, inhibitory };
  }

  /** float64 loses nothing: there are no overflow counters. */
  protected async tally(): Promise<Record<string, number>> {
    return {};
  }

  protected async save(): Promise<Uint8Array> {
    return encodeState(this.fingerprintBefore(this.nextStep), this.nextStep, this.engine.state());
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const { engine } = this;
    const own = engine.state();
    // the first array of the exchange (spikes given but not yet emitted) has any length
    const any = own.length - engine.exchange.state().length;
    const lengths = own.map((array, k) => (k === any ? -1 : array.length));
    const { step, arrays } = decodeState(bytes, this.fingerprintBefore, lengths);
    const why = engine.whyNot(arrays, step);
    needState(why === null, why ?? "");
    engine.restore(arrays, step);
    this.nextStep = step;
  }

  protected async end(): Promise<void> {}
}

/**
 * The float64 reference of a drawn network; ready at step 0.
 * @throws EquipoiseError `model-unsupported` for a neuron model that is neither built in nor among the updates passed
 * Memory: 4 (or 2) bytes a synapse for the source-major rows, 4 more where weights differ, 1–2 more where delays differ.
 */
export function createReference(network: Network, options: ReferenceOptions = {}): Reference {
  return new Float64Reference(network, options);
}

/** Options of a reference in threads. */
export interface StartReferenceOptions {
  /** Threads, at least 1; absent: 1. */
  readonly workers?: number;
  /** Where slices run instead: processes on several machines. The result is the same. */
  readonly places?: SlicePlaces;
  readonly kernel?: KernelName;
  /**
   * Whether input waits until the step in which it arrives (kernel/deferred-delivery.ts), where it can, or nowhere; absent: where it pays.
   * The bits are the same.
   */
  readonly defers?: boolean;
  /**
   * Nobody else needs the synapses of the network: those of each projection are given back once they are rows. Whoever reads them then is
   * told so; a checkpoint, which belongs to one network, needs them.
   */
  readonly releases?: boolean;
}

/**
 * The float64 reference of a drawn network in any number of threads, which start when they are first needed. The bits are the same.
 * @throws EquipoiseError `model-unsupported` for a neuron model that is not built in
 */
export function startReference(
  network: Network,
  { workers = 1, places, kernel = "wasm", defers, releases = false }: StartReferenceOptions = {},
): ExecutionTarget & Pick<Reference, "synapticEvents"> {
  return workers === 1 && places === undefined
    ? createReference(network, { kernel, defers, releases })
    : new ReferenceInWorkers(network, places ?? workers, { kernel, defers, releases });
}
