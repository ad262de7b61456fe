/**
 * The stretches of time in which the drive of a network from outside is stationary: between one start or stop of a source, change of a
 * current, or beginning or end of a spell of spike times, and the next. They follow from the description alone: how long a run lasts
 * does not change them, and the last one has no end.
 */
import type { Network, SpikeSource } from "./types.js";

/** The step of what never comes: the stop of a source that has none. */
export const ENDLESS = 0xffffffff;

/** ms. Spikes closer than that belong to one spell, and no spell is shorter: a rate over less is no rate. */
const SPELL = 100;

/** Steps from ≤ n < to. */
export interface DriveEpoch {
  readonly from: number;
  readonly to: number;
}

/** Spells in which a source with known spike times is active. */
function spells({ spikeSteps }: SpikeSource, gap: number): DriveEpoch[] {
  const found: { from: number; to: number }[] = [];
  for (const step of spikeSteps) {
    const last = found.at(-1);
    if (last === undefined || step >= last.to + gap) found.push({ from: step, to: step + 1 });
    else last.to = step + 1;
  }
  return found.map(({ from, to }) => ({ from, to: Math.max(to, from + gap) }));
}

/** Ascending, without gaps, from step 0 on; a network without windows, changes and spike times has one. */
export function driveEpochs({ sources, currents, dt }: Pick<Network, "sources" | "currents" | "dt">): DriveEpoch[] {
  const gap = Math.max(1, Math.round(SPELL / dt));
  const bounds = new Set([0]);
  for (const source of sources) {
    const windows =
      source.kind === "poisson"
        ? [{ from: source.startStep, to: source.stopStep }]
        : source.kind === "spike_times"
          ? spells(source, gap)
          : [];
    for (const { from, to } of windows)
      if (to > from) [from, to].forEach((step) => bounds.add(Math.min(step, ENDLESS)));
  }
  for (const { steps } of currents) for (const step of steps) bounds.add(step);
  bounds.delete(ENDLESS);
  const starts = [...bounds].sort((a, b) => a - b);
  return starts.map((from, k) => ({ from, to: starts[k + 1] ?? ENDLESS }));
}

/** How many spikes a source with known times has in an epoch. */
export function spikesIn({ spikeSteps }: SpikeSource, { from, to }: DriveEpoch): number {
  return firstNotBefore(spikeSteps, to) - firstNotBefore(spikeSteps, from);
}

/** Whether a source may spike in an epoch of its network. */
export function drivesIn(source: SpikeSource, epoch: DriveEpoch): boolean {
  if (source.kind === "host") return true;
  if (source.kind === "poisson") return source.startStep < epoch.to && source.stopStep > epoch.from;
  return spikesIn(source, epoch) > 0;
}

function firstNotBefore(ascending: Uint32Array, step: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < step) low = middle + 1;
    else high = middle;
  }
  return low;
}
