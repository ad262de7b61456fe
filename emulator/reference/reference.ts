/**
 * The reference: the network in float64, with the same connectivity, delays, initial state and input spikes as any target.
 *
 * Step n (STEP_PHASES): every population advances (one file a model; population-updates.ts has the table);
 * the spike sources of step n are played; everything emitted in step n is delivered to the arrivals of step n + delay.
 * State: v in mV; u is the net synaptic input, pA (delta synapses: the mV that arrived in the last step).
 * Float additions happen in an order that the network alone fixes (deliver.ts), so a run repeats bit for bit.
 */
import { modelOf, type Network } from "../../src/network/types.js";
import { contentHash } from "../../src/numerics/content-hash.js";
import type { ExecutionTarget, InjectedSpike, NeuronState, SpikeSink } from "../../src/program/execution-target.js";
import { playedSource } from "../../src/program/played-input.js";
import { TargetFront } from "../../src/program/target-front.js";
import { Arrivals } from "./arrivals.js";
import { longestDelayTo } from "./deliver.js";
import type { PopulationUpdate } from "./population-update.js";
import { INJECTED_COUNTS } from "./injected-spikes.js";
import { updateFor, type PopulationUpdates } from "./population-updates.js";
import { plainKernel, type KernelName } from "./kernel/kernel.js";
import { wasmKernel } from "./kernel/wasm-kernel.js";
import { SpikeExchange } from "./spike-exchange.js";
import { decodeState, encodeState, fingerprintOf, needState } from "./state-codec.js";
import { StepCurrents } from "./step-currents.js";

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
}

class Float64Reference extends TargetFront implements Reference {
  readonly name = "reference";
  readonly stateUnit = "mV";
  readonly size: number;
  readonly dt: number;
  private nextStep = 0;
  private fired = 0;
  private readonly phases: Readonly<Record<(typeof STEP_PHASES)[number], (step: number) => void>> = {
    update: (step) => this.update(step),
    emit: (step) => this.exchange.emit(step, this.fired),
    plasticity: () => {},
    deliver: (step) => this.exchange.deliverAll(step),
  };
  private readonly updates: readonly PopulationUpdate[];
  private readonly currents: readonly StepCurrents[];
  protected readonly sources: number;
  protected readonly countRange = INJECTED_COUNTS;
  private readonly exchange: SpikeExchange;
  private ownContent: Uint8Array | undefined;

  constructor(
    private readonly network: Network,
    { updates, kernel: name = "wasm" }: ReferenceOptions,
  ) {
    super();
    this.size = network.size;
    this.sources = network.size + network.sourceSize;
    this.dt = network.dt;
    const createUpdate = network.populations.map((population) => updateFor(population, updates));
    const kernel = (name === "wasm" ? wasmKernel(network) : null) ?? plainKernel;
    const arrivals = network.populations.map(
      (population) =>
        new Arrivals(
          population.size,
          modelOf(network, population).synapse === "delta" ? 1 : 2,
          longestDelayTo(network, population.index),
          kernel.float64,
        ),
    );
    this.updates = network.populations.map(
      (population, k) =>
        kernel.update(population, network.dt, arrivals[k]) ?? createUpdate[k](population, network.dt, arrivals[k]),
    );
    this.currents = network.populations.map((population) => new StepCurrents(network, population));
    this.setCurrents();
    const deliveries = network.projections.map((projection) => kernel.delivery(projection, arrivals[projection.post]));
    this.exchange = new SpikeExchange({
      size: network.size,
      sourceSize: network.sourceSize,
      seed: network.seed,
      dt: network.dt,
      sources: network.sources,
      deliveries,
      arrivals,
      firstSums: kernel.firstSums(arrivals),
      arrays: kernel.arrays,
      player: (options) => kernel.player(options),
    });
  }

  get step(): number {
    return this.nextStep;
  }

  get synapticEvents(): number {
    return this.exchange.synapticEvents;
  }

  /** A spike given for a neuron id travels along its synapses; the neuron itself does not reset, and the sink does not see it. */
  protected take(spikes: readonly InjectedSpike[]): void {
    this.exchange.inject(spikes);
  }

  protected async execute(steps: number, sink: SpikeSink): Promise<void> {
    const { exchange } = this;
    for (let end = this.nextStep + steps; this.nextStep < end; this.nextStep++) {
      for (const phase of STEP_PHASES) this.phases[phase](this.nextStep);
      if (this.fired > 0) sink(this.nextStep, exchange.ids, this.fired);
    }
  }

