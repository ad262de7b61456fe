/**
 * How the synapses of one core lie in its memory: axons, formats, and the exact bits (src/program/loihi/synapse-memory.ts has the layout).
 * Partition counts with it, pack writes with it, so both agree by construction; the checkers recount on their own.
 *
 * Formats: one per synapse group present. weight bits: the group's, in the chip's next code; delay bits: just enough for the
 * largest delay field of the group in this core; index bits: the code just enough for the core's compartments, or none ("dense")
 * where every list of the group is a run of consecutive compartments that starts at its axon's base.
 */
import { groupIndices, type GroupIndices } from "./group-indices.js";
import type { SynapseFormat, SynapseGroup } from "../../src/program/loihi/program.js";
import { longestBlock, type LoihiTarget } from "../../src/targets/loihi/target.js";
import { bitsFor, blockBits, smallestCode, synapseBits } from "../../src/program/loihi/synapse-memory.js";
import type { IncomingSynapses } from "./incoming-synapses.js";
import { ListTree } from "./list-tree.js";
import type { CoreLayout } from "./stages.js";

/** Index bits for a core of `compartments`: NaN where no code is wide enough. */
export function indexBits(compartments: number, target: LoihiTarget): number {
  return smallestCode(target.synapse.indexBits, bitsFor(compartments - 1));
}

/** Stored weight bits of a group: NaN where no code is wide enough. */
export function storedWeightBits(group: SynapseGroup, target: LoihiTarget): number {
  return smallestCode(target.synapse.weightBits, group.weightBits);
}

export class CoreLayoutWorkspace {
  /** By source: synapses of its list, then the place of its next synapse; or where it is in `tree`; 0 between two layouts. */
  private readonly count: Uint32Array;
  /** One bit a source that has a list; 0 between two layouts. */
  private readonly reached: Uint32Array;
  private axons = 0;
  /** By axon. */
  private readonly sources: Uint32Array;
  private readonly listOf: Uint32Array;
  private sorted: SynapseArrays;
  private readonly tree = new ListTree();
  /** Bits of a list of n ≤ one block of synapses, by bits per synapse. */
  private readonly blockBits: Int32Array[] = [];

  constructor(
    private readonly incoming: IncomingSynapses,
    private readonly groups: readonly SynapseGroup[],
    private readonly target: LoihiTarget,
  ) {
    this.sorted = synapseArrays(1 << 13, groups.length);
    this.count = new Uint32Array(incoming.ids);
    this.reached = new Uint32Array(Math.ceil(incoming.ids / 32));
    this.sources = new Uint32Array(incoming.ids);
    this.listOf = new Uint32Array(incoming.ids);
  }

  /** Its arrays are views into the workspace: valid until the next call. */
  layout(neurons: ArrayLike<number>): CoreLayout {
    const shared = this.sharedLayout(neurons);
    if (shared !== null) return shared;
    const maxDelay = this.noDelays();
    return this.layoutOf(neurons, maxDelay, this.ownLists(neurons, maxDelay));
  }

  /** The layout where synapses differ by projection only, and few lists are different; otherwise null, soon. Views, as those of `layout`. */
  sharedLayout(neurons: ArrayLike<number>): CoreLayout | null {
    const maxDelay = this.noDelays();
    const lists = this.sharedLists(neurons, maxDelay);
    return lists === null ? null : this.layoutOf(neurons, maxDelay, lists);
  }

  private noDelays(): Int16Array {
    return new Int16Array(this.groups.length).fill(-1);
  }

  private layoutOf(neurons: ArrayLike<number>, maxDelay: Int16Array, { sources, listOf, start }: Lists): CoreLayout {
    const { groups } = this;
    const present = groups.map((_, g) => g).filter((g) => maxDelay[g] >= 0);
    const lists = start.length - 1;
    const { compartment, mantissa, group, delay } = this.sorted;
    const base = new Uint16Array(lists);
    const dense = this.findDense(start, compartment, group, lists, base, present);
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
    return {
      compartments: neurons.length,
      sources,
      listOf,
      start,
      compartment,
      mantissa,
      group,
      delay,
      base,
      formats,
      formatOf,
      bits: this.countBits(listOf, start, group, formats, formatOf),
    };
  }

  /** Every axon with a list of its own. Raises `maxDelay` of each group to its largest delay field. */
  private ownLists(neurons: ArrayLike<number>, maxDelay: Int16Array): Lists {
    const { count } = this;
    this.countSynapses(neurons, maxDelay);
    const sources = this.takeSources();
    const axons = sources.length;
    const start = new Uint32Array(axons + 1);
    for (let a = 0, next = 0; a < axons; a++) {
      const id = sources[a];
      const from = next;
      next += count[id];
      count[id] = from;
      start[a + 1] = next;
    }
    if (start[axons] > this.sorted.delay.length) this.sorted = synapseArrays(2 * start[axons], this.groups.length);
    for (let g = 0; g < maxDelay.length; g++) if (maxDelay[g] >= 0) this.placeSynapses(neurons, g);
    for (let a = 0; a < axons; a++) count[sources[a]] = 0;
    const listOf = this.listOf.subarray(0, axons);
    for (let a = 0; a < axons; a++) listOf[a] = a;
    return { sources, listOf, start };
  }

