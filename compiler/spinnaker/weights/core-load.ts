/**
 * What a core has to do in a mean tick, from the drawn synapses and expected rates: a spike of a source with synapses here is
 * received once, and for every projection in which the source has some, a row is read and its synapses are added.
 */
import { busiestMeanRate } from "../../../src/network/source-rates.js";
import type { Network } from "../../../src/network/types.js";
import type { SpinnakerNeuronModel } from "../../../src/targets/spinnaker/costs.js";
import type { SpinnakerTarget } from "../../../src/targets/spinnaker/target.js";

/** Means in a tick. */
export interface Traffic {
  readonly spikesReceived: number;
  readonly rowsRead: number;
  readonly synapticEvents: number;
  /** Words of the rows with their headers. */
  readonly wordsRead: number;
}

export interface CoreLoad extends Traffic {
  readonly model: SpinnakerNeuronModel;
  readonly atoms: number;
  readonly synapseTypes: number;
  /** Steps of the neuron equations in a tick. */
  readonly stepsPerTick: number;
}

/**
 * Rows longer than one block and delay extensions read more rows than counted here.
 * @param neurons global ids of the core's atoms
 * @param rates Hz, by population
 */
export function coreTraffic(
  network: Network,
  neurons: Uint32Array,
  rates: ArrayLike<number>,
  { memory }: Pick<SpinnakerTarget, "memory">,
): Traffic {
  let [spikesReceived, rowsRead, synapticEvents] = [0, 0, 0];
  /** Neurons and spike sources whose spikes are counted already. */
  const received = new Uint8Array(network.size + network.sourceSize);
  for (const projection of network.projections) {
    const lambda =
      ((projection.preKind === "source" ? busiestMeanRate(network, projection.pre) : rates[projection.pre]) *
        network.dt) /
      1000;
    const { postFirst, postSize, preFirst, preSize, rowStart, source } = projection;
    const hasRow = new Uint8Array(preSize);
    for (const id of neurons) {
      const i = id - postFirst;
      if (i < 0 || i >= postSize) continue;
      for (let k = rowStart[i]; k < rowStart[i + 1]; k++) hasRow[source[k]] = 1;
      synapticEvents += lambda * (rowStart[i + 1] - rowStart[i]);
    }
    for (let j = 0; j < preSize; j++) {
      if (hasRow[j] === 0) continue;
      rowsRead += lambda;
      if (received[preFirst + j] === 0) spikesReceived += lambda;
      received[preFirst + j] = 1;
    }
  }
  return {
    spikesReceived,
    rowsRead,
    synapticEvents,
    wordsRead: synapticEvents + memory.rowHeaderWords.value * rowsRead,
  };
}
