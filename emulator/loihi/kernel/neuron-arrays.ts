/** The arrays that every kernel has: state and constants of the compartments, losses, and what passes between a kernel and its driver. */
import type { ArraysOf, ArraySpec, ArraySpecs } from "../../common/arena.js";
import type { KernelArithmetic, KernelPlan } from "./kernel-plan.js";
import type { LossCounter } from "../../../src/diagnostics/run-counters.js";
import { ofEachState } from "./state-names.js";

export const COUNTER_KINDS = [
  "u-wrapped",
  "accumulator-wrapped",
  "v-clipped-high",
  "v-clipped-low",
] as const satisfies readonly LossCounter[];
export const U_WRAPPED = 0;
export const ACCUMULATOR_WRAPPED = 1;
export const V_CLIPPED_HIGH = 2;
export const V_CLIPPED_LOW = 3;

const int32 = (length: number): ArraySpec<"int32"> => ({ kind: "int32", length });
const uint32 = (length: number): ArraySpec<"uint32"> => ({ kind: "uint32", length });
const float64 = (length: number): ArraySpec<"float64"> => ({ kind: "float64", length });

/** One entry a compartment unless stated. */
export function neuronArrays({ n, populations, block, noise }: KernelPlan) {
  return {
    ...ofEachState(() => int32(n)),
    uFactor: int32(n),
    vFactor: int32(n),
    bias: int32(n),
    /** A spike fires where v > threshold (a target with ≥ stores threshold - 1). */
    threshold: int32(n),
    /** v is clipped to these. */
    vmin: int32(n),
    vmax: int32(n),
    /** Loaded into `refractory` at a spike; 0: no refractory period. */
    refractoryPeriod: int32(n),
    /** Index of the population, for the counters. */
    population: { kind: "uint16", length: n },
    /** Counter of kind k for population p at [k · populations + p]. */
    counters: float64(COUNTER_KINDS.length * populations),
    /** The same for compartment i at [k · n + i]: how often, how much in LSB, and the largest magnitude that the register was given. */
    lossCounts: uint32(COUNTER_KINDS.length * n),
    lossAmounts: float64(COUNTER_KINDS.length * n),
    lossPeaks: float64(COUNTER_KINDS.length * n),
    /** Noise of the block, [step in block][compartment], written by the driver; empty where no core has any. */
    noiseU: int32(noise.u ? block * n : 0),
    noiseV: int32(noise.v ? block * n : 0),
    /** Spikes of the block: compartments of step k, ascending, at fired[k·n ..]; firedCount[k] of them. */
    fired: uint32(block * n),
    firedCount: uint32(block),
  } as const satisfies ArraySpecs;
}

export interface KernelState extends ArraysOf<ReturnType<typeof neuronArrays>> {
  readonly n: number;
  readonly populations: number;
  readonly arithmetic: KernelArithmetic;
}

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
