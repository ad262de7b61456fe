/** A SpiNNaker-style target as data. What its tool chain keeps in a core, and what that costs, have files of their own (memory.ts, costs.ts). */
import type { BoardSpec, ImageSpace, Limit } from "../limit.js";
import type { SpinnakerCosts } from "./costs.js";
import type { SpinnakerMemory } from "./memory.js";

/** How products of S16.15 round (docs/numerics.md): only `floor` is what current SpiNNaker binaries do. */
export type Rounding = "floor" | "nearest_sat" | "stochastic_sat";

export interface SpinnakerProfileSpec {
  readonly id: Rounding;
  readonly summary: string;
  readonly source: string;
}

export interface SpinnakerBoard extends BoardSpec {
  /** Chips along x and y, and whether they fill the rectangle, a 48-chip board's hexagon, or a torus. */
  readonly width: number;
  readonly height: number;
  readonly shape: "rectangle" | "hexagon" | "torus";
}

export interface SpinnakerTarget {
  readonly family: "spinnaker";
  readonly id: string;
  readonly title: string;
  readonly boards: readonly SpinnakerBoard[];
  readonly defaultBoard: string;
  /** By how products of S16.15 round. */
  readonly profiles: Readonly<Partial<Record<Rounding, SpinnakerProfileSpec>>>;
  readonly defaultProfile: Rounding;
  readonly placementIsAccurate: boolean;
  /** False: one processor runs all cores' work, so they have no place, no keys and no forecast of their own time. */
  readonly routed: boolean;
  /** Absent: the limits below decide. */
  readonly image?: ImageSpace;
  readonly limits: {
    readonly coresPerChip: Limit;
    readonly atomsPerCore: Limit;
    /** Bytes of a core's own memory. */
    readonly dtcm: Limit;
    /** Bytes for all cores of a chip. */
    readonly sdramPerChip: Limit;
    /** delay + type + atom bits: 2^14 slots of two bytes are half the DTCM of SpiNNaker 1. */
    readonly ringBufferBits: Limit;
    /** Words of a row of one block. */
    readonly rowWords: Limit;
    readonly delayStages: Limit;
    readonly routerEntries: Limit;
    /** Bits of a weight in a synaptic word, at most 16. */
    readonly weightBits: Limit;
  };
  readonly memory: SpinnakerMemory;
  readonly costs: SpinnakerCosts;
}