  private update(step: number): void {
    const { updates, currents, exchange } = this;
    this.fired = 0;
    for (let k = 0; k < updates.length; k++) {
      if (currents[k].changesAt(step)) updates[k].setCurrent(currents[k].at(step));
      this.fired = updates[k].update(step, exchange.ids, this.fired);
    }
  }

  protected async read(neurons: ArrayLike<number>): Promise<NeuronState> {
    const state = {
      u: new Float64Array(neurons.length),
      v: new Float64Array(neurons.length),
      refractory: new Float64Array(neurons.length),
      excitatory: new Float64Array(neurons.length),
      inhibitory: new Float64Array(neurons.length),
    };
    for (let k = 0; k < neurons.length; k++) {
      const { update, local } = this.find(neurons[k]);
      const receptors = update.receptors(local);
      state.excitatory[k] = receptors.excitatory;
      state.inhibitory[k] = receptors.inhibitory;
      state.u[k] = update.synapticInput(local);
      state.v[k] = update.voltage(local);
      state.refractory[k] = update.refractory(local);
    }
    return Promise.resolve(state);
  }

  readReceptors(neurons: ArrayLike<number>): { excitatory: Float64Array; inhibitory: Float64Array } {
    this.mustBeFree("readReceptors");
    this.mustKnow(neurons);
    const excitatory = new Float64Array(neurons.length);
    const inhibitory = new Float64Array(neurons.length);
    for (let k = 0; k < neurons.length; k++) {
      const { update, local } = this.find(neurons[k]);
      const both = update.receptors(local);
      excitatory[k] = both.excitatory;
      inhibitory[k] = both.inhibitory;
    }
    return { excitatory, inhibitory };
  }

  /** float64 loses nothing: there are no overflow counters. */
  protected async tally(): Promise<Record<string, number>> {
    return Promise.resolve({});
  }

  protected async save(): Promise<Uint8Array> {
    return Promise.resolve(encodeState(this.fingerprintBefore(this.nextStep), this.nextStep, this.state()));
  }

  protected async load(bytes: Uint8Array): Promise<void> {
    const own = this.state();
    // the first array of the exchange (spikes given but not yet emitted) has any length
    const own0 = own.length - this.exchange.state().length;
    const { step, arrays } = decodeState(
      bytes,
      (at) => this.fingerprintBefore(at),
      own.map((array, k) => (k === own0 ? -1 : array.length)),
    );
    let at = 0;
    this.updates.forEach((update, k) => {
      const state = arrays.slice(at, (at += update.state.length));
      needState(
        update.canBe(state, step),
        `it cannot be a state of population ${this.network.populations[k].name} in step ${step}`,
      );
    });
    needState(
      this.exchange.canBe(arrays.slice(own0), step),
      "it has spikes of the past, or of sources that do not exist",
    );
    for (let k = 0; k < own0; k++) own[k].set(arrays[k]);
    this.exchange.restore(arrays.slice(own0));
    this.nextStep = step;
    this.setCurrents();
    return Promise.resolve();
  }

  protected async end(): Promise<void> {
    return Promise.resolve();
  }

  /** Of everything that decided the spikes before `step`; input that is yet to come may differ. Every synapse is hashed when first needed. */
  private fingerprintBefore(step: number): number {
    const { dt, seed, populations, sources, projections, currents, noise } = this.network;
    this.ownContent ??= contentHash({ target: "reference", dt, seed, populations, projections, noise });
    const held = currents
      .map(({ post, steps, amplitude }) => ({
        post,
        steps: steps.filter((at) => at < step),
        amplitude: amplitude.slice(0, steps.filter((at) => at < step).length),
      }))
      .filter((current) => current.steps.length > 0);
    return fingerprintOf({
      content: this.ownContent,
      played: sources.map((source) => playedSource(source, step)),
      held,
    });
  }

  private state(): Float64Array[] {
    return [...this.updates.flatMap((update) => [...update.state]), ...this.exchange.state()];
  }

  /** The current that holds when the next step begins. */
  private setCurrents(): void {
    this.updates.forEach((update, k) => update.setCurrent(this.currents[k].at(this.nextStep)));
  }

  private find(id: number): { update: PopulationUpdate; local: number } {
    const k = this.network.populations.findIndex(({ first, size }) => id >= first && id < first + size);
    return { update: this.updates[k], local: id - this.network.populations[k].first };
  }
}

/**
 * The float64 reference of a drawn network; ready at step 0.
 * @throws EquipoiseError `model-unsupported` for a neuron model that is neither built in nor among the updates passed
 * Memory: 4 (or 2) bytes a synapse for the source-major rows, 4 more where weights differ, 1–2 more where delays differ.
 */
export function createReference(network: Network, options: ReferenceOptions = {}): Reference {
  return new Float64Reference(network, options);
}
