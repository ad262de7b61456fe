/**
 * A core being filled: accepts a neuron if every limit of the target still holds, and says which one does not.
 *
 * Synapse memory is counted incrementally as if all lists were sparse (an upper bound, exact for random networks); only when
 * that bound exceeds the limit is the core laid out exactly (core-layout.ts), where dense lists and shorter delays may still fit.
 */
import type { GroupIndices } from "../group-indices.js";
import type { SynapseGroup } from "../../../src/program/loihi/program.js";
import { longestBlock, type LoihiTarget } from "../../../src/targets/loihi/target.js";
import { bitsFor, blockBits, listBits } from "../../../src/program/loihi/synapse-memory.js";
import { type CoreLayoutWorkspace, indexBits, storedWeightBits } from "../core-layout.js";
import type { IncomingSynapses } from "../incoming-synapses.js";
import type { CoreLayout, CoreResource } from "../stages.js";

/** What a core's registers must share: compartment profile key, threshold, noise setting (-1 = none) by neuron. */
export interface NeuronClasses {
  /** Dense class number of (du, dv, refractory, noise). */
  readonly profile: Uint32Array;
  /** Dense class number of the threshold mantissa. */
  readonly threshold: Uint32Array;
  readonly noise: Int16Array;
}

/** The limits of one core; Infinity where the target's is not public. */
export type CoreLimits = Readonly<Record<CoreResource, number>>;

export function coreLimits(target: LoihiTarget): CoreLimits {
  const { limits, synapse } = target;
  const widestIndex = 2 ** Math.max(...synapse.indexBits);
  return {
    compartments: Math.min(limits.compartmentsPerCore.value ?? Infinity, widestIndex),
    "input axons": limits.inputAxonsPerCore.value ?? Infinity,
    "output axons": limits.outputAxonsPerCore.value ?? Infinity,
    "synapse memory bits": limits.synapseMemoryBits.value ?? Infinity,
    "compartment profiles": limits.compartmentProfiles.value ?? Infinity,
    "threshold profiles": limits.thresholdProfiles.value ?? Infinity,
    "synapse formats": Math.min(limits.synapseFormats.value ?? Infinity, 2 ** synapse.formatIdBits - 1),
  };
}

/** What a finished core holds. */
export interface CoreContent {
  /** Global source ids, ascending; those of `layout` where it has one. */
  readonly sources: Uint32Array;
  /** Exact bits of synapse memory without sharing of identical lists. */
  readonly bits: number;
  /** Groups that have synapses here. */
  readonly formats: number;
  /** Of the workspace, valid until its next one, where few lists are many axons'; otherwise null. */
  readonly layout: CoreLayout | null;
}

export class CoreFiller {
  readonly neurons: number[] = [];
  /** 1 for every source that has an input axon here. */
  readonly reached: Uint8Array;
  private readonly reachedList: Uint32Array;
  private axons = 0;
  /** By group, then source: synapses. The sources of each group's lists, in the order in which they came, and how many they are. */
  private readonly count: readonly Uint32Array[];
  private readonly lists: readonly Uint32Array[];
  private readonly listCount: Uint32Array;
  /** By group: 1 where a list skips a compartment, starts behind the first or hits one twice. */
  private readonly broken: Uint8Array;
  private readonly profiles = new Set<number>();
  private readonly thresholds = new Set<number>();
  private outputs = 0;
  private bits = 0;
  private noise = -1;
  private width = NaN;
  /** Bits that one more synapse adds to a list of n (n modulo the block size), by group. */
  private step: Int32Array[] = [];
  /** The same, by bits of a synapse: made once. */
  private readonly steps: Int32Array[] = [];
  /** Largest delay field of each group in the whole network. */
  private readonly maxDelays: Uint8Array;
  private readonly listBefore: Uint32Array;
  private readonly brokenBefore: Uint8Array;
  /** One bit a source, all 0 between two calls of `contentOf`. */
  private readonly bitOf: Uint32Array;

  constructor(
    private readonly incoming: IncomingSynapses,
    private readonly groups: readonly SynapseGroup[],
    private readonly target: LoihiTarget,
    private readonly limits: CoreLimits,
    private readonly classes: NeuronClasses,
    /** Destination cores of each neuron, as far as they are known. */
    private readonly fanOut: Float64Array,
    private readonly workspace: CoreLayoutWorkspace,
  ) {
    this.reached = new Uint8Array(incoming.ids);
    this.reachedList = new Uint32Array(incoming.ids);
    this.count = groups.map(() => new Uint32Array(incoming.ids));
    this.lists = groups.map(() => new Uint32Array(incoming.ids));
    this.listCount = new Uint32Array(groups.length);
    this.listBefore = new Uint32Array(groups.length);
    this.broken = new Uint8Array(groups.length);
    this.brokenBefore = new Uint8Array(groups.length);
    this.bitOf = new Uint32Array(Math.ceil(incoming.ids / 32));
    this.maxDelays = incoming.maxDelays();
  }

