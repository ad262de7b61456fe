/**
 * The rates that a network's drive leads to, stretch by stretch of stationary drive (src/network/drive-epochs.ts): what ranges of a chip
 * are made for. A run's mean would depend on the run's length, and hide a burst in a long silence.
 */
import { driveEpochs, drivesIn, spikesIn, type DriveEpoch } from "../network/drive-epochs.js";
import { valueAt, type Network } from "../network/types.js";
import { predictRates, type Prediction, type PredictionOptions } from "./finite-k.js";
import { meanFieldOf } from "./mean-field-model.js";
import { SILENT_RATE } from "./state-limits.js";

/** A staircase of a hundred levels is known by its highest ones. */
const MOST_EPOCHS = 16;

export interface DrivenState {
  readonly epoch: DriveEpoch;
  readonly prediction: Prediction;
}

/** By the source spikes and by the currents that an epoch has, for a choice among very many. */
function strength(network: Network, epoch: DriveEpoch): { spikes: number; current: number } {
  let spikes = 0;
  for (const source of network.sources) {
    if (!drivesIn(source, epoch)) continue;
    if (source.kind === "spike_times") spikes += spikesIn(source, epoch) / (epoch.to - epoch.from);
    else for (let i = 0; i < source.size; i++) spikes += (valueAt(source.rate, i) * network.dt) / 1000;
  }
  let current = 0;
  for (const { steps, amplitude, post } of network.currents) {
    const k = steps.findLastIndex((step) => step <= epoch.from);
    if (k >= 0) for (let i = 0; i < network.populations[post].size; i++) current += valueAt(amplitude[k], i);
  }
  return { spikes, current };
}

function chosenEpochs(network: Network): readonly DriveEpoch[] {
  const epochs = driveEpochs(network);
  if (epochs.length <= MOST_EPOCHS) return epochs;
  const ranked = epochs.map((epoch) => ({ epoch, ...strength(network, epoch) }));
  const highest = (key: "spikes" | "current") =>
    [...ranked].sort((a, b) => b[key] - a[key] || a.epoch.from - b.epoch.from).slice(0, MOST_EPOCHS / 2 - 1);
  const kept = new Set(
    [...highest("spikes"), ...highest("current"), ranked[ranked.length - 1]].map(({ epoch }) => epoch),
  );
  return epochs.filter((epoch) => kept.has(epoch));
}

/** The predicted state of every epoch, ascending; of many, the most driven ones and the last. */
export function drivenStates(network: Network, options: PredictionOptions = {}): DrivenState[] {
  return chosenEpochs(network).map((epoch) => ({
    epoch,
    prediction: predictRates(meanFieldOf(network, epoch), { ...options, oscillations: false }),
  }));
}

/** Hz by population: the highest of all epochs; NaN where theory has none. */
export function drivenRates(states: readonly DrivenState[], populations: number): number[] {
  return Array.from({ length: populations }, (_, p) =>
    states.reduce(
      (highest, { prediction }) =>
        prediction.populations[p].rate > highest || Number.isNaN(highest) ? prediction.populations[p].rate : highest,
      NaN,
    ),
  );
}

/**
 * The stretch that a working point belongs to: the last one, which has no end, if anything is active in it; otherwise all the time until
 * then, in which the network was driven.
 */
export function workingEpoch(network: Network, rates: (epoch: DriveEpoch) => ArrayLike<number>): DriveEpoch {
  const epochs = driveEpochs(network);
  const last = epochs[epochs.length - 1];
  const active =
    network.sources.some((source) => drivesIn(source, last)) ||
    Array.from(rates(last)).some((rate) => rate >= SILENT_RATE);
  return active || epochs.length === 1 ? last : { from: 0, to: last.from };
}
