/** What a kernel is made for: the arithmetic of its target and profile, its compartments and their synapses. */
import type { UniformDraw } from "../../../src/network/source-player.js";
import type { PortPlan } from "./port-plan.js";
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

/** A port with one Poisson rate, whose counts a kernel may draw itself. */
export interface DrawnPort {
  readonly port: PortPlan;
  readonly draw: UniformDraw;
}

/** What a kernel is made for. */
export interface KernelPlan {
  /** Compartments. */
  readonly n: number;
  readonly populations: number;
  readonly arithmetic: KernelArithmetic;
  readonly rows: SynapseRows;
  /** Sources below this id are neurons: each is delivered once a step at most, but for what is injected. */
  readonly neuronIds: number;
  readonly drawn: readonly DrawnPort[];
  /** Steps of the longest block. */
  readonly block: number;
  readonly maxDelay: number;
  /** Whether any core adds noise to u, to v. */
  readonly noise: { readonly u: boolean; readonly v: boolean };
}
