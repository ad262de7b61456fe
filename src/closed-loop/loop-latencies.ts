/** How long the blocks of a loop took, as histograms. */
import { LogHistogram } from "../numerics/log-histogram.js";
import type { LoopResult } from "./closed-loop.js";

export interface LoopLatencies {
  readonly network: LogHistogram;
  readonly plant: LogHistogram;
}

/** Below that a clock shows nothing, ms. */
const SHORTEST = 1e-3;

/** Counts the latencies of both sides, in ms. */
export function loopLatencies({ latencies, plantLatencies }: LoopResult): LoopLatencies {
  return { network: LogHistogram.of(latencies, SHORTEST), plant: LogHistogram.of(plantLatencies, SHORTEST) };
}
