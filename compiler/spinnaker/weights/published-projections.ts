/**
 * What the published shift rule knows of the projections onto a population, by synapse type, taken from the drawn synapses.
 * (The original takes means and maxima of the distributions; a drawn network has the realised ones.)
 */
import { PoissonTable } from "../../../src/numerics/poisson-table.js";
import {
  valueAt,
  type Network,
  type PerNeuron,
  type Projection,
  type SpikeSource,
} from "../../../src/network/types.js";
import type { SynapseType } from "./incoming-weights.js";
import type { PublishedProjection } from "./published-shift.js";

/** Spikes a tick below which a Poisson source is "slow" and counted as one spike at most. */
const SLOW_RATE = 0.01;
/** The count that a source exceeds in one tick of a thousand. */
const QUANTILE = 0.999;

/** Spikes a tick the published rule expects of a Poisson source at worst: its 99.9 % quantile and one more. */
export function largestPoissonCount(rate: number, dt: number): number {
  const lambda = (rate * dt) / 1000;
  return lambda < SLOW_RATE ? 1 : new PoissonTable(lambda).count(Math.floor(QUANTILE * 2 ** 32)) + 1;
}

function largestRate({ rate, size }: SpikeSource): number {
  let largest = 0;
  for (let i = 0; i < size; i++) largest = Math.max(largest, valueAt(rate, i));
  return largest;
}

function describe(
  network: Network,
  projection: Projection,
  type: SynapseType,
  toChip: PerNeuron,
): PublishedProjection | undefined {
  const { rowStart, weight, delay, postSize } = projection;
  let [n, sum, squares, largest, connections] = [0, 0, 0, 0, 0];
  let [delaySum, delaySquares] = [0, 0];
  // Sums of differences from the first synapse: equal weights have a variance of exactly 0.
  let [firstWeight, firstDelay] = [NaN, NaN];
  for (let i = 0; i < postSize; i++) {
    const unit = valueAt(toChip, i);
    const before = n;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      const signed = (typeof weight === "number" ? weight : weight[k]) * unit;
      if (type === "excitatory" ? signed < 0 : signed >= 0) continue;
      const w = Math.abs(signed);
      const d = typeof delay === "number" ? delay : delay[k];
      if (n === 0) [firstWeight, firstDelay] = [w, d];
      n++;
      sum += w - firstWeight;
      squares += (w - firstWeight) ** 2;
      delaySum += d - firstDelay;
      delaySquares += (d - firstDelay) ** 2;
      largest = Math.max(largest, w);
    }
    connections = Math.max(connections, n - before);
  }
  if (n === 0) return undefined;
  const poisson = projection.preKind === "source" && network.sources[projection.pre].kind === "poisson";
  const rate = poisson ? largestRate(network.sources[projection.pre]) : 0;
  return {
    connections,
    weightMean: firstWeight + sum / n,
    weightVariance: Math.max(0, squares / n - (sum / n) ** 2),
    weightLargest: largest,
    delayVariance: Math.max(0, delaySquares / n - (delaySum / n) ** 2),
    ...(poisson ? { rate, largestCount: largestPoissonCount(rate, network.dt) } : {}),
  };
}

/** @param toChip as in `incomingWeights` */
export function publishedProjections(
  network: Network,
  population: number,
  type: SynapseType,
  toChip: PerNeuron,
): PublishedProjection[] {
  return network.projections
    .filter((projection) => projection.post === population)
    .map((projection) => describe(network, projection, type, toChip))
    .filter((described) => described !== undefined);
}
