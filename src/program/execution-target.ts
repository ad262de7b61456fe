/**
 * ExecutionTarget: anything that can run a loaded network. The float64 reference, the emulator, a simulated board
 * and a serial board are interchangeable without knowing of each other. Units of state are the target's own.
 */

import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { RegisterLosses } from "./run-losses.js";

/**
 * Spikes given from outside; emitted in `step` by global source id (≥ network size) or neuron id.
 * They are stimulus, not activity: one given for a neuron travels along that neuron's axons with their delays, beside what it
 * emits itself, but does not reset it and is neither reported to the sink nor counted, so that rates tell what the network did.
 */
export interface InjectedSpike {
  readonly step: number;
  readonly id: number;
  /** How many spikes at once, or the payload of a graded spike. */
  readonly count: number;
}

/** Called once a step in which anything fired, ids ascending; the array is reused: copy what you keep. */
export type SpikeSink = (step: number, ids: Uint32Array, count: number) => void;

export interface NeuronState {
  /** Synaptic current (Loihi family: u in LSB; reference: mV per step or pA, see the target's docs). */
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Remaining refractory steps. */
  readonly refractory: Float64Array;
  /** What the two kinds of synapses hold, where they are apart: conductances, or the parts of u. */
  readonly excitatory?: Float64Array;
  readonly inhibitory?: Float64Array;
}

export interface ExecutionTarget {
  /** `reference`, `emulator`, `simulated:fpga`, … */
  readonly name: string;
  /** Number of neurons. */
  readonly size: number;
  /** ms */
  readonly dt: number;
  /** Of v in `readState`: mV of the description, or the units of the chip's registers. */
  readonly stateUnit: "mV" | "LSB";
  /** The next step to be executed, from 0. */
  readonly step: number;
  /** Host-injected spikes for steps not yet executed, beside those that the network's own sources emit. */
  inject(spikes: readonly InjectedSpike[]): void;
  /** Executes `steps` steps. */
  advance(steps: number, sink: SpikeSink): Promise<void>;
  /** State of the given neurons after the last executed step. */
  readState(neurons: ArrayLike<number>): Promise<NeuronState>;
  /** Overflow and loss counters since the start. */
  counters(): Promise<Record<string, number>>;
  /** Counters that stop, and where: a count of so many means at least so many. Absent: none does. */
  readonly counterLimits?: Readonly<Record<string, number>>;
  /** What is worth knowing of how this target runs, before it does; absent: nothing. */
  notes?(): Promise<readonly Diagnostic[]>;
  /** The same losses neuron by neuron, where the target keeps them; boards keep counters only. */
  losses?(): Promise<readonly RegisterLosses[] | null>;
  /** The whole dynamic state; `restore` on a target that loaded the same network continues with the same bits. */
  checkpoint(): Promise<Uint8Array>;
  restore(state: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
