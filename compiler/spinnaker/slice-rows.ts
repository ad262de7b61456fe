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

/** Of all synapses of a projection; 0 where there are none. */
export function longestDelay(delay: SpinnakerProjection["delay"]): number {
  if (typeof delay === "number") return delay;
  let longest = 0;
  for (let k = 0; k < delay.length; k++) if (delay[k] > longest) longest = delay[k];
  return longest;
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
  const { delay } = quantized;
  const counts = new Uint32Array(stages * preSize);
  const [first, end] = [rowStart[from], rowStart[to]];
  if (stages === 1) for (let k = first; k < end; k++) counts[source[k]]++;
  else if (typeof delay === "number") {
    const row = ((delay - 1) >>> delayBits) * preSize;
    for (let k = first; k < end; k++) counts[row + source[k]]++;
  } else for (let k = first; k < end; k++) counts[((delay[k] - 1) >>> delayBits) * preSize + source[k]]++;
  return counts;
}

/** Local sources from..to-1 of a projection whose synapses synapse core `part` of `parts` holds. */
export function sourcesOfPart(preSize: number, part: number, parts: number): { from: number; to: number } {
  return { from: Math.floor((part * preSize) / parts), to: Math.floor(((part + 1) * preSize) / parts) };
}

/** Longest row of the stages firstStage..lastStage-1. */
export function longestRow(counts: Uint32Array, preSize: number, firstStage: number, lastStage: number): number {
  let longest = 0;
  for (let r = firstStage * preSize; r < lastStage * preSize; r++) if (counts[r] > longest) longest = counts[r];
  return longest;
}
