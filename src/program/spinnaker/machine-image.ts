/**
 * What one SpiNNaker core is loaded with, and the machine that the cores make up. All numbers are raw words as on the chip:
 * S16.15 unless stated. The compiler writes these types, the emulator, the firmware and the checkers read them.
 *
 * Ids: neurons are 0..size-1 as in the description; spike sources follow. Arrays of parameters have one entry per neuron of the
 * core, or a single one for all. Source: SpiNNaker spec §2 and §3.
 */
import type { PlayableSource } from "../../network/source-player.js";
import type { Kiss64Seed } from "../../numerics/mars-kiss.js";
import type { SpinnakerNeuronModel as NeuronModel } from "../../targets/spinnaker/costs.js";
import type { Rounding } from "../../targets/spinnaker/target.js";

export type { Rounding };

/** The neuron binary of a core: leaky integrate-and-fire with these synapses and this input. */
export type { NeuronModel };

/** Synapse types, in the order of the ring buffers. */
export const EXCITATORY = 0;
export const INHIBITORY = 1;
export const SYNAPSE_TYPES = 2;

export interface NeuronParameters {
  readonly vInit: Int32Array;
  readonly vRest: Int32Array;
  readonly vReset: Int32Array;
  readonly vThreshold: Int32Array;
  /** ms */
  readonly tauM: Int32Array;
  /** nF */
  readonly cM: Int32Array;
  /** nA */
  readonly iOffset: Int32Array;
  /** ms; ceil(tRefractory / step) dead steps */
  readonly tRefractory: Int32Array;
  /** Dead steps left at the start; an integer. */
  readonly refractoryInit: Int32Array;
  /** Synaptic state at the start: nA, or uS · 1024 for IF_cond_exp. */
  readonly excitatoryInit: Int32Array;
  readonly inhibitoryInit: Int32Array;
  /** ms; exponential synapses. */
  readonly tauExcitatory?: Int32Array;
  readonly tauInhibitory?: Int32Array;
  /** mV; IF_cond_exp. */
  readonly reversalExcitatory?: Int32Array;
  readonly reversalInhibitory?: Int32Array;
}

/** Bits of a synaptic word: weight:16 | … | delay | type | index, the last three from the lowest bit up. */
export interface WordLayout {
  readonly indexBits: number;
  readonly typeBits: number;
  /** The ring buffer has 2^delayBits slots; a delay of exactly 2^delayBits ticks is stored as 0. */
  readonly delayBits: number;
}

/**
 * Rows of consecutive sources, one entry of the population table: source `firstSource + k` has row `firstRow + k`.
 * A source may have rows in several blocks (more than 256 words, several delay stages, several projections).
 */
export interface SynapticBlock {
  /** Global id of the first source. */
  readonly firstSource: number;
  readonly sources: number;
  readonly firstRow: number;
  /** Ticks that a delay-extension core holds the spikes back before they reach this block; 0: direct. */
  readonly extraDelay: number;
  /** Which of the synapse cores holds it, from 0. */
  readonly synapseCore: number;
  /** The rule by which its weights change while it runs; null: they do not, and no other rule is there yet. */
  readonly plasticity: null;
}

export interface SpinnakerCore {
  readonly model: NeuronModel;
  /** Global neuron id of each atom, ascending. */
  readonly neurons: Uint32Array;
  /**
   * Cores that hold the synapses of these neurons, each with ring buffers of its own. 1: neurons and synapses share one core.
   * Otherwise the buffers are summed every tick as 32-bit words, without saturation: an overflow carries into the next atom.
   */
  readonly synapseCores: number;
  readonly stepsPerTick: number;
  readonly parameters: NeuronParameters;
  readonly layout: WordLayout;
  /** By synapse type: a weight w in the ring buffer is w << shift in S16.15. */
  readonly leftShifts: readonly [excitatory: number, inhibitory: number];
  /** In the order of the population table. */
  readonly blocks: readonly SynapticBlock[];
  /** Row r is words[rowStart[r]] .. words[rowStart[r+1] - 1], without its three header words. */
  readonly rowStart: Uint32Array;
  readonly words: Uint32Array;
}

/** A Poisson core. */
export interface PoissonImage {
  /** Global id of the first source. */
  readonly first: number;
  readonly size: number;
  /** Hz, U16.16, one a source or one for all. */
  readonly rates: Uint32Array;
  readonly startTick: number;
  readonly stopTick: number;
  readonly seed: Kiss64Seed;
  /** U0.32 */
  readonly secondsPerTick: number;
  /** U16.16 */
  readonly ticksPerMs: number;
  /** Spikes a tick at which the fast, and the faster, algorithm starts; S16.15. */
  readonly slowCutoff: number;
  readonly fastCutoff: number;
}

/** A bias current (iOffset) written by the host before `tick`. */
export interface OffsetChange {
  readonly tick: number;
  readonly neurons: Uint32Array;
  readonly iOffset: Int32Array;
}

export interface MachineImage {
  /** Number of neurons. */
  readonly size: number;
  /** ms */
  readonly dt: number;
  /** The tick in ms. */
  readonly dtRaw: number;
  readonly rounding: Rounding;
  /** Seed of host-played sources, and of stochastic rounding. */
  readonly seed: number;
  readonly populations: readonly { readonly name: string; readonly first: number; readonly size: number }[];
  readonly cores: readonly SpinnakerCore[];
  readonly poissonCores: readonly PoissonImage[];
  /** Sources that the host plays (spike times, Poisson draws shared with the reference). */
  readonly hostSources: readonly PlayableSource[];
  readonly offsetChanges: readonly OffsetChange[];
}
