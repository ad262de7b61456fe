/**
 * How the synapses of one core lie in its memory: axons, formats, and the exact bits (src/program/synapse-memory.ts has the layout).
 * Partition counts with it, pack writes with it, so both agree by construction; the checkers recount on their own.
 *
 * Formats: one per synapse group present. weight bits: the group's, in the chip's next code; delay bits: just enough for the
 * largest delay field of the group in this core; index bits: the code just enough for the core's compartments, or none ("dense")
 * where every list of the group is a run of consecutive compartments that starts at its axon's base.
 */
import type { SynapseFormat, SynapseGroup } from "../src/program/types.js";
import type { LoihiTarget } from "../src/targets/types.js";
import { bitsFor, listBits, smallestCode, synapseBits } from "../src/program/synapse-memory.js";
import type { IncomingSynapses } from "./incoming-synapses.js";

/** Views into the workspace: valid until the next call of `layout`. */
export interface CoreLayout {
  /** Global source ids of the input axons, ascending. */
  readonly sources: Uint32Array;
  /** Synapses of axon a: start[a] .. start[a+1]-1 of the arrays, ordered by group, then compartment. */
  readonly start: Uint32Array;
  readonly compartment: Uint16Array;
  readonly mantissa: Int16Array;
  readonly group: Uint8Array;
  readonly delay: Uint8Array;
  /** First compartment of the lists of axon a that are dense; 0 where all are sparse. */
  readonly base: Uint16Array;
  readonly formats: readonly SynapseFormat[];
  /** Index into formats by group, -1 where the group is absent. */
  readonly formatOf: Int16Array;
  /** Exact bits without sharing of identical lists. */
  readonly bits: number;
}

/** Index bits for a core of `compartments`: NaN where no code is wide enough. */
export function indexBits(compartments: number, target: LoihiTarget): number {
  return smallestCode(target.synapse.indexBits, bitsFor(compartments - 1));
}

/** Stored weight bits of a group: NaN where no code is wide enough. */
export function storedWeightBits(group: SynapseGroup, target: LoihiTarget): number {
  return smallestCode(target.synapse.weightBits, group.weightBits);
}

export class CoreLayoutWorkspace {
  private readonly count: Uint32Array;
  private readonly touched: Uint32Array;
  private capacity = 0;
  private gathered!: SynapseArrays;
  private sorted!: SynapseArrays;
  private order!: Uint32Array;

  constructor(
    private readonly incoming: IncomingSynapses,
    private readonly groups: readonly SynapseGroup[],
    private readonly target: LoihiTarget,
  ) {
    this.count = new Uint32Array(incoming.ids);
    this.touched = new Uint32Array(incoming.ids);
    this.reserve(1 << 13);
  }

  private reserve(synapses: number): void {
    if (synapses <= this.capacity) return;
    this.capacity = Math.max(synapses, this.capacity * 2);
    this.gathered = synapseArrays(this.capacity);
    this.sorted = synapseArrays(this.capacity);
    this.order = new Uint32Array(this.capacity);
  }

