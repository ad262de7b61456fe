/**
 * How strongly cores talk: axons between cores a and b, both directions together,
 *   weight(a, b) = |sources of b that live on a| + |sources of a that live on b|.
 * The weights are walked through, not kept: in a random network nearly all cores talk with all, and a list of them would outgrow the synapses.
 */
import type { Partitioned, Placed } from "../stages.js";

/** Sources whose cores are written at once: few enough that all places where they are written stay in the caches. */
const SOURCES_AT_ONCE = 1024;

/**
 * Turns the sources of every core round.
 * @param ids neurons and spike sources
 */
export function reachedCores({ cores }: Pick<Partitioned, "cores">, ids: number): Placed["reached"] {
  const end = new Uint32Array(ids);
  for (const { sources } of cores) for (let k = 0; k < sources.length; k++) end[sources[k]]++;
  const start = new Uint32Array(ids);
  const placed = new Uint8Array(ids);
  let behind = 0;
  const place = (id: number) => {
    placed[id] = 1;
    start[id] = behind;
    end[id] = behind += end[id];
  };
  for (const { neurons } of cores) for (let c = 0; c < neurons.length; c++) place(neurons[c]);
  for (let id = 0; id < ids; id++) if (placed[id] === 0) place(id);
  const core = new Uint32Array(behind);
  const axon = new Uint16Array(behind);
  const fill = start.slice();
  /** By core: the axon that comes next. */
  const next = new Uint32Array(cores.length);
  for (let below = SOURCES_AT_ONCE; below < ids + SOURCES_AT_ONCE; below += SOURCES_AT_ONCE) {
    for (let to = 0; to < cores.length; to++) {
      const { sources } = cores[to];
      let a = next[to];
      for (; a < sources.length && sources[a] < below; a++) {
        const at = fill[sources[a]]++;
        core[at] = to;
        axon[at] = a;
      }
      next[to] = a;
    }
  }
  return { start, end, core, axon };
}

export class CoreAxons {
  /** Number of cores. */
  readonly cores: number;

  constructor(
    readonly partitioned: Partitioned,
    readonly reached: Pick<Placed["reached"], "start" | "end" | "core">,
  ) {
    this.cores = partitioned.cores.length;
  }

  /** Adds weight(core, b) to `sums[b]` for all b, and something to that of the core itself. */
  addWeights(core: number, sums: Float64Array): void {
    const { coreOf, cores } = this.partitioned;
    const { start, end, core: to } = this.reached;
    const { sources, neurons } = cores[core];
    const size = coreOf.length;
    for (let k = 0; k < sources.length && sources[k] < size; k++) sums[coreOf[sources[k]]]++;
    for (const id of neurons) for (let k = start[id]; k < end[id]; k++) sums[to[k]]++;
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
