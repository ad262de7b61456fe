/**
 * The synapses of a Quantized network seen from a neuron: every projection that ends on it, in network order.
 * One place that knows how rows, constant values and kept sources of Network and Quantized fit together.
 */
import type { GroupIndices } from "./group-indices.js";
import type { Quantized } from "./stages.js";

/** Rows of one projection with global ids; `mantissa`, `group`, `delay` are arrays or one number for all. */
export interface IncomingRows {
  /** Index into Lowered.projections. */
  readonly projection: number;
  readonly postFirst: number;
  readonly postEnd: number;
  /** Global id of the first presynaptic neuron or spike source. */
  readonly preFirst: number;
  readonly rowStart: Uint32Array;
  readonly source: Uint16Array | Uint32Array;
  readonly mantissa: number | Int16Array;
  readonly group: number | GroupIndices;
  readonly delay: number | Uint8Array;
  /** The groups that occur in `group`, ascending. */
  readonly groups: readonly number[];
}

export class IncomingSynapses {
  /** Neurons, and neurons plus spike sources. */
  readonly size: number;
  readonly ids: number;
  readonly groups: number;
  readonly rows: readonly IncomingRows[];
  private readonly rowsByPopulation: readonly (readonly IncomingRows[])[];
  private readonly populationOf: Uint16Array;

  constructor(quantized: Quantized) {
    const { lowered, groups } = quantized.scaled;
    const { network } = lowered;
    this.size = network.size;
    this.ids = network.size + network.sourceSize;
    this.groups = groups.length;
    const kept = new Set(lowered.keptSources);
    const rows: IncomingRows[] = [];
    const byPopulation: IncomingRows[][] = network.populations.map(() => []);
    lowered.projections.forEach(({ projection: p }, index) => {
      if (p.preKind === "source" && !kept.has(p.pre)) return;
      const { mantissa, group, delay } = quantized.projections[index];
      const entry: IncomingRows = {
        projection: index,
        postFirst: p.postFirst,
        postEnd: p.postFirst + p.postSize,
        preFirst: p.preFirst,
        rowStart: p.rowStart,
        source: p.source,
        mantissa,
        group,
        delay,
        groups: typeof group === "number" ? [group] : distinct(group, groups.length),
      };
      rows.push(entry);
      byPopulation[p.post].push(entry);
    });
    this.rows = rows;
    this.rowsByPopulation = byPopulation;
    this.populationOf = new Uint16Array(network.size);
    for (const p of network.populations) this.populationOf.fill(p.index, p.first, p.first + p.size);
  }

  /** The projections that end on a neuron's population. */
  rowsOf(neuron: number): readonly IncomingRows[] {
    return this.rowsByPopulation[this.populationOf[neuron]];
  }

  /** Synapses on a neuron. */
  inDegree(neuron: number): number {
    let sum = 0;
    for (const rows of this.rowsOf(neuron)) {
      const i = neuron - rows.postFirst;
      sum += rows.rowStart[i + 1] - rows.rowStart[i];
    }
    return sum;
  }

  /** Synapses of each neuron and source as presynaptic partner: an upper bound of the cores it reaches. */
  outDegrees(): Uint32Array {
    const degree = new Uint32Array(this.ids);
    for (const { source, preFirst } of this.rows) {
      for (let k = 0; k < source.length; k++) degree[preFirst + source[k]]++;
    }
    return degree;
  }

  /** Largest delay field in each group: of all synapses, or of those onto some neurons. */
  maxDelays(neurons?: ArrayLike<number>): Uint8Array {
    const max = new Uint8Array(this.groups);
    if (neurons === undefined) {
      for (const rows of this.rows) raiseDelays(max, rows, 0, rows.source.length);
      return max;
    }
    for (let c = 0; c < neurons.length; c++) {
      for (const rows of this.rowsOf(neurons[c])) {
        const i = neurons[c] - rows.postFirst;
        raiseDelays(max, rows, rows.rowStart[i], rows.rowStart[i + 1]);
      }
    }
    return max;
  }
}

/** Raises the largest delay of each group to those of the synapses from..end-1. */
function raiseDelays(max: Uint8Array, { group, delay }: IncomingRows, from: number, end: number): void {
  if (typeof group === "number" && typeof delay === "number") {
    if (end > from) max[group] = Math.max(max[group], delay);
    return;
  }
  for (let k = from; k < end; k++) {
    const g = typeof group === "number" ? group : group[k];
    const d = typeof delay === "number" ? delay : delay[k];
    if (d > max[g]) max[g] = d;
  }
}

/** The values that occur, ascending. */
function distinct(values: GroupIndices, groups: number): number[] {
  const occurs = new Uint8Array(groups);
  for (let k = 0; k < values.length; k++) occurs[values[k]] = 1;
  return Array.from(occurs.keys()).filter((value) => occurs[value] === 1);
}
