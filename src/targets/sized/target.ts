/**
 * A chip whose arithmetic is not public to the bit: a network can be sized and its weights rounded for theory, but nothing is emulated and
 * nothing is claimed of spikes. Source of the distinction: docs/spinnaker.md.
 */
import type { BoardSpec, Limit } from "../limit.js";

export interface SizedTarget {
  readonly family: "sized";
  readonly id: string;
  readonly title: string;
  readonly boards: readonly BoardSpec[];
  readonly defaultBoard: string;
  readonly profiles: Readonly<
    Record<string, { readonly id: string; readonly summary: string; readonly source: string }>
  >;
  readonly defaultProfile: string;
  readonly placementIsAccurate: false;
  /** Why nothing is emulated; completes "… cannot be emulated: ". */
  readonly notEmulated: string;
  readonly limits: {
    readonly coresPerChip: Limit;
    /** Bytes. */
    readonly memoryPerCore: Limit;
    /** Bytes for all cores of a chip. */
    readonly memoryPerChip: Limit;
    /** Magnitudes of signed weights go to this number. */
    readonly largestWeight: Limit;
    readonly neuronsPerCore: Limit;
  };
}
