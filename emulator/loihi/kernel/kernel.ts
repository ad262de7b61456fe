/**
 * What a hot kernel is: the state of a slice (the compartments of some cores), its synapses, and three operations.
 *
 * Time order inside a block of `steps` ≤ 1 + (smallest synaptic delay) steps: nothing emitted in the block acts inside it, so
 *   1. update(step, steps)         every compartment takes all steps of the block, its state in registers
 *   2. deliver(step, source, n)    spikes of each step are pushed along the rows of their sources into later slots
 *   3. flush(step)                 groups with a negative exponent shift the sum of that step (floor) and add it
 *
 * A WebAssembly kernel replaces the implementation, never this interface.
 */
import type { LoihiProfile } from "../../../src/targets/loihi/target.js";
import type { SynapseRows } from "./synapse-rows.js";

/** Widths and shifts of the arithmetic; all from the target. */
export interface KernelArithmetic {
  readonly profile: LoihiProfile;
  /** Bits of u and v with sign. */
  readonly uBits: number;
  readonly vBits: number;
  /** Bits of the synaptic accumulator with sign; 32: not modelled. */
  readonly accumulatorBits: number;
  /** lava: the summed mantissas are shifted left by this when they enter u; hw: 0, weights are stored shifted. */
  readonly inputShift: number;
  /** A factor f means x·f / 2^decayBits. */
  readonly decayBits: number;
}

export const COUNTER_KINDS = ["u-wrapped", "accumulator-wrapped", "v-clipped-high", "v-clipped-low"] as const;
export const U_WRAPPED = 0;
export const ACCUMULATOR_WRAPPED = 1;
export const V_CLIPPED_HIGH = 2;
export const V_CLIPPED_LOW = 3;

/** Counts one loss of compartment i, whose register kept something else than it was given (LSB): off the hot path, since nothing is lost in most steps. */
export function noteLoss(
  { n, counters, populations, population, lossCounts, lossAmounts, lossPeaks }: KernelState,
  kind: number,
  i: number,
  given: number,
  kept: number,
): void {
  const at = kind * n + i;
  counters[kind * populations + population[i]]++;
  lossCounts[at]++;
  lossAmounts[at] += Math.abs(given - kept);
  lossPeaks[at] = Math.max(lossPeaks[at], Math.abs(given));
}

/** All arrays have one entry per compartment of the slice unless stated. */
export interface KernelState {
  readonly n: number;
  readonly arithmetic: KernelArithmetic;
  readonly u: Int32Array;
  readonly v: Int32Array;
  /** Refractory countdown (hw). */
  readonly refractory: Int32Array;
  readonly uFactor: Int32Array;
  readonly vFactor: Int32Array;
  readonly bias: Int32Array;
  /** A spike fires where v > threshold (a target with ≥ stores threshold - 1). */
  readonly threshold: Int32Array;
  readonly vmin: Int32Array;
  readonly vmax: Int32Array;
  /** Loaded into `refractory` at a spike. */
  readonly refractoryPeriod: Int32Array;
  /** Index of the population, for the counters. */
  readonly population: Uint16Array;
  /** Counter of kind k for population p at [k · populations + p]. */
  readonly counters: Float64Array;
  readonly populations: number;
  /** The same for compartment i at [k · n + i]: how often, how much in LSB, and the largest magnitude that the register was given. */
  readonly lossCounts: Uint32Array;
  readonly lossAmounts: Float64Array;
  readonly lossPeaks: Float64Array;
  /** Input of step s at ring[(s & slotMask)·n + i]; the stages of groups with a negative exponent follow the slots. */
  readonly ring: Int32Array;
  readonly slotMask: number;
  /** Noise of the block, [step in block][compartment]; null where no core has any. */
  readonly noiseU: Int32Array | null;
  readonly noiseV: Int32Array | null;
  /** Spikes of the block: compartments of step k, ascending, at fired[k·n ..]; firedCount[k] of them. */
  readonly fired: Uint32Array;
  readonly firedCount: Uint32Array;
}

export interface LoihiKernel {
  readonly state: KernelState;
  readonly rows: SynapseRows;
  /** Executes `steps` steps from `step` on for all compartments; fills state.fired. */
  update(step: number, steps: number): void;
  /** A source emits `count` spikes (or a payload) in `step`. Returns the synaptic events. */
  deliver(step: number, source: number, count: number): number;
  /** To be called after the last delivery of `step`. */
  flush(step: number): void;
}
