/** Mean rates of populations over the steps in view, in bins of a round number of milliseconds. */
import type { RasterPopulation } from "./page-data.js";
import { firstSpikeAt, type Spikes } from "./raster-codec.js";

/** Bins that a view is cut into, at most and roughly. */
const BINS = 150;
/** ms */
const ROUND = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export interface PopulationRates {
  /** Steps a bin. */
  readonly bin: number;
  /** First step of the first bin; whole bins after the beginning of the record. */
  readonly from: number;
  /** Hz, by population. */
  readonly values: readonly Float64Array[];
  /** Hz, of all. */
  readonly highest: number;
}

/** Steps a bin for a view of `steps` of `dt` ms. */
export function binFor(steps: number, dt: number): number {
  const wanted = (steps * dt) / BINS;
  return Math.max(1, Math.round((ROUND.find((ms) => ms >= wanted) ?? wanted) / dt));
}

/**
 * Rates over t0 ≤ step < t1 of a record of from ≤ step < to; a bin that the end of the record cuts off is measured over what it holds.
 *
 * @param populationOf index of the population of each neuron
 */
export function populationRates(
  { spikeSteps, spikeIds }: Spikes,
  { t0, t1 }: { readonly t0: number; readonly t1: number },
  record: { readonly from: number; readonly to: number; readonly dt: number },
  populations: readonly Pick<RasterPopulation, "size">[],
  populationOf: Uint16Array,
): PopulationRates {
  const bin = binFor(t1 - t0, record.dt);
  const from = Math.floor((t0 - record.from) / bin) * bin + record.from;
  const bins = Math.max(1, Math.ceil((Math.min(t1, record.to) - from) / bin));
  const values = populations.map(() => new Float64Array(bins));
  const end = firstSpikeAt(spikeSteps, from + bins * bin);
  for (let k = firstSpikeAt(spikeSteps, from); k < end; k++)
    values[populationOf[spikeIds[k]]][Math.floor((spikeSteps[k] - from) / bin)]++;
  let highest = 0;
  values.forEach((series, p) => {
    for (let b = 0; b < bins; b++) {
      const steps = Math.max(1, Math.min(bin, record.to - (from + b * bin)));
      series[b] *= 1000 / (steps * record.dt * Math.max(1, populations[p].size));
      if (series[b] > highest) highest = series[b];
    }
  });
  return { bin, from, values, highest };
}