  reset(): void {
    const { reached, reachedList, listCount } = this;
    for (let a = 0; a < this.axons; a++) reached[reachedList[a]] = 0;
    this.count.forEach((count, g) => {
      const list = this.lists[g];
      for (let l = 0; l < listCount[g]; l++) count[list[l]] = 0;
    });
    this.neurons.length = 0;
    listCount.fill(0);
    this.broken.fill(0);
    this.profiles.clear();
    this.thresholds.clear();
    this.axons = this.outputs = this.bits = 0;
    this.noise = -1;
    this.width = NaN;
  }

  get inputAxons(): number {
    return this.axons;
  }

  get outputAxons(): number {
    return this.outputs;
  }

  /** Input axons that a neuron would add (a source that hits it twice counts twice: an estimate to compare candidates by). */
  newInputs(neuron: number, stopAt: number): number {
    const { reached } = this;
    let fresh = 0;
    for (const { postFirst, preFirst, rowStart, source } of this.incoming.rowsOf(neuron)) {
      const end = rowStart[neuron - postFirst + 1];
      for (let k = rowStart[neuron - postFirst]; k < end; k++) fresh += 1 - reached[preFirst + source[k]];
      if (fresh >= stopAt) return fresh;
    }
    return fresh;
  }

  /** The input axons of the core, in no order: a view, valid until the core changes. */
  get inputs(): Uint32Array {
    return this.reachedList.subarray(0, this.axons);
  }

  /** The limit that refuses a neuron before its synapses are counted, or null. */
  refusal(neuron: number): CoreResource | "noise" | null {
    const { limits, classes } = this;
    const noise = classes.noise[neuron];
    if (this.neurons.length + 1 > limits.compartments) return "compartments";
    if (noise >= 0 && this.noise >= 0 && noise !== this.noise) return "noise";
    if (!this.profiles.has(classes.profile[neuron]) && this.profiles.size + 1 > limits["compartment profiles"])
      return "compartment profiles";
    if (!this.thresholds.has(classes.threshold[neuron]) && this.thresholds.size + 1 > limits["threshold profiles"])
      return "threshold profiles";
    return this.outputs + this.fanOut[neuron] > limits["output axons"] ? "output axons" : null;
  }

  /**
   * Adds a neuron; returns the first exceeded resource, then the core is as before, or null.
   * @param force add it whatever it exceeds (oversize)
   */
  tryAdd(neuron: number, force = false): CoreResource | "noise" | null {
    const { limits, classes } = this;
    let exceeded = this.refusal(neuron);
    if (exceeded !== null && !force) return exceeded;

    const axonsBefore = this.axons;
    this.listBefore.set(this.listCount);
    this.brokenBefore.set(this.broken);
    const bitsBefore = this.bits;
    const widthBefore = this.width;
    this.setWidth(this.neurons.length + 1);
    this.count1(neuron);
    if (this.axons > limits["input axons"]) exceeded = "input axons";
    else if (this.formats() > limits["synapse formats"]) exceeded = "synapse formats";
    else if (this.bits > limits["synapse memory bits"]) {
      this.neurons.push(neuron);
      if (this.workspace.layout(this.neurons).bits > limits["synapse memory bits"]) exceeded = "synapse memory bits";
      this.neurons.pop();
    }
    if (exceeded !== null && !force) {
      this.uncount(neuron, axonsBefore);
      if (!Object.is(this.width, widthBefore) && !Number.isNaN(widthBefore)) this.useWidth(widthBefore);
      this.bits = bitsBefore;
      return exceeded;
    }
    this.neurons.push(neuron);
    this.profiles.add(classes.profile[neuron]);
    this.thresholds.add(classes.threshold[neuron]);
    if (classes.noise[neuron] >= 0) this.noise = classes.noise[neuron];
    this.outputs += this.fanOut[neuron];
    return exceeded;
  }

  /** What a core of these neurons holds; the core that was being filled is lost. */
  contentOf(neurons: Uint32Array): CoreContent {
    const shared = this.workspace.sharedLayout(neurons);
    if (shared !== null)
      return { sources: shared.sources, formats: shared.formats.length, bits: shared.bits, layout: shared };
    this.reset();
    this.setWidth(neurons.length);
    for (const neuron of neurons) {
      this.count1(neuron);
      this.neurons.push(neuron);
    }
    const sources = this.ascendingInputs();
    const mayBeDense = (_: unknown, g: number) => this.listCount[g] > 0 && this.broken[g] === 0;
    // Dense lists may start behind the first compartment where axons have a base: that takes the lists themselves.
    if ((this.target.synapse.maxAxonBase ?? 0) > 0 || this.groups.some(mayBeDense)) {
      const { formats, bits } = this.workspace.layout(neurons);
      return { sources, formats: formats.length, bits, layout: null };
    }
    const maxDelays = this.incoming.maxDelays(neurons);
    let bits = 0;
    this.count.forEach((_, g) => {
      if (this.listCount[g] > 0) bits += this.listBits(g, maxDelays[g]);
    });
    return { sources, formats: this.formats(), bits, layout: null };
  }