  /**
   * The same where synapses differ by projection only, and few lists are different: a list is a path in a tree whose edges are synapses,
   * and every source goes along it, synapse by synapse. null where that does not hold, and then nothing has changed.
   */
  private sharedLists(neurons: ArrayLike<number>, maxDelay: Int16Array): Lists | null {
    const { incoming, count, reached, tree, groups } = this;
    tree.clear();
    let axons = 0;
    let shared = true;
    for (let g = 0; g < groups.length && shared; g++) {
      for (let c = 0; c < neurons.length && shared; c++) {
        const neuron = neurons[c];
        for (const { rowStart, postFirst, preFirst, source, mantissa, group, delay } of incoming.rowsOf(neuron)) {
          if (typeof group !== "number" || typeof mantissa !== "number" || typeof delay !== "number") {
            shared = false;
            break;
          }
          if (group !== g) continue;
          const end = rowStart[neuron - postFirst + 1];
          if (end > rowStart[neuron - postFirst] && delay > maxDelay[g]) maxDelay[g] = delay;
          // A source that was not met yet is at node 0, where all lists begin.
          const edges = tree.edgesOf(c, g, mantissa, delay);
          for (let k = rowStart[neuron - postFirst]; k < end; k++) {
            const id = preFirst + source[k];
            const before = count[id];
            if (before === 0) {
              axons++;
              reached[id >>> 5] |= 1 << (id & 31);
            }
            const after = edges[before];
            count[id] = after === 0 ? tree.grow(before) : after;
          }
          if (tree.isFull) {
            shared = false;
            break;
          }
        }
      }
    }
    this.axons = axons;
    const sources = this.takeSources();
    if (!shared) {
      for (let a = 0; a < axons; a++) count[sources[a]] = 0;
      return null;
    }
    const listOf = this.listOf.subarray(0, axons);
    for (let a = 0; a < axons; a++) {
      listOf[a] = tree.listAt(count[sources[a]]);
      count[sources[a]] = 0;
    }
    return { sources, listOf, start: this.writeLists() };
  }

  /** Writes the lists of the tree. */
  private writeLists(): Uint32Array {
    const { tree } = this;
    const start = new Uint32Array(tree.lists + 1);
    for (let l = 0; l < tree.lists; l++) start[l + 1] = start[l] + tree.lengthOf(l);
    if (start[tree.lists] > this.sorted.delay.length)
      this.sorted = synapseArrays(2 * start[tree.lists], this.groups.length);
    const { compartment, mantissa, group, delay } = this.sorted;
    for (let l = 0; l < tree.lists; l++) {
      let k = start[l + 1];
      tree.eachFromLast(l, (synapse) => {
        k--;
        compartment[k] = synapse.compartment;
        mantissa[k] = synapse.mantissa;
        group[k] = synapse.group;
        delay[k] = synapse.delay;
      });
    }
    return start;
  }

  /** Counts synapses per source in `count` and `reached`; raises the largest delay field of each group, -1 where it is absent. */
  private countSynapses(neurons: ArrayLike<number>, maxDelay: Int16Array): void {
    const { incoming, count, reached } = this;
    let axons = 0;
    for (let c = 0; c < neurons.length; c++) {
      const neuron = neurons[c];
      for (const { rowStart, postFirst, preFirst, source, group, delay } of incoming.rowsOf(neuron)) {
        const first = rowStart[neuron - postFirst];
        const end = rowStart[neuron - postFirst + 1];
        for (let k = first; k < end; k++) {
          const id = preFirst + source[k];
          if (count[id]++ === 0) {
            axons++;
            reached[id >>> 5] |= 1 << (id & 31);
          }
        }
        if (typeof group === "number" && typeof delay === "number") {
          if (end > first && delay > maxDelay[group]) maxDelay[group] = delay;
          continue;
        }
        for (let k = first; k < end; k++) {
          const g = typeof group === "number" ? group : group[k];
          const d = typeof delay === "number" ? delay : delay[k];
          if (d > maxDelay[g]) maxDelay[g] = d;
        }
      }
    }
    this.axons = axons;
  }

  /** The sources that were counted, ascending; empties `reached`. */
  private takeSources(): Uint32Array {
    const { reached } = this;
    const sources = this.sources.subarray(0, this.axons);
    for (let word = 0, a = 0; a < sources.length; word++) {
      for (let bits = reached[word]; bits !== 0; bits &= bits - 1)
        sources[a++] = 32 * word + 31 - Math.clz32(bits & -bits);
      reached[word] = 0;
    }
    return sources;
  }

