/** Which random sources are on together: sources that are on one after the other need no room for all of them at once. */
import { driveEpochs, drivesIn } from "../../../src/network/drive-epochs.js";
import type { Network } from "../../../src/network/types.js";

/** More sets than that are merged with their neighbours. */
const MOST_SETS = 32;

/** Distinct sets of sources, by index, that fire at random at the same time. Sources with known times are in none. At least one set. */
export function driveSets(network: Network): ReadonlySet<number>[] {
  const random = network.sources.filter(({ kind }) => kind !== "spike_times");
  const epochs = driveEpochs({ sources: random, currents: [], dt: network.dt });
  const width = Math.ceil(epochs.length / MOST_SETS);
  const sets = new Map<string, ReadonlySet<number>>();
  for (let k = 0; k < epochs.length; k += width) {
    const merged = { from: epochs[k].from, to: epochs[Math.min(epochs.length, k + width) - 1].to };
    const active = random.filter((source) => drivesIn(source, merged)).map((source) => source.index);
    sets.set(active.join(), new Set(active));
  }
  return [...sets.values()];
}
