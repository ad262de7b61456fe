/** How the spikes of an input port enter a slice. */
import type { InputPort } from "../../../src/program/header.js";
import type { SynapseRows } from "./synapse-rows.js";

/** Which sources of a port this slice has synapses from. */
export interface PortPlan {
  readonly port: number;
  readonly first: number;
  /** Local source ids from..to-1. */
  readonly from: number;
  readonly to: number;
  /** Set where every source has at most one synapse, all with this delay and none staged. */
  readonly single: { readonly delay: number; readonly target: Uint32Array; readonly weight: Int32Array } | null;
}

export function planPort(port: InputPort, index: number, rows: SynapseRows): PortPlan {
  const { rowStart, runDelay, runStage, runFirst, runScale, runWeights } = rows;
  const { first, size } = port;
  let from = 0;
  let to = size;
  while (from < to && rowStart[first + from] === rowStart[first + from + 1]) from++;
  while (to > from && rowStart[first + to - 1] === rowStart[first + to]) to--;
  const target = new Uint32Array(to - from);
  const weight = new Int32Array(to - from);
  const delay = from < to ? runDelay[rowStart[first + from]] : 0;
  for (let i = from; i < to; i++) {
    const r = rowStart[first + i];
    const runs = rowStart[first + i + 1] - r;
    if (runs === 0) continue;
    if (runs > 1 || runFirst[r + 1] - runFirst[r] > 1 || runDelay[r] !== delay || runStage[r] >= 0)
      return { port: index, first, from, to, single: null };
    target[i - from] = rows.target[runFirst[r]];
    const own = runWeights[r] < 0 ? runScale[r] : runScale[r] * rows.weight[runWeights[r]];
    // Here a weight of 0 is no synapse; but a spike that reaches one is an event.
    if (own === 0) return { port: index, first, from, to, single: null };
    weight[i - from] = own;
  }
  return { port: index, first, from, to, single: { delay, target, weight } };
}
