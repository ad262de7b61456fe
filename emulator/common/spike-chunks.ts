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
  const at = chunks.map(() => 0);
  for (let k = 0; k < steps; k++) {
    const count = chunks.reduce((sum, chunk) => sum + chunk.counts[k], 0);
    if (count === 0) continue;
    const merged = new Uint32Array(count);
    let filled = 0;
    chunks.forEach((chunk, c) => {
      merged.set(chunk.ids.subarray(at[c], at[c] + chunk.counts[k]), filled);
      at[c] += chunk.counts[k];
      filled += chunk.counts[k];
    });
    if (chunks.length > 1) merged.sort();
    sink(step + k, merged, count);
  }
}
