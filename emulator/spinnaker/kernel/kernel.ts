/**
 * What a hot kernel of this family is: the cores' states, ring buffers and synaptic rows, and the operations of a tick (phases.ts).
 *
 * Whoever drives a kernel reads `cores` and `rings`, and writes state there between ticks only (bias currents, a checkpoint). All that
 * changes lies in the arena but the streams of stochastic rounding (`arithmetic`).
 */
import type { Arena, ArenaMemory, ArraySpecs } from "../../common/arena.js";
import type { PlayableSource } from "../../../src/network/source-player.js";
import type { PoissonImage, SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import type { SpikeList } from "../spike-list.js";
import type { Arithmetic } from "./arithmetic.js";
import type { CoreState } from "./core-state.js";
import type { RingBuffers } from "./ring-buffers.js";
import type { DirectInput, PoissonSources } from "./spike-input.js";
import type { Delivered } from "./synapse-table.js";

/** What a kernel is made for. */
export interface KernelPlan {
  readonly images: readonly SpinnakerCore[];
  /** Constants and initial state of the same cores: copied into the arena. */
  readonly cores: readonly CoreState[];
  /** Source ids go from 0 to sources - 1. */
  readonly sources: number;
  readonly arithmetic: readonly Arithmetic[];
  readonly poissonCores: readonly PoissonImage[];
  /** Sources that the host plays, with the seed of their draws and the tick in ms. */
  readonly hostSources: readonly PlayableSource[];
  readonly seed: number;
  readonly dt: number;
  /** Whether all spikes of the machine must come in lists, for delay-extension cores (which may be in another part of it). */
  readonly listsAll: boolean;
}

/** The random stream of a core's rounding: four words, or none. */
export type RoundingState = Pick<Arithmetic, "save" | "load">;

export interface Kernel {
  readonly cores: readonly CoreState[];
  readonly rings: RingBuffers;
  readonly arithmetic: readonly RoundingState[];
  /** The Poisson cores of the plan. */
  readonly poisson: readonly PoissonSources[];
  /** For each Poisson core, then each host source: what plays it without a list; null where its spikes must come in one. */
  readonly direct: readonly (DirectInput | null)[];
  /** Ticks for which spikes are held back before they reach their rows: 0 (the direct stage) first, ascending. */
  readonly extraDelays: readonly number[];
  /** Whether `update` drains what `drain` has not. */
  readonly drainsInUpdate: boolean;
  /** Input of `tick` enters the synaptic states. */
  drain(tick: number): void;
  /** Neurons take `tick`. Writes the ids that fired to `fired`, by core and atom (one with several spikes several times); returns how many. */
  update(tick: number, fired: Uint32Array): number;
  /** The rows of a stage are added for the spikes from `from` on, in their order; on the direct stage some are late. */
  deliver(stage: number, tick: number, spikes: SpikeList, from: number, done: Delivered): void;
}

/** Makes kernels of one kind. The same image gives the same bits on all kinds. */
export interface KernelFactory<Specs extends ArraySpecs = ArraySpecs> {
  readonly name: string;
  /** The arrays that a kernel for this plan has in its arena. */
  arrays(plan: KernelPlan): Specs;
  /** Gives the memory of an arena; absent: an ArrayBuffer. */
  readonly allocate?: (bytes: number) => ArenaMemory;
  /** @param arena with `arrays(plan)`, all 0 */
  create(plan: KernelPlan, arena: Arena<Specs>): Kernel;
}
