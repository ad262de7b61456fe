/** The engine of the reference: populations, or the part of them that one worker has, and what reaches them. Nothing here waits. */
import { modelOf, type Network } from "../../src/network/types.js";
import { releaseSynapses } from "../../src/network/release-synapses.js";
import { longestDelayTo } from "./deliver.js";
import { plainKernel, type KernelName } from "./kernel/kernel.js";
import { wasmKernel } from "./kernel/wasm-kernel.js";
import type { PopulationUpdate } from "./population-update.js";
import { updateFor, type PopulationUpdates } from "./population-updates.js";
import { SpikeExchange } from "./spike-exchange.js";
import { StepCurrents } from "./step-currents.js";

export interface EngineOptions {
  readonly updates?: PopulationUpdates;
  readonly kernel?: KernelName;
  /** Whether the kernel defers input where it can, or nowhere; absent: where it pays. */
  readonly defers?: boolean;
  /** Of what reaches each population, in steps; absent: as the projections have it. (A part of a network may have shorter ones.) */
  readonly longestDelays?: readonly number[];
  /** The synapses of each projection are given back once the engine has them. */
  readonly releases?: boolean;
}

/** An array for each value, in the order of the neurons asked for. */
export type ReadState = Record<"u" | "v" | "refractory" | "excitatory" | "inhibitory", Float64Array>;

export class ReferenceEngine {
  readonly updates: readonly PopulationUpdate[];
  readonly exchange: SpikeExchange;
  /** Why the plain code runs where the kernel was asked for; null: it does not. */
  readonly slowBecause: string | null;
  private readonly currents: readonly StepCurrents[];

  /** @throws EquipoiseError `model-unsupported`, `source-rate` */
  constructor(
    readonly network: Network,
    { updates, kernel: name = "wasm", defers, longestDelays, releases = false }: EngineOptions,
  ) {
    const { populations, projections, dt } = network;
    const longest = longestDelays ?? populations.map(({ index }) => longestDelayTo(network, index));
    const createUpdate = populations.map((population) => updateFor(population, updates));
    const made = name === "wasm" ? wasmKernel(network, longest, { defers }) : plainKernel;
    const kernel = "cannot" in made ? plainKernel : made;
    this.slowBecause = "cannot" in made ? made.cannot : null;
    const arrivals = populations.map((population, k) => {
      const channels = modelOf(network, population).synapse === "delta" ? 1 : 2;
      return kernel.arrivals(population, channels, longest[k]);
    });
    this.updates = populations.map(
      (population, k) => kernel.update(population, dt, arrivals[k]) ?? createUpdate[k](population, dt, arrivals[k]),
    );
    this.currents = populations.map((population) => new StepCurrents(network, population));
    this.setCurrents(0);
    const deliveries = projections.map((projection) => {
      const delivery = kernel.delivery(projection, arrivals[projection.post]);
      if (releases) releaseSynapses(projection);
      return delivery;
    });
    this.exchange = new SpikeExchange({
      size: network.size,
      sourceSize: network.sourceSize,
      seed: network.seed,
      dt,
      sources: network.sources,
      deliveries,
      arrivals,
      firstSums: kernel.firstSums(arrivals),
      deferred: kernel.deferred,
      arrays: kernel.arrays,
      player: (options) => kernel.player(options),
    });
  }

  /** Executes a step of all populations; their spikes are the first of the exchange's ids. Gives how many there are. */
  update(step: number): number {
    const { updates, currents, exchange } = this;
    let fired = 0;
    for (let k = 0; k < updates.length; k++) {
      exchange.arrive(step, k);
      if (currents[k].changesAt(step)) updates[k].setCurrent(currents[k].at(step));
      fired = updates[k].update(step, exchange.ids, fired);
    }
    return fired;
  }

  read(neurons: ArrayLike<number>): ReadState {
    const values = () => new Float64Array(neurons.length);
    const state = { u: values(), v: values(), refractory: values(), excitatory: values(), inhibitory: values() };
    for (let k = 0; k < neurons.length; k++) {
      const { update, local } = this.find(neurons[k]);
      const receptors = update.receptors(local);
      state.excitatory[k] = receptors.excitatory;
      state.inhibitory[k] = receptors.inhibitory;
      state.u[k] = update.synapticInput(local);
      state.v[k] = update.voltage(local);
      state.refractory[k] = update.refractory(local);
    }
    return state;
  }

  /** All dynamic state: of the populations, then of the exchange, whose first array has any length. */
  state(): Float64Array[] {
    return [...this.updates.flatMap((update) => [...update.state]), ...this.exchange.state()];
  }

  /** Tells why arrays of the right lengths cannot be the state before `step`; null where they can. */
  whyNot(arrays: readonly Float64Array[], step: number): string | null {
    let at = 0;
    for (let k = 0; k < this.updates.length; k++) {
      const update = this.updates[k];
      const state = arrays.slice(at, (at += update.state.length));
      if (!update.canBe(state, step))
        return `it cannot be a state of population ${this.network.populations[k].name} in step ${step}`;
    }
    return this.exchange.canBe(arrays.slice(at), step)
      ? null
      : "it has spikes of the past, or of sources that do not exist";
  }

  restore(arrays: readonly Float64Array[], step: number): void {
    const own = this.updates.flatMap((update) => [...update.state]);
    own.forEach((array, k) => array.set(arrays[k]));
    this.exchange.restore(arrays.slice(own.length), step);
    this.setCurrents(step);
  }

  /** The current that holds when `step` begins. */
  private setCurrents(step: number): void {
    this.updates.forEach((update, k) => update.setCurrent(this.currents[k].at(step)));
  }

  private find(id: number): { update: PopulationUpdate; local: number } {
    const k = this.network.populations.findIndex(({ first, size }) => id >= first && id < first + size);
    return { update: this.updates[k], local: id - this.network.populations[k].first };
  }
}
