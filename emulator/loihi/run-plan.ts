/** What all slices of one run agree on: how long their blocks are, and for how long input can be pending. */
import type { SlicePlan } from "./slice-plan.js";

export interface RunPlan {
  /** Steps of a full block. */
  readonly block: number;
  readonly maxDelay: number;
  readonly inputsAhead: boolean;
}

/** Longer blocks save no more barriers worth having, and the slots still fit the cache. */
const LONGEST_BLOCK = 32;

export function agree(
  plans: readonly Pick<SlicePlan, "minDelay" | "minNeuronDelay" | "maxDelay" | "inputsAhead">[],
): RunPlan {
  const inputsAhead = plans.every((p) => p.inputsAhead);
  const smallest = Math.min(...plans.map((p) => (inputsAhead ? p.minNeuronDelay : p.minDelay)));
  return {
    block: Math.min(1 + smallest, LONGEST_BLOCK),
    maxDelay: Math.max(...plans.map((p) => p.maxDelay)),
    inputsAhead,
  };
}
