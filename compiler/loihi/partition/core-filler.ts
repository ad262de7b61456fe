/**
 * A core being filled: accepts a neuron if every limit of the target still holds, and says which one does not.
 *
 * Synapse memory is counted incrementally as if all lists were sparse (an upper bound, exact for random networks); only when
 * that bound exceeds the limit is the core laid out exactly (core-layout.ts), where dense lists and shorter delays may still fit.
 */
import type { SynapseGroup } from "../../../src/program/loihi/program.js";
import { longestBlock, type LoihiTarget } from "../../../src/targets/loihi/target.js";
import { bitsFor, blockBits, listBits } from "../../../src/program/loihi/synapse-memory.js";
import { type CoreLayoutWorkspace, indexBits, storedWeightBits } from "../core-layout.js";
import type { IncomingSynapses } from "../incoming-synapses.js";
import type { CoreResource } from "../stages.js";

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

export class CoreFiller {
  readonly neurons: number[] = [];
  /** 1 for every source that has an input axon here. */
  readonly reached: Uint8Array;
  private readonly reachedList: number[] = [];
  private readonly count: Uint32Array;
  private readonly touchedKeys: number[] = [];
  private readonly groupUse: Uint32Array;
  private readonly profiles = new Set<number>();
  private readonly thresholds = new Set<number>();
  private formats = 0;
  private outputs = 0;
  private bits = 0;
  private noise = -1;
  private width = NaN;
  /** Bits that one more synapse adds to a list of n (n modulo the block size), by group. */
  private step: Int32Array[] = [];
  private readonly maxDelays: Uint8Array;

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
    this.count = new Uint32Array(incoming.ids * Math.max(1, groups.length));
    this.groupUse = new Uint32Array(groups.length);
    this.maxDelays = incoming.maxDelays();
  }

  reset(): void {
    for (const id of this.reachedList) this.reached[id] = 0;
    for (const key of this.touchedKeys) this.count[key] = 0;
    this.neurons.length = this.reachedList.length = this.touchedKeys.length = 0;
    this.groupUse.fill(0);
    this.profiles.clear();
    this.thresholds.clear();
    this.formats = this.outputs = this.bits = 0;
    this.noise = -1;
    this.width = NaN;
  }

  get inputAxons(): number {
    return this.reachedList.length;
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

  /**
   * Adds a neuron; returns the first exceeded resource, then the core is as before, or null.
   * @param force add it whatever it exceeds (oversize)
   */
  tryAdd(neuron: number, force = false): CoreResource | "noise" | null {
    const { limits, classes } = this;
    let exceeded: CoreResource | "noise" | null = null;
    const noise = classes.noise[neuron];
    if (this.neurons.length + 1 > limits.compartments) exceeded = "compartments";
    else if (noise >= 0 && this.noise >= 0 && noise !== this.noise) exceeded = "noise";
    else if (!this.profiles.has(classes.profile[neuron]) && this.profiles.size + 1 > limits["compartment profiles"])
      exceeded = "compartment profiles";
    else if (!this.thresholds.has(classes.threshold[neuron]) && this.thresholds.size + 1 > limits["threshold profiles"])
      exceeded = "threshold profiles";
    else if (this.outputs + this.fanOut[neuron] > limits["output axons"]) exceeded = "output axons";
    if (exceeded !== null && !force) return exceeded;

    const axonsBefore = this.reachedList.length;
    const keysBefore = this.touchedKeys.length;
    const bitsBefore = this.bits;
    const formatsBefore = this.formats;
    const widthBefore = this.width;
    this.setWidth(this.neurons.length + 1);
    this.count1(neuron);
    if (this.reachedList.length > limits["input axons"]) exceeded = "input axons";
    else if (this.formats > limits["synapse formats"]) exceeded = "synapse formats";
    else if (this.bits > limits["synapse memory bits"]) {
      this.neurons.push(neuron);
      if (this.workspace.layout(this.neurons).bits > limits["synapse memory bits"]) exceeded = "synapse memory bits";
      this.neurons.pop();
    }
    if (exceeded !== null && !force) {
      this.uncount(neuron, axonsBefore, keysBefore);
      this.formats = formatsBefore;
      if (!Object.is(this.width, widthBefore) && !Number.isNaN(widthBefore)) this.useWidth(widthBefore);
      this.bits = bitsBefore;
      return exceeded;
    }
    this.neurons.push(neuron);
    this.profiles.add(classes.profile[neuron]);
    this.thresholds.add(classes.threshold[neuron]);
    if (noise >= 0) this.noise = noise;
    this.outputs += this.fanOut[neuron];
    return exceeded;
  }

  private count1(neuron: number): void {
    const { reached, count, groupUse, step } = this;
    const G = this.groups.length;
    const perBlock = longestBlock(this.target.synapse);
    let bits = 0;
    for (const { postFirst, preFirst, rowStart, source, group } of this.incoming.rowsOf(neuron)) {
      const end = rowStart[neuron - postFirst + 1];
      for (let k = rowStart[neuron - postFirst]; k < end; k++) {
        const id = preFirst + source[k];
        const g = typeof group === "number" ? group : group[k];
        if (reached[id] === 0) {
          reached[id] = 1;
          this.reachedList.push(id);
        }
        const key = id * G + g;
        const n = count[key]++;
        if (n === 0) this.touchedKeys.push(key);
        if (groupUse[g]++ === 0) this.formats++;
        bits += step[g][n % perBlock];
      }
    }
    this.bits += bits;
  }

  private uncount(neuron: number, axonsBefore: number, keysBefore: number): void {
    const { reached, count, groupUse } = this;
    const G = this.groups.length;
    for (const { postFirst, preFirst, rowStart, source, group } of this.incoming.rowsOf(neuron)) {
      const end = rowStart[neuron - postFirst + 1];
      for (let k = rowStart[neuron - postFirst]; k < end; k++) {
        const g = typeof group === "number" ? group : group[k];
        count[(preFirst + source[k]) * G + g]--;
        groupUse[g]--;
      }
    }
    for (let a = axonsBefore; a < this.reachedList.length; a++) reached[this.reachedList[a]] = 0;
    this.reachedList.length = axonsBefore;
    this.touchedKeys.length = keysBefore;
  }

  /** Recounts everything when the index field gets wider. */
  private setWidth(compartments: number): void {
    const width = indexBits(compartments, this.target);
    if (width === this.width) return;
    this.useWidth(width);
    const G = this.groups.length;
    this.bits = 0;
    for (const key of this.touchedKeys)
      this.bits += listBits(this.count[key], this.bitsPerSynapse(key % G), this.target.synapse);
  }

  private bitsPerSynapse(group: number): number {
    return storedWeightBits(this.groups[group], this.target) + bitsFor(this.maxDelays[group]) + this.width;
  }

  private useWidth(width: number): void {
    const { synapse } = this.target;
    this.width = width;
    this.step = this.groups.map((_, g) => {
      const perSynapse = this.bitsPerSynapse(g);
      return Int32Array.from(
        { length: longestBlock(synapse) },
        (_, n) => blockBits(n + 1, perSynapse, synapse) - (n === 0 ? 0 : blockBits(n, perSynapse, synapse)),
      );
    });
  }
}
