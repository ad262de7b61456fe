/**
 * How strongly cores talk: axons between cores a and b, both directions together,
 *   weight(a, b) = |sources of b that live on a| + |sources of a that live on b|.
 */
import { IdSet } from "../../common/id-set.js";
import type { Partitioned } from "../stages.js";

export interface CoreAffinity {
  /** Partners of each core, ascending, without the core itself, and the axons shared with each. */
  readonly partners: readonly Uint32Array[];
  readonly weights: readonly Uint32Array[];
}

export function coreAffinity({ cores, coreOf }: Partitioned): CoreAffinity {
  const size = coreOf.length;
  // Cores that each neuron reaches, as compressed rows.
  const start = new Uint32Array(size + 1);
  for (const { sources } of cores)
    for (let k = 0; k < sources.length && sources[k] < size; k++) start[sources[k] + 1]++;
  for (let id = 0; id < size; id++) start[id + 1] += start[id];
  const reached = new Uint32Array(start[size]);
  const fill = start.slice(0, size);
  cores.forEach(({ sources }, to) => {
    for (let k = 0; k < sources.length && sources[k] < size; k++) reached[fill[sources[k]]++] = to;
  });

  const partners: Uint32Array[] = [];
  const weights: Uint32Array[] = [];
  const axons = new Uint32Array(cores.length);
  const talking = new IdSet(cores.length);
  cores.forEach(({ neurons, sources }, here) => {
    talking.clear();
    const add = (core: number): void => {
      if (core === here) return;
      talking.add(core);
      axons[core]++;
    };
    for (let k = 0; k < sources.length && sources[k] < size; k++) add(coreOf[sources[k]]);
    for (const id of neurons) for (let k = start[id]; k < start[id + 1]; k++) add(reached[k]);
    const partner = talking.ascending();
    partners.push(partner);
    weights.push(partner.map((core) => axons[core]));
    for (const core of partner) axons[core] = 0;
  });
  return { partners, weights };
}
