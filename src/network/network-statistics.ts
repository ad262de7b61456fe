/** What was really drawn, for each projection: counts, in-degrees, weights and delays, as theory and reports need them. */
import { Moments } from "../numerics/moments.js";
import type { Network, Projection } from "./types.js";

export interface ProjectionStatistics {
  readonly name: string;
  readonly synapses: number;
  readonly inDegree: { readonly mean: number; readonly min: number; readonly max: number };
  /** pA / mV / nS; meanSquare in that unit squared. NaN without synapses. */
  readonly weight: { readonly mean: number; readonly meanSquare: number; readonly min: number; readonly max: number };
  /** Steps; NaN without synapses. */
  readonly delay: { readonly mean: number; readonly min: number; readonly max: number };
}

export function networkStatistics(network: Network): ProjectionStatistics[] {
  return network.projections.map(projectionStatistics);
}

export function projectionStatistics({ name, source, rowStart, postSize, weight, delay }: Projection): ProjectionStatistics {
  const synapses = source.length;
  const inDegree = new Moments();
  for (let i = 0; i < postSize; i++) inDegree.add(rowStart[i + 1] - rowStart[i]);
  const weights = momentsOf(weight, synapses);
  const delays = momentsOf(delay, synapses);
  return {
    name,
    synapses,
    inDegree: range(inDegree),
    weight: { ...range(weights), meanSquare: weights.meanSquare },
    delay: range(delays),
  };
}

function momentsOf(values: number | ArrayLike<number>, synapses: number): Moments {
  const moments = new Moments();
  if (synapses === 0) return moments;
  if (typeof values === "number") return moments.add(values);
  for (let s = 0; s < synapses; s++) moments.add(values[s]);
  return moments;
}

function range({ count, mean, min, max }: Moments): { mean: number; min: number; max: number } {
  return count === 0 ? { mean: NaN, min: NaN, max: NaN } : { mean, min, max };
}
