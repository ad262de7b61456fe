/** Mean rates by global id, as the forecast of real time needs them: what is expected of populations, what the sources are told. */
import { ratesIn } from "../network/source-rates.js";
import { valueAt, type Network } from "../network/types.js";

export interface MeanRates {
  /** Hz, by neuron and then by spike source. */
  readonly ofId: Float64Array;
  /** Spikes in a mean step. */
  readonly neuronSpikes: number;
  readonly sourceSpikes: number;
}

/** @param expected Hz by population */
export function meanRatesOf(network: Network, expected: Readonly<Record<string, number>>): MeanRates {
  const ofId = new Float64Array(network.size + network.sourceSize);
  for (const { name, first, size } of network.populations) ofId.fill(expected[name] ?? 0, first, first + size);
  for (const source of network.sources) {
    const rates = ratesIn(source, network.dt, { from: 0, to: network.steps });
    for (let i = 0; i < source.size; i++) ofId[source.first + i] = valueAt(rates, i);
  }
  const spikes = (ids: Float64Array) => (ids.reduce((sum, rate) => sum + rate, 0) * network.dt) / 1000;
  return {
    ofId,
    neuronSpikes: spikes(ofId.subarray(0, network.size)),
    sourceSpikes: spikes(ofId.subarray(network.size)),
  };
}

/** Synaptic events that each neuron receives in a mean step. */
export function eventsPerStep(network: Network, { ofId }: MeanRates): Float64Array {
  const events = new Float64Array(network.size);
  for (const { rowStart, source, preFirst, preSize, postFirst, postSize } of network.projections) {
    const rates = ofId.subarray(preFirst, preFirst + preSize);
    // Where all sources fire at one rate, the number of synapses says it; else every synapse is looked at.
    const same = rates.every((rate) => rate === rates[0]);
    for (let i = 0; i < postSize; i++) {
      let rate = 0;
      if (same) rate = (rowStart[i + 1] - rowStart[i]) * (rates[0] ?? 0);
      else for (let k = rowStart[i]; k < rowStart[i + 1]; k++) rate += rates[source[k]];
      events[postFirst + i] += (rate * network.dt) / 1000;
    }
  }
  return events;
}
