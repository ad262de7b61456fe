/**
 * Per postsynaptic neuron and projection: count, sum, sum of squares and largest magnitude of the drawn weights, by sign.
 * One sweep over the synapses; every later choice (operating point, scale, exponents) needs only these.
 */
import type { Projection } from "../../../src/network/types.js";

export interface SignedRows {
  readonly count: Uint32Array;
  /** Sum of magnitudes, ≥ 0. */
  readonly sum: Float64Array;
  readonly sumOfSquares: Float64Array;
  readonly largest: Float64Array;
}

export interface RowMoments {
  readonly positive: SignedRows;
  readonly negative: SignedRows;
}

function emptyRows(size: number): SignedRows {
  return {
    count: new Uint32Array(size),
    sum: new Float64Array(size),
    sumOfSquares: new Float64Array(size),
    largest: new Float64Array(size),
  };
}

/** Arrays of length `postSize`. Weights that are exactly 0 count as positive. */
export function rowMoments(projection: Projection): RowMoments {
  const { rowStart, weight, postSize } = projection;
  const positive = emptyRows(postSize);
  const negative = emptyRows(postSize);
  for (let i = 0; i < postSize; i++) {
    const end = rowStart[i + 1];
    if (typeof weight === "number") {
      const rows = weight < 0 ? negative : positive;
      const n = end - rowStart[i];
      const w = Math.abs(weight);
      rows.count[i] = n;
      rows.sum[i] = n * w;
      rows.sumOfSquares[i] = n * w * w;
      rows.largest[i] = n > 0 ? w : 0;
      continue;
    }
    for (let k = rowStart[i]; k < end; k++) {
      const rows = weight[k] < 0 ? negative : positive;
      const w = Math.abs(weight[k]);
      rows.count[i]++;
      rows.sum[i] += w;
      rows.sumOfSquares[i] += w * w;
      if (w > rows.largest[i]) rows.largest[i] = w;
    }
  }
  return { positive, negative };
}

export function total(values: Float64Array | Uint32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum;
}

export function mean(values: Float64Array | Uint32Array): number {
  return values.length === 0 ? 0 : total(values) / values.length;
}
