/** Spikes as SONATA's spikes.h5: /spikes/<population>/{timestamps, node_ids}. */
import type { PopulationRange } from "../../description/probe.js";
import { group, numbers, type Hdf5Group, type Hdf5Node } from "../hdf5.js";
import { sonataRoot } from "./root.js";

/**
 * Makes the tree of a file.
 * @param times ms, ascending, of each spike
 * @param ids of the neuron, in the whole network
 */
export function spikesTree(populations: readonly PopulationRange[], times: Float64Array, ids: Uint32Array): Hdf5Group {
  const all = new Map<string, Hdf5Node>();
  for (const { name, first, size } of populations) {
    const own = Uint32Array.from(ids.keys()).filter((k) => ids[k] >= first && ids[k] < first + size);
    all.set(
      name,
      group({
        node_ids: numbers(
          Float64Array.from(own, (k) => ids[k] - first),
          [own.length],
          "u8",
        ),
        timestamps: numbers(
          Float64Array.from(own, (k) => times[k]),
          [own.length],
          "f8",
          { units: "ms" },
        ),
      }),
    );
  }
  return sonataRoot({ spikes: group(all) });
}
