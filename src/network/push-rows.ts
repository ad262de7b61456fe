/**
 * A projection turned round: rows by presynaptic neuron, so that a spike touches one row. Stable counting sort, O(synapses).
 */
import type { Network } from "./types.js";

export interface PushRows {
  /** The targets of local source s are entries start[s] .. start[s+1]-1; length preSize + 1. */
  readonly start: Uint32Array;
  /** Local ids of the postsynaptic population, ascending within a row. */
  readonly target: Uint16Array | Uint32Array;
  /** Entry → index into the projection's own arrays; null where weight and delay are both constant. */
  readonly order: Uint32Array | null;
}

export function pushRows(network: Pick<Network, "projections">, projectionIndex: number): PushRows {
  const { preSize, postSize, rowStart, source, weight, delay } = network.projections[projectionIndex];
  const synapses = source.length;
  const start = new Uint32Array(preSize + 1);
  for (let s = 0; s < synapses; s++) start[source[s] + 1]++;
  for (let i = 0; i < preSize; i++) start[i + 1] += start[i];
  const cursor = start.slice(0, preSize);
  const target = postSize <= 65536 ? new Uint16Array(synapses) : new Uint32Array(synapses);
  const order = typeof weight === "number" && typeof delay === "number" ? null : new Uint32Array(synapses);
  for (let post = 0; post < postSize; post++)
    for (let s = rowStart[post]; s < rowStart[post + 1]; s++) {
      const at = cursor[source[s]]++;
      target[at] = post;
      if (order !== null) order[at] = s;
    }
  return { start, target, order };
}
