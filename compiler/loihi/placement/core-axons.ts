/**
 * How strongly cores talk: axons between cores a and b, both directions together,
 *   weight(a, b) = |sources of b that live on a| + |sources of a that live on b|.
 * The weights are walked through, not kept: in a random network nearly all cores talk with all, and a list of them would outgrow the synapses.
 */
import type { Partitioned } from "../stages.js";

/** Cores that each source id reaches, ascending: those of id are core[start[id]] .. core[start[id+1]-1]. */
export interface ReachedCores {
  readonly start: Uint32Array;
  readonly core: Uint32Array;
}

/** @param ids neurons and spike sources */
export function reachedCores({ cores }: Pick<Partitioned, "cores">, ids: number): ReachedCores {
  const start = new Uint32Array(ids + 1);
  for (const { sources } of cores) for (let k = 0; k < sources.length; k++) start[sources[k] + 1]++;
  for (let id = 0; id < ids; id++) start[id + 1] += start[id];
  const core = new Uint32Array(start[ids]);
  const fill = start.slice(0, ids);
  cores.forEach(({ sources }, to) => {
    for (let k = 0; k < sources.length; k++) core[fill[sources[k]]++] = to;
  });
  return { start, core };
}

export class CoreAxons {
  /** Number of cores. */
  readonly cores: number;

  constructor(
    readonly partitioned: Partitioned,
    readonly reached: ReachedCores,
  ) {
    this.cores = partitioned.cores.length;
  }

  /** Adds weight(core, b) to `sums[b]` for all b, and something to that of the core itself. */
  addWeights(core: number, sums: Float64Array): void {
    const { coreOf, cores } = this.partitioned;
    const { start, core: to } = this.reached;
    const { sources, neurons } = cores[core];
    const size = coreOf.length;
    for (let k = 0; k < sources.length && sources[k] < size; k++) sums[coreOf[sources[k]]]++;
    for (const id of neurons) for (let k = start[id]; k < start[id + 1]; k++) sums[to[k]]++;
  }

  /** Axons between two different cores. */
  between(a: number, b: number): number {
    const { cores } = this.partitioned;
    return membersIn(cores[a].sources, cores[b].neurons) + membersIn(cores[b].sources, cores[a].neurons);
  }

  /** Axons from neurons to other cores than their own. */
  total(): number {
    const { coreOf, cores } = this.partitioned;
    let axons = 0;
    cores.forEach(({ sources }, here) => {
      for (let k = 0; k < sources.length && sources[k] < coreOf.length; k++) if (coreOf[sources[k]] !== here) axons++;
    });
    return axons;
  }
}

/** How many of `ids` are in a list that ascends. */
function membersIn(ascending: Uint32Array, ids: Uint32Array): number {
  let members = 0;
  for (const id of ids) {
    let low = 0;
    let high = ascending.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ascending[middle] < id) low = middle + 1;
      else high = middle;
    }
    if (low < ascending.length && ascending[low] === id) members++;
  }
  return members;
}
