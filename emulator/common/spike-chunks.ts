/** The spikes of some steps, as a slice has them. */
import type { SpikeSink } from "../../src/program/execution-target.js";

export interface SpikeChunk {
  /** Spikes of each step. */
  readonly counts: Uint32Array;
  /** Ids, step after step. */
  readonly ids: Uint32Array;
}

/** Merges the ascending lists of all slices, step by step. */
export function emitMerged(chunks: readonly SpikeChunk[], step: number, steps: number, sink: SpikeSink): void {
  const at = new Uint32Array(chunks.length);
  let merged = new Uint32Array(0);
  for (let k = 0; k < steps; k++) {
    let count = 0;
    for (const { counts } of chunks) count += counts[k];
    if (count === 0) continue;
    if (count > merged.length) merged = new Uint32Array(2 * count);
    let filled = 0;
    let ascends = true;
    for (let c = 0; c < chunks.length; c++) {
      const { counts, ids } = chunks[c];
      const end = at[c] + counts[k];
      if (filled > 0 && end > at[c] && ids[at[c]] < merged[filled - 1]) ascends = false;
      for (; at[c] < end; at[c]++) merged[filled++] = ids[at[c]];
    }
    // Slices of a Loihi-style chip or of the reference have ranges of ids; those of a machine have cores.
    if (!ascends) merged.subarray(0, count).sort();
    sink(step + k, merged, count);
  }
}
