/** Latencies by equal parts of their logarithm: a few late answers and many early ones are both seen. */

export interface LatencyBins {
  /** ms; one more than there are counts. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Below that a clock shows nothing. */
const SHORTEST_MS = 1e-3;

export function latencyBins(latencies: Float64Array, bins: number): LatencyBins {
  const longest = latencies.reduce((most, ms) => Math.max(most, ms), 0);
  const low = Math.max(
    latencies.reduce((least, ms) => Math.min(least, ms), Infinity),
    SHORTEST_MS,
  );
  const [start, end] = Number.isFinite(low) ? [low, Math.max(longest, 2 * SHORTEST_MS, low * 1.001)] : [1, 2];
  const span = Math.log(end / start);
  const counts = new Array<number>(bins).fill(0);
  for (const ms of latencies)
    counts[Math.min(bins - 1, Math.max(0, Math.floor((bins * Math.log(Math.max(ms, start) / start)) / span)))]++;
  return { edges: Array.from({ length: bins + 1 }, (_, k) => start * Math.exp((span * k) / bins)), counts };
}