  layout(neurons: ArrayLike<number>): CoreLayout {
    const { incoming, groups, count, touched } = this;
    let synapses = 0;
    for (let c = 0; c < neurons.length; c++) synapses += incoming.inDegree(neurons[c]);
    this.reserve(synapses);
    const { source: source0, compartment: compartment0, mantissa: mantissa0, group: group0, delay: delay0 } = this.gathered;

    // Gather in compartment order, counting synapses per source and per group.
    let n = 0;
    let axons = 0;
    const perGroup = new Uint32Array(groups.length + 1);
    const maxDelay = new Uint8Array(groups.length);
    for (let c = 0; c < neurons.length; c++) {
      const neuron = neurons[c];
      for (const rows of incoming.rowsOf(neuron)) {
        const { mantissa, group, delay, source, preFirst } = rows;
        const end = rows.rowStart[neuron - rows.postFirst + 1];
        for (let k = rows.rowStart[neuron - rows.postFirst]; k < end; k++, n++) {
          const id = preFirst + source[k];
          const g = typeof group === "number" ? group : group[k];
          const d = typeof delay === "number" ? delay : delay[k];
          source0[n] = id;
          compartment0[n] = c;
          mantissa0[n] = typeof mantissa === "number" ? mantissa : mantissa[k];
          group0[n] = g;
          delay0[n] = d;
          if (d > maxDelay[g]) maxDelay[g] = d;
          perGroup[g + 1]++;
          if (count[id]++ === 0) touched[axons++] = id;
        }
      }
    }
    const sources = touched.slice(0, axons).sort();

    // Stable counting sort by group, then by source.
    const order = this.order;
    const present: number[] = [];
    for (let g = 0; g < groups.length; g++) {
      if (perGroup[g + 1] > 0) present.push(g);
      perGroup[g + 1] += perGroup[g];
    }
    for (let k = 0; k < n; k++) order[perGroup[group0[k]]++] = k;
    const start = new Uint32Array(axons + 1);
    for (let a = 0; a < axons; a++) {
      const here = count[sources[a]];
      count[sources[a]] = start[a];
      start[a + 1] = start[a] + here;
    }
    const { compartment, mantissa, group, delay } = this.sorted;
    for (let k = 0; k < n; k++) {
      const from = order[k];
      const to = count[source0[from]]++;
      compartment[to] = compartment0[from];
      mantissa[to] = mantissa0[from];
      group[to] = group0[from];
      delay[to] = delay0[from];
    }
    for (let a = 0; a < axons; a++) count[sources[a]] = 0;

    const base = new Uint16Array(axons);
    const dense = this.findDense(start, compartment, group, axons, base);
    const formatOf = new Int16Array(groups.length).fill(-1);
    const formats = present.map((g, f): SynapseFormat => {
      formatOf[g] = f;
      return {
        group: g,
        weightBits: storedWeightBits(groups[g], this.target),
        delayBits: bitsFor(maxDelay[g]),
        indexBits: dense[g] === 1 ? 0 : indexBits(neurons.length, this.target),
        compression: dense[g] === 1 ? "dense" : "sparse",
      };
    });
    return { sources, start, compartment, mantissa, group, delay, base, formats, formatOf, bits: this.countBits(start, group, axons, formats, formatOf) };
  }

  /** Which groups are dense: all their lists are runs whose first compartment is the axon's base. Fills `base`. */
  private findDense(start: Uint32Array, compartment: Uint16Array, group: Uint8Array, axons: number, base: Uint16Array): Uint8Array {
    const dense = new Uint8Array(this.groups.length).fill(1);
    const maxBase = this.target.synapse.maxAxonBase ?? 0;
    for (let a = 0; a < axons; a++) {
      for (let k = start[a]; k < start[a + 1]; k++) {
        const first = k === start[a] || group[k] !== group[k - 1];
        if (first ? compartment[k] > maxBase : compartment[k] !== compartment[k - 1] + 1) dense[group[k]] = 0;
      }
    }
    // An axon has one base: groups that meet on an axon with different firsts, or with a sparse group (whose indices count from 0), are sparse.
    for (let changed = dense.includes(1); changed; ) {
      changed = false;
      for (let a = 0; a < axons; a++) {
        let shared = -1;
        let agree = true;
        for (let k = start[a]; k < start[a + 1]; k++) {
          if (k > start[a] && group[k] === group[k - 1]) continue;
          const first = dense[group[k]] === 1 ? compartment[k] : 0;
          if (shared >= 0 && first !== shared) agree = false;
          shared = first;
        }
        if (agree) {
          base[a] = Math.max(0, shared);
          continue;
        }
        for (let k = start[a]; k < start[a + 1]; k++) {
          if (dense[group[k]] === 1) changed = true;
          dense[group[k]] = 0;
        }
      }
    }
    if (!dense.includes(1)) base.fill(0);
    return dense;
  }

  private countBits(start: Uint32Array, group: Uint8Array, axons: number, formats: readonly SynapseFormat[], formatOf: Int16Array): number {
    const spec = this.target.synapse;
    const perSynapse = formats.map(synapseBits);
    let bits = 0;
    for (let a = 0; a < axons; a++) {
      for (let k = start[a]; k < start[a + 1]; ) {
        const g = group[k];
        const first = k;
        while (k < start[a + 1] && group[k] === g) k++;
        bits += listBits(k - first, perSynapse[formatOf[g]], spec);
      }
    }
    return bits;
  }
}

interface SynapseArrays {
  readonly source: Uint32Array;
  readonly compartment: Uint16Array;
  readonly mantissa: Int16Array;
  readonly group: Uint8Array;
  readonly delay: Uint8Array;
}

function synapseArrays(n: number): SynapseArrays {
  return {
    source: new Uint32Array(n),
    compartment: new Uint16Array(n),
    mantissa: new Int16Array(n),
    group: new Uint8Array(n),
    delay: new Uint8Array(n),
  };
}
