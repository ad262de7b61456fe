/** What of a slice is kept in checkpoints, and what it tells of its losses. */
import type { StateArrays } from "./kernel/state-names.js";

/** Spikes of a number of steps: counts[k] ids of step k, one after the other, ascending within a step. */
export interface SpikeChunk {
  readonly counts: Uint32Array;
  readonly ids: Uint32Array;
}

/** State of some neurons that a checkpoint keeps: pending[d·n + i] is the input of neuron i in step + d. */
export interface SliceState {
  readonly neurons: Uint32Array;
  readonly arrays: StateArrays;
  readonly pending: Int32Array;
  readonly losses: readonly NeuronLoss[];
}

/** What one neuron lost in one register since the start: the index into COUNTER_KINDS, how often, how much in LSB, and the largest magnitude that it was given. */
export type NeuronLoss = readonly [neuron: number, kind: number, count: number, amount: number, peak: number];
