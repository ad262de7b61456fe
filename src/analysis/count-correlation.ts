/**
 * Mean pairwise Pearson correlation of spike counts over a sample of neurons.
 *
 * With standardised counts z_i(t) (mean 0, mean square 1 over B bins) the correlation of a pair is c_ij = ⟨z_i z_j⟩, and
 *   ⟨(Σ_i z_i)²⟩ = n + n(n-1)·c̄,
 * so the mean over all pairs costs O(n·B). The distribution over pairs is computed beside it, O(n²·B).
 * Independent trains give c̄ = 0 without bias; a finite record gives one pair a standard error of 1/√B,
 * and c̄ one of √(2/(n(n-1)B)).
 *
 * Source: Renart et al., Science 327 (2010) 587 (supplement), whose networks have c̄ of the order of 0.01 or less.
 */
import { meanOf } from "../numerics/sample-moments.js";
import type { CorrelationMetrics } from "./metrics.js";
import type { SpikeTrains } from "./spike-trains.js";

/** At most `sample` neurons, evenly spaced over the population (the same ones in every run), of which silent ones drop out. */
export function countCorrelation(
  trains: SpikeTrains,
  first: number,
  size: number,
  sample: number,
  binSteps: number,
  binMs: number,
): CorrelationMetrics {
  const bins = Math.floor(trains.length / binSteps);
  const wanted = Math.min(sample, size);
  const rows: Float64Array[] = [];
  for (let s = 0; s < wanted; s++) {
    const row = standardisedCounts(trains, first + Math.floor((s * size) / wanted), bins, binSteps);
    if (row !== null) rows.push(row);
  }
  const n = rows.length;
  const nothing = n < 2 || bins < 2;
  return {
    mean: nothing ? NaN : meanCorrelation(rows, bins),
    values: nothing ? new Float64Array(0) : pairCorrelations(rows, bins),
    binMs,
    bins,
    neurons: n,
    standardError: nothing ? NaN : Math.sqrt(2 / (n * (n - 1) * bins)),
    pairStandardError: nothing ? NaN : 1 / Math.sqrt(bins),
  };
}

/** Counts with mean 0 and mean square 1; null where the counts do not vary. */
function standardisedCounts(trains: SpikeTrains, neuron: number, bins: number, binSteps: number): Float64Array | null {
  const row = new Float64Array(bins);
  for (let k = trains.start[neuron]; k < trains.start[neuron + 1]; k++) {
    const bin = Math.floor(trains.steps[k] / binSteps);
    if (bin < bins) row[bin]++;
  }
  const mean = meanOf(row);
  let squares = 0;
  for (let b = 0; b < bins; b++) squares += (row[b] - mean) ** 2;
  if (!(squares > 0)) return null;
  const scale = 1 / Math.sqrt(squares / bins);
  for (let b = 0; b < bins; b++) row[b] = (row[b] - mean) * scale;
  return row;
}

function meanCorrelation(rows: readonly Float64Array[], bins: number): number {
  const n = rows.length;
  const sum = new Float64Array(bins);
  for (const row of rows) for (let b = 0; b < bins; b++) sum[b] += row[b];
  let square = 0;
  for (let b = 0; b < bins; b++) square += sum[b] * sum[b];
  return (square / bins / n - 1) / (n - 1);
}

function pairCorrelations(rows: readonly Float64Array[], bins: number): Float64Array {
  const n = rows.length;
  const values = new Float64Array((n * (n - 1)) / 2);
  let k = 0;
  for (let i = 0; i < n; i++) {
    const a = rows[i];
    for (let j = i + 1; j < n; j++) {
      const b = rows[j];
      let dot = 0;
      for (let t = 0; t < bins; t++) dot += a[t] * b[t];
      values[k++] = dot / bins;
    }
  }
  return values;
}
