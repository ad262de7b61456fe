/** A SpiNNaker-style target as data. Memory and costs of a core have files of their own (spinnaker-memory.ts, spinnaker-costs.ts). */
import type { BoardSpec, ImageSpace, Limit } from "../limit.js";

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
    readonly dtcm: Limit;
    readonly sdramPerChip: Limit;
    readonly ringBufferBits: Limit;
    readonly rowWords: Limit;
    readonly delayStages: Limit;
    readonly routerEntries: Limit;
    readonly weightBits: Limit;
  };
}
