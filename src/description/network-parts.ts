/** What a block of the description lowers to. */
import type { CurrentDescription, ProjectionDescription, SpikeSourceDescription } from "./types.js";

export interface NetworkParts {
  readonly projections: ProjectionDescription[];
  readonly sources: SpikeSourceDescription[];
  readonly currents: CurrentDescription[];
}

export function noParts(): NetworkParts {
  return { projections: [], sources: [], currents: [] };
}
