/** What a kernel is made for: the arithmetic of its target and profile, its compartments and their synapses. */
import type { SynapseRows } from "./synapse-rows.js";

/** Widths, shifts and rules of the arithmetic; all from the target and its profile. */
export interface KernelArithmetic {
  readonly uOverflow: "lava-single-wrap" | "twos-complement";
  /** Bits of u and v with sign. */
  readonly uBits: number;
  readonly vBits: number;
  /** Bits of the synaptic accumulator with sign; 32: not modelled. */
  readonly accumulatorBits: number;
  /** Summed mantissas are shifted left by this when they enter u; 0 where weights are stored shifted. */
  readonly inputShift: number;
  /** A factor f means x·f / 2^decayBits. */
  readonly decayBits: number;
}

/** What a kernel is made for. */
export interface KernelPlan {
  /** Compartments. */
  readonly n: number;
  readonly populations: number;
  readonly arithmetic: KernelArithmetic;
  readonly rows: SynapseRows;
  /** Steps of the longest block. */
  readonly block: number;
  readonly maxDelay: number;
  /** Whether any core adds noise to u, to v. */
  readonly noise: { readonly u: boolean; readonly v: boolean };
}
