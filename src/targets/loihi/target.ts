/** A Loihi-style target as data. */
import type { BoardSpec, ImageSpace, Limit } from "../limit.js";

export type LoihiProfile = "lava" | "hw";

/** What differs between the two public descriptions of Loihi arithmetic (docs/numerics.md). */
export interface LoihiProfileSpec {
  readonly id: LoihiProfile;
  readonly summary: string;
  readonly source: string;
  /** Width of the synaptic accumulator, bits with sign; null: not modelled. Wraps. */
  readonly accumulatorBits: number | null;
  /** lava: one wrap that keeps +2^23 and maps -2^23 to +2^23; hw: two's complement. */
  readonly uOverflow: "lava-single-wrap" | "twos-complement";
  /** lava: a negative weight exponent shifts the sum of a group; hw: weights are shifted one by one, so exponents below -6 are not allowed. */
  readonly negativeExponent: "shift-sum" | "shift-weight";
  readonly minWeightExponent: number;
  readonly maxWeightExponent: number;
  readonly refractory: boolean;
  /** hw: v is clipped to the core's [vmin, vmax]; lava: to ±(2^23-1). */
  readonly voltageLimits: boolean;
  readonly noise: boolean;
}

/** Which of the FPGA boards' layouts the image has: one core with all memory on the chip, or several with synapses in SDRAM. */
export interface LoihiImageSpace extends ImageSpace {
  readonly layout: "one-core" | "cores-and-sdram";
}

/** The accumulator of a board, in units of 2^-f (board-accumulator.ts). */
export interface BoardAccumulator {
  /** Width, bits with sign. */
  readonly bits: Limit;
  /** The most bits of fraction that weights may have. */
  readonly fractionBits: Limit;
}

export interface LoihiTarget {
  readonly family: "loihi";
  readonly id: string;
  readonly title: string;
  readonly boards: readonly BoardSpec[];
  readonly defaultBoard: string;
  readonly profiles: Readonly<Partial<Record<LoihiProfile, LoihiProfileSpec>>>;
  readonly defaultProfile: LoihiProfile;
  /** True where the resource accounting is public enough to claim placement. */
  readonly placementIsAccurate: boolean;
  readonly limits: {
    readonly coresPerChip: Limit;
    readonly compartmentsPerCore: Limit;
    readonly inputAxonsPerCore: Limit;
    readonly outputAxonsPerCore: Limit;
    readonly synapseMemoryBits: Limit;
    readonly compartmentProfiles: Limit;
    readonly thresholdProfiles: Limit;
    readonly synapseFormats: Limit;
    /** Largest value of the delay field of a synapse; its width may bind first (longestDelayField). */
    readonly maxDelay: Limit;
    /** Largest value of the refractory field. */
    readonly maxRefractory: Limit;
  };
  /** Absent: the limits above decide. */
  readonly image?: LoihiImageSpace;
  /** Of boards; absent: that of the profile decides. */
  readonly accumulator?: BoardAccumulator;
  /** Register widths and shifts, bits. */
  readonly widths: {
    readonly u: number; // 24, with sign
    readonly v: number; // 24, with sign
    readonly decay: number; // 12
    readonly uDecayOffset: number; // 1: ds_offset added to du
    readonly vDecayOffset: number; // 0
    readonly biasMantissa: number; // 13, with sign
    readonly biasExponentMax: number; // 7
    readonly thresholdMantissa: number; // 17
    readonly thresholdShift: number; // 6
    readonly weightShift: number; // 6: an effective weight is mantissa << (6 + exponent)
    readonly weightMantissa: number; // 8 magnitude bits in one-signed modes, 9 with sign in mixed mode
  };
  readonly synapse: {
    readonly wordBits: number; // 64
    readonly weightBits: readonly number[]; // bits by code
    readonly indexBits: readonly number[]; // bits by code
    readonly maxDelayBits: number;
    readonly synapsesPerBlock: number; // 64
    readonly formatIdBits: number; // 4
    readonly countBits: number; // 6
    /** Largest compartment base of an axon (cxBase 0..255 on Loihi 1); absent: dense lists start at compartment 0. */
    readonly maxAxonBase?: number;
    readonly source: string;
  };
  /** A spike fires where v > threshold (Loihi) or v ≥ threshold. */
  readonly comparator: ">" | ">=";
}

/** The largest delay that a synapse can have: the chip's, or what its delay field holds. */
export function longestDelayField({ limits, synapse }: LoihiTarget): number {
  return Math.min(limits.maxDelay.value ?? Infinity, 2 ** synapse.maxDelayBits - 1);
}

/** The most synapses of one block: the chip's, or what its count field holds. */
export function longestBlock({ synapsesPerBlock, countBits }: LoihiTarget["synapse"]): number {
  return Math.min(synapsesPerBlock, 2 ** countBits);
}
