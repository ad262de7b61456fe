/**
 * The synapses onto one slice by presynaptic source and delay stage, which is how they lie in SDRAM: rows of a matrix for each projection.
 * Stage s holds delays s·2^D + 1 .. (s + 1)·2^D ticks.
 */
import type { Projection } from "../../src/network/types.js";
import type { SpinnakerProjection } from "./stages.js";

export interface SliceRange {
  /** Local ids of the postsynaptic population, from..to-1. */
  readonly from: number;
  readonly to: number;
}

export function delayOf({ delay }: SpinnakerProjection, k: number): number {
  return typeof delay === "number" ? delay : delay[k];
}

export function weightOf({ weight }: SpinnakerProjection, k: number): number {
  return typeof weight === "number" ? weight : weight[k];
}

/** Words of each row: counts[stage · preSize + source]. */
export function countRows(
  projection: Projection,
  quantized: SpinnakerProjection,
  { from, to }: SliceRange,
  delayBits: number,
  stages: number,
): Uint32Array {
  const { preSize, rowStart, source } = projection;
  const counts = new Uint32Array(stages * preSize);
  for (let k = rowStart[from]; k < rowStart[to]; k++)
    counts[((delayOf(quantized, k) - 1) >>> delayBits) * preSize + source[k]]++;
  return counts;
}

/** Local sources from..to-1 of a projection whose synapses synapse core `part` of `parts` holds. */
export function sourcesOfPart(preSize: number, part: number, parts: number): { from: number; to: number } {
  return { from: Math.floor((part * preSize) / parts), to: Math.floor(((part + 1) * preSize) / parts) };
}

/** Longest row of the stages firstStage..lastStage-1. */
export function longestRow(counts: Uint32Array, preSize: number, firstStage: number, lastStage: number): number {
  return counts.subarray(firstStage * preSize, lastStage * preSize).reduce((longest, n) => Math.max(longest, n), 0);
}
