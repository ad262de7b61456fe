/** The rates of spike sources: each its own, in a window of time or while they are on. */
import { driveEpochs, drivesIn, spikesIn, type DriveEpoch } from "./drive-epochs.js";
import { valueAt, type Network, type PerNeuron, type SpikeSource } from "./types.js";

/** Rate (Hz) of each source of a group in a window, or one for all; what a host injects is expected all the time. */
export function ratesIn(source: SpikeSource, dt: number, { from, to }: DriveEpoch): PerNeuron {
  const span = Math.max(1, to - from);
  if (source.kind === "spike_times") {
    const perSpike = 1000 / (span * dt);
    const rates = new Float64Array(source.size);
    source.spikeSteps.forEach((step, k) => {
      if (step >= from && step < to) rates[source.spikeIds[k]] += perSpike;
    });
    return rates;
  }
  const active =
    source.kind === "host" ? span : Math.max(0, Math.min(source.stopStep, to) - Math.max(source.startStep, from));
  return typeof source.rate === "number"
    ? (source.rate * active) / span
    : source.rate.map((rate) => (rate * active) / span);
}

function totalIn(source: SpikeSource, dt: number, epoch: DriveEpoch): number {
  if (!drivesIn(source, epoch)) return 0;
  if (source.kind === "spike_times") return (spikesIn(source, epoch) * 1000) / ((epoch.to - epoch.from) * dt);
  const rates = ratesIn(source, dt, epoch);
  let sum = 0;
  for (let i = 0; i < source.size; i++) sum += valueAt(rates, i);
  return sum;
}

/** What was asked before: a source never changes, and cores ask again for each projection. */
const known = new WeakMap<SpikeSource, number>();

/** Mean rate (Hz) of the sources of a group in the epoch in which they are most active. */
export function busiestMeanRate(network: Pick<Network, "sources" | "dt">, index: number): number {
  const source = network.sources[index];
  const rate = known.get(source) ?? busiestTotalRate(network, [index]) / source.size;
  known.set(source, rate);
  return rate;
}

/** Spikes a second (of biological time) of some sources together, in the epoch in which they are most. */
function busiestTotalRate({ sources, dt }: Pick<Network, "sources" | "dt">, indices: readonly number[]): number {
  const chosen = indices.map((index) => sources[index]);
  return driveEpochs({ sources: chosen, currents: [], dt }).reduce(
    (most, epoch) =>
      Math.max(
        most,
        chosen.reduce((sum, source) => sum + totalIn(source, dt, epoch), 0),
      ),
    0,
  );
}
