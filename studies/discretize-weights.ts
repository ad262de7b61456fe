/**
 * Few values in place of normally distributed weights, each projection for itself, in float64: what a low resolution does apart from all else that
 * a chip quantizes (Dasbach, Tetzlaff, Diesmann & Senk 2021). With m and s the mean and SD of a projection's drawn weights, and 2^bits equal bins
 * over m ± 5 s:
 *
 *   mean       every weight becomes m: the resolution of nothing at all.
 *   naive      every weight becomes the centre of its bin. The mean is kept by symmetry, the SD is not: two bins have centres m ± 2.5 s, SD 2.5 s.
 *   sums       error diffusion over the same centres, row by row (compiler/common/round-row.ts, the rounding mode `balance`): the sum of each
 *              neuron's weights is kept to half a bin, their squares where the centres allow it.
 *   moments    the bins of `naive`, their centres drawn together about m until mean and SD are those of the drawn weights: two values m ± s.
 *
 * Where the paper lays its naive bins in detail is not repeated here; 5 s holds all of 10⁶ normal numbers, as a grid must that clips none.
 */
import { balanceRow } from "../compiler/common/round-row.js";
import type { Network, Projection } from "../src/network/types.js";
import { CounterStream, streamOf } from "../src/numerics/philox.js";

export type Scheme = "mean" | "naive" | "sums" | "moments";

export interface Discretization {
  readonly scheme: Scheme;
  /** 0 for `mean`. */
  readonly bits: number;
}

/** Half of the interval that is divided, in SD. */
const HALF_RANGE = 5;

export interface Moments {
  readonly mean: number;
  readonly sd: number;
}

export function momentsOf(weights: ArrayLike<number>): Moments {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += weights[k];
  const mean = sum / weights.length;
  let squares = 0;
  for (let k = 0; k < weights.length; k++) squares += (weights[k] - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / weights.length) };
}

/** The bins of a projection: bin k of `count` has its centre at first + k·step. */
export interface Bins {
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

export function binsOf({ mean, sd }: Moments, bits: number): Bins {
  const count = 2 ** bits;
  const step = (2 * HALF_RANGE * sd) / count;
  return { first: mean - HALF_RANGE * sd + step / 2, step, count };
}

export function toCentre(w: number, { first, step, count }: Bins): number {
  return first + step * Math.min(count - 1, Math.max(0, Math.round((w - first) / step)));
}

/** Error diffusion along each row, from a random start. */
function diffuseRows(
  { name, rowStart, postFirst }: Projection,
  weights: Float32Array,
  { first, step, count }: Bins,
  seed: number,
): Float64Array {
  const result = new Float64Array(weights.length);
  const longest = rowStart.reduce((most, start, i) => (i === 0 ? most : Math.max(most, start - rowStart[i - 1])), 0);
  const [y, scratch, q] = [new Float64Array(longest), new Float64Array(longest), new Int32Array(longest)];
  const stream = new CounterStream(seed, streamOf(`discretize ${name}`));
  for (let i = 0; i + 1 < rowStart.length; i++) {
    const n = rowStart[i + 1] - rowStart[i];
    if (n === 0) continue;
    for (let k = 0; k < n; k++) y[k] = (weights[rowStart[i] + k] - first) / step;
    balanceRow(y, q, n, stream.reseat(postFirst + i).below(n), 0, count - 1, scratch);
    for (let k = 0; k < n; k++) result[rowStart[i] + k] = first + step * q[k];
  }
  return result;
}

function discretized(projection: Projection, { scheme, bits }: Discretization, seed: number): number | Float32Array {
  const { weight } = projection;
  if (typeof weight === "number") return weight;
  const drawn = momentsOf(weight);
  if (scheme === "mean" || !(drawn.sd > 0)) return drawn.mean;
  const bins = binsOf(drawn, bits);
  if (scheme === "sums") return Float32Array.from(diffuseRows(projection, weight, bins, seed));
  const centres = weight.map((w) => toCentre(w, bins));
  if (scheme === "naive") return centres;
  const now = momentsOf(centres);
  return centres.map((c) => drawn.mean + (now.sd > 0 ? (drawn.sd / now.sd) * (c - now.mean) : 0));
}

/** The same network, synapse by synapse, with few weights. */
export function discretizeNetwork(network: Network, how: Discretization): Network {
  return {
    ...network,
    projections: network.projections.map((p) => ({ ...p, weight: discretized(p, how, network.seed) })),
  };
}

/** Of a discretized projection beside the drawn one. */
export interface WeightStatistics {
  /** Mean weight over the drawn mean, and SD over the drawn SD. */
  readonly mean: number;
  readonly sd: number;
  /** SD over neurons of the summed weight over the drawn one. */
  readonly rowSumSd: number;
  /** rms over neurons of what their summed weight moved, over the drawn SD of it. */
  readonly rowSumError: number;
}

export function rowSums({ rowStart, weight }: Pick<Projection, "rowStart" | "weight">): Float64Array {
  return Float64Array.from({ length: rowStart.length - 1 }, (_, i) => {
    if (typeof weight === "number") return weight * (rowStart[i + 1] - rowStart[i]);
    let sum = 0;
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) sum += weight[k];
    return sum;
  });
}

export function compareWeights(before: Projection, after: Projection): WeightStatistics {
  const moments = ({ weight }: Projection): Moments =>
    typeof weight === "number" ? { mean: weight, sd: 0 } : momentsOf(weight);
  const [a, b] = [moments(before), moments(after)];
  const [sumsA, sumsB] = [rowSums(before), rowSums(after)];
  const spread = momentsOf(sumsA).sd;
  let squares = 0;
  for (let i = 0; i < sumsA.length; i++) squares += (sumsB[i] - sumsA[i]) ** 2;
  return {
    mean: b.mean / a.mean,
    sd: b.sd / a.sd,
    rowSumSd: momentsOf(sumsB).sd / spread,
    rowSumError: Math.sqrt(squares / sumsA.length) / spread,
  };
}
