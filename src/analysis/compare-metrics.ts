/** Two runs side by side: means of each metric, and how far the distributions over neurons or pairs are apart. */
import { ksDistance } from "../numerics/ks-distance.js";
import { wassersteinDistance } from "../numerics/wasserstein.js";
import type { Metrics, PopulationMetrics } from "./metrics.js";

export interface MetricComparison {
  readonly population: string;
  readonly metric: string;
  readonly first: number;
  readonly second: number;
  /** NaN where the metric has no distribution. */
  readonly kolmogorovSmirnov: number;
  /** In `unit`. */
  readonly wasserstein: number;
  readonly unit: string;
}

type Reader = readonly [
  metric: string,
  unit: string,
  mean: (p: PopulationMetrics) => number,
  values?: (p: PopulationMetrics) => Float64Array,
];

const COMPARED: readonly Reader[] = [
  ["rate", "Hz", (p) => p.rate, (p) => p.rates],
  ["CV of intervals", "", (p) => p.cv.mean, (p) => p.cv.values],
  ["LV of intervals", "", (p) => p.lv.mean, (p) => p.lv.values],
  ["count correlation", "", (p) => p.correlation.mean, (p) => p.correlation.values],
  ["silent fraction", "", (p) => p.silentFraction],
  ["Fano factor", "", (p) => p.fano],
];

/** One row for each population and metric, populations matched by name; the whole network last. */
export function compareMetrics(first: Metrics, second: Metrics): MetricComparison[] {
  const rows: MetricComparison[] = [];
  for (const a of [...first.populations, first.network]) {
    const b = a === first.network ? second.network : second.populations.find((p) => p.name === a.name);
    if (b === undefined) continue;
    for (const [metric, unit, mean, values] of COMPARED) {
      rows.push({
        population: a.name,
        metric,
        first: mean(a),
        second: mean(b),
        kolmogorovSmirnov: values ? ksDistance(values(a), values(b)) : NaN,
        wasserstein: values ? wassersteinDistance(values(a), values(b)) : NaN,
        unit,
      });
    }
  }
  return rows;
}
