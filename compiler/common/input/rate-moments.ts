/**
 * Per postsynaptic neuron and sign, Σ w·r and Σ w²·r over the synapses of a projection, every one at the rate of its own source:
 * the mean and the variance a second of what arrives. Weights in the network's unit, rates in Hz.
 */
import type { PerNeuron, Projection } from "../../../src/network/types.js";
import type { RowMoments, SignedRows } from "./row-moments.js";

export interface SignedRateMoments {
  /** Σ |w|·r */
  readonly mean: Float64Array;
  /** Σ w²·r */
  readonly variance: Float64Array;
}

export interface RateMoments {
  readonly positive: SignedRateMoments;
  readonly negative: SignedRateMoments;
}

function atOneRate({ sum, sumOfSquares }: SignedRows, rate: number): SignedRateMoments {
  return { mean: sum.map((s) => s * rate), variance: sumOfSquares.map((s) => s * rate) };
}

/** @param rows of the same projection */
export function rateMoments(projection: Projection, rows: RowMoments, rates: PerNeuron): RateMoments {
  if (typeof rates === "number")
    return { positive: atOneRate(rows.positive, rates), negative: atOneRate(rows.negative, rates) };
  const { rowStart, weight, source, postSize } = projection;
  const empty = (): SignedRateMoments => ({ mean: new Float64Array(postSize), variance: new Float64Array(postSize) });
  const moments = { positive: empty(), negative: empty() };
  for (let i = 0; i < postSize; i++) {
    for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
      const w = typeof weight === "number" ? weight : weight[k];
      const into = w < 0 ? moments.negative : moments.positive;
      const rate = rates[source[k]];
      into.mean[i] += Math.abs(w) * rate;
      into.variance[i] += w * w * rate;
    }
  }
  return moments;
}