  /** Appends the synapses of group g to the lists of their sources, compartments ascending. */
  private placeSynapses(neurons: ArrayLike<number>, g: number): void {
    const { count } = this;
    const to = this.sorted;
    const ofCompartment = to.compartment;
    for (let c = 0; c < neurons.length; c++) {
      const neuron = neurons[c];
      for (const { rowStart, postFirst, preFirst, source, mantissa, group, delay, groups } of this.incoming.rowsOf(
        neuron,
      )) {
        if (!groups.includes(g)) continue;
        const end = rowStart[neuron - postFirst + 1];
        if (typeof group === "number" && typeof mantissa === "number" && typeof delay === "number") {
          // Nothing differs but where they go: the loop of most large networks.
          const { mantissa: ofMantissa, group: ofGroup, delay: ofDelay } = to;
          for (let k = rowStart[neuron - postFirst]; k < end; k++) {
            const at = count[preFirst + source[k]]++;
            ofCompartment[at] = c;
            ofMantissa[at] = mantissa;
            ofGroup[at] = g;
            ofDelay[at] = delay;
          }
          continue;
        }
        for (let k = rowStart[neuron - postFirst]; k < end; k++) {
          if (typeof group !== "number" && group[k] !== g) continue;
          const at = count[preFirst + source[k]]++;
          to.compartment[at] = c;
          to.mantissa[at] = typeof mantissa === "number" ? mantissa : mantissa[k];
          to.group[at] = g;
          to.delay[at] = typeof delay === "number" ? delay : delay[k];
        }
      }
    }
  }

  /** Which groups are dense: all their lists are runs whose first compartment is the axon's base. Fills `base`. */
  private findDense(
    start: Uint32Array,
    compartment: Uint16Array,
    group: GroupIndices,
    lists: number,
    base: Uint16Array,
    present: readonly number[],
  ): Uint8Array {
    const dense = new Uint8Array(this.groups.length);
    for (const g of present) dense[g] = 1;
    const maxBase = this.target.synapse.maxAxonBase ?? 0;
    let left = present.length;
    for (let l = 0; l < lists && left > 0; l++) {
      const end = start[l + 1];
      for (let k = start[l]; k < end; k++) {
        const g = group[k];
        if (dense[g] === 0) continue;
        const first = k === start[l] || g !== group[k - 1];
        if (first ? compartment[k] <= maxBase : compartment[k] === compartment[k - 1] + 1) continue;
        dense[g] = 0;
        left--;
      }
    }
    if (left === 0) return dense;
    // An axon has one base: groups that meet on an axon with different firsts, or with a sparse group (whose indices count from 0), are sparse.
    for (let changed = dense.includes(1); changed;) {
      changed = false;
      for (let a = 0; a < lists; a++) {
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

  private countBits(
    listOf: Uint32Array,
    start: Uint32Array,
    group: GroupIndices,
    formats: readonly SynapseFormat[],
    formatOf: Int16Array,
  ): number {
    const most = longestBlock(this.target.synapse);
    const ofFormat = formats.map((format) => this.blockTable(synapseBits(format)));
    const ofList = new Float64Array(start.length - 1);
    for (let l = 0; l + 1 < start.length; l++) {
      const end = start[l + 1];
      for (let k = start[l]; k < end;) {
        const g = group[k];
        const first = k;
        while (k < end && group[k] === g) k++;
        const table = ofFormat[formatOf[g]];
        let left = k - first;
        for (; left > most; left -= most) ofList[l] += table[most];
        ofList[l] += table[left];
      }
    }
    let bits = 0;
    for (let a = 0; a < listOf.length; a++) bits += ofList[listOf[a]];
    return bits;
  }

  private blockTable(bitsPerSynapse: number): Int32Array {
    const { synapse } = this.target;
    return (this.blockBits[bitsPerSynapse] ??= Int32Array.from({ length: longestBlock(synapse) + 1 }, (_, n) =>
      n === 0 ? 0 : blockBits(n, bitsPerSynapse, synapse),
    ));
  }
}

/** Arrays by axon, and the ends of the lists. */
interface Lists {
  readonly sources: Uint32Array;
  readonly listOf: Uint32Array;
  readonly start: Uint32Array;
}

interface SynapseArrays {
  readonly compartment: Uint16Array;
  readonly mantissa: Int16Array;
  readonly group: GroupIndices;
  readonly delay: Uint8Array;
}

function synapseArrays(n: number, groups: number): SynapseArrays {
  return {
    compartment: new Uint16Array(n),
    mantissa: new Int16Array(n),
    group: new (groupIndices(groups))(n),
    delay: new Uint8Array(n),
  };
}