  private ascendingInputs(): Uint32Array {
    const { bitOf, reachedList, axons } = this;
    for (let a = 0; a < axons; a++) bitOf[reachedList[a] >>> 5] |= 1 << (reachedList[a] & 31);
    const sources = new Uint32Array(axons);
    for (let word = 0, a = 0; a < axons; word++) {
      for (let bits = bitOf[word]; bits !== 0; bits &= bits - 1)
        sources[a++] = 32 * word + 31 - Math.clz32(bits & -bits);
      bitOf[word] = 0;
    }
    return sources;
  }

  private formats(): number {
    let formats = 0;
    for (let g = 0; g < this.listCount.length; g++) if (this.listCount[g] > 0) formats++;
    return formats;
  }

  /** Counts the synapses of a neuron that gets the next compartment. */
  private count1(neuron: number): void {
    for (const { postFirst, preFirst, rowStart, source, group, groups } of this.incoming.rowsOf(neuron)) {
      const from = rowStart[neuron - postFirst];
      const end = rowStart[neuron - postFirst + 1];
      if (from === end) continue;
      for (const g of groups) this.countGroup(g, preFirst, source, from, end, typeof group === "number" ? null : group);
    }
  }

  /** Counts those synapses from..end-1 of a row that are in group g. @param group of each synapse, null where all are in g */
  private countGroup(
    g: number,
    preFirst: number,
    source: Uint16Array | Uint32Array,
    from: number,
    end: number,
    group: GroupIndices | null,
  ): void {
    const { reached, reachedList } = this;
    const count = this.count[g];
    const list = this.lists[g];
    const step = this.step[g];
    const compartment = this.neurons.length;
    let lists = this.listCount[g];
    let axons = this.axons;
    let broken = this.broken[g];
    let bits = 0;
    for (let k = from; k < end; k++) {
      if (group !== null && group[k] !== g) continue;
      const id = preFirst + source[k];
      if (reached[id] === 0) {
        reached[id] = 1;
        reachedList[axons++] = id;
      }
      const n = count[id]++;
      if (n === 0) list[lists++] = id;
      if (n !== compartment) broken = 1;
      bits += n < step.length ? step[n] : step[n % step.length];
    }
    this.listCount[g] = lists;
    this.axons = axons;
    this.broken[g] = broken;
    this.bits += bits;
  }

  /** Takes the synapses of the neuron that was counted last away again. */
  private uncount(neuron: number, axonsBefore: number): void {
    const { reached, reachedList, count } = this;
    for (const { postFirst, preFirst, rowStart, source, group } of this.incoming.rowsOf(neuron)) {
      const end = rowStart[neuron - postFirst + 1];
      for (let k = rowStart[neuron - postFirst]; k < end; k++)
        count[typeof group === "number" ? group : group[k]][preFirst + source[k]]--;
    }
    for (let a = axonsBefore; a < this.axons; a++) reached[reachedList[a]] = 0;
    this.axons = axonsBefore;
    this.listCount.set(this.listBefore);
    this.broken.set(this.brokenBefore);
  }

  /** Recounts everything when the index field gets wider. */
  private setWidth(compartments: number): void {
    const width = indexBits(compartments, this.target);
    if (width === this.width) return;
    this.useWidth(width);
    this.bits = 0;
    this.count.forEach((_, g) => (this.bits += this.listBits(g, this.maxDelays[g])));
  }

  /** Bits of all lists of a group as if they were sparse, with delay fields that hold `maxDelay`. */
  private listBits(g: number, maxDelay: number): number {
    const { synapse } = this.target;
    const count = this.count[g];
    const list = this.lists[g];
    const perSynapse = this.bitsPerSynapse(g, maxDelay);
    const ofOne = listBits(1, perSynapse, synapse);
    let bits = 0;
    for (let l = 0; l < this.listCount[g]; l++) {
      const n = count[list[l]];
      bits += n === 1 ? ofOne : listBits(n, perSynapse, synapse);
    }
    return bits;
  }

  private bitsPerSynapse(group: number, maxDelay: number): number {
    return storedWeightBits(this.groups[group], this.target) + bitsFor(maxDelay) + this.width;
  }

  private useWidth(width: number): void {
    const { synapse } = this.target;
    this.width = width;
    this.step = this.groups.map((_, g) => {
      const perSynapse = this.bitsPerSynapse(g, this.maxDelays[g]);
      return (this.steps[perSynapse] ??= Int32Array.from(
        { length: longestBlock(synapse) },
        (_, n) => blockBits(n + 1, perSynapse, synapse) - (n === 0 ? 0 : blockBits(n, perSynapse, synapse)),
      ));
    });
  }
}
