/**
 * Reads the packed program back with the reader that the emulator uses and compares it with the quantized network: for every
 * postsynaptic neuron the multiset of (source, group, mantissa, delay) is the same, and so are all registers.
 */
import type { CoreImage, LoihiProgram } from "../../../src/program/loihi/program.js";
import { decodeCoreSynapses, type CoreSynapses } from "../../../src/program/loihi/synapse-lists.js";
import type { Projection } from "../../../src/network/types.js";
import type { PassContext, Quantized, QuantizedProjection, Routed } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

export function checkPacked(input: Routed, output: LoihiProgram, context: PassContext): void {
  const { quantized } = input.placed.partitioned;
  const { lowered } = quantized.scaled;
  const { network } = lowered;
  const kept = new Set(lowered.keptSources);
  // Two independent commutative hashes and a count of each neuron's synapses: equal multisets give equal values.
  const expected = new MultisetHashes(network.size);
  lowered.projections.forEach(({ projection: p }, index) => {
    if (p.preKind === "source" && !kept.has(p.pre)) return;
    expected.addRows(p, quantized.projections[index]);
  });

  const { firstAxon, feeder } = feedersOf(output, network.size);
  const found = new MultisetHashes(network.size);
  const lists = new DistinctLists();
  output.cores.forEach((core, index) => {
    checkFormats(core, index, context);
    const { listOf, ...distinct } = lists.of(core);
    found.addCore(
      core,
      decodeCoreSynapses({ ...core, ...distinct }, output, context.target),
      listOf,
      feeder.subarray(firstAxon[index], firstAxon[index + 1]),
      index,
    );
    checkRegisters(core, quantized);
    const limit = context.target.limits.synapseMemoryBits.value;
    if (limit !== null && core.synapseMemory.length * 8 > limit && !output.oversize)
      internalFault(`pack: core ${index} needs more synapse memory than there is`);
  });
  const different = expected.firstDifference(found);
  if (different >= 0) internalFault(`pack: the synapses of neuron ${different} changed when they were packed`);
}

/**
 * The source of every input axon, those of core c from firstAxon[c] on, -1 for none: read from the packed routes, not from the routing stage.
 * In the order of neurons rather than cores: neighbours feed neighbouring axons, and the table is larger than any cache.
 */
function feedersOf(
  { cores, inputRouting, inputs }: LoihiProgram,
  size: number,
): { firstAxon: Uint32Array; feeder: Int32Array } {
  const firstAxon = new Uint32Array(cores.length + 1);
  const coreOf = new Int32Array(size).fill(-1);
  const compartmentOf = new Uint32Array(size);
  cores.forEach((core, index) => {
    firstAxon[index + 1] = firstAxon[index] + core.axonStart.length;
    core.neurons.forEach((id, c) => {
      coreOf[id] = index;
      compartmentOf[id] = c;
    });
  });
  const feeder = new Int32Array(firstAxon[cores.length]).fill(-1);
  const feed = (source: number, toCore: Uint32Array, toAxon: Uint16Array, from: number, to: number) => {
    for (let k = from; k < to; k++) {
      const core = toCore[k];
      const at = firstAxon[core] + toAxon[k];
      if (!(at < firstAxon[core + 1]))
        internalFault(`pack: a route ends on input axon ${toAxon[k]} of core ${core}, which does not exist`);
      if (feeder[at] !== -1) internalFault(`pack: input axon ${toAxon[k]} of core ${core} has two sources`);
      feeder[at] = source;
    }
  };
  for (let id = 0; id < size; id++) {
    if (coreOf[id] < 0) internalFault(`pack: neuron ${id} is on no core`);
    const { outStart, outCore, outAxon } = cores[coreOf[id]];
    feed(id, outCore, outAxon, outStart[compartmentOf[id]], outStart[compartmentOf[id] + 1]);
  }
  for (const { port, start, core, axon } of inputRouting) {
    for (let s = 0; s < inputs[port].size; s++) feed(inputs[port].first + s, core, axon, start[s], start[s + 1]);
  }
  return { firstAxon, feeder };
}

/** Finds the lists that axons share, so that each is read once. */
class DistinctLists {
  /** By first word: 1 + the list that was found there last; 0 between two cores. */
  private byWord = new Uint32Array(0);
  /** By list: the first axon that has it. */
  private first = new Uint32Array(0);

  /** `listOf` an axon: index into the others. */
  of({
    axonStart,
    axonEnd,
    axonBase,
    synapseMemory,
  }: CoreImage): Pick<CoreImage, "axonStart" | "axonEnd" | "axonBase"> & { readonly listOf: Uint32Array } {
    const axons = axonStart.length;
    if (this.byWord.length < synapseMemory.length) this.byWord = new Uint32Array(2 * synapseMemory.length);
    if (this.first.length < axons) this.first = new Uint32Array(2 * axons);
    const { byWord, first } = this;
    const listOf = new Uint32Array(axons);
    let lists = 0;
    for (let a = 0; a < axons; a++) {
      const start = axonStart[a];
      const found = byWord[start];
      if (found > 0) {
        const same = first[found - 1];
        if (axonEnd[same] === axonEnd[a] && axonBase[same] === axonBase[a]) {
          listOf[a] = found - 1;
          continue;
        }
      }
      first[lists] = a;
      listOf[a] = lists;
      byWord[start] = ++lists;
    }
    const distinct = first.subarray(0, lists);
    for (const a of distinct) byWord[axonStart[a]] = 0;
    return {
      listOf,
      axonStart: distinct.map((a) => axonStart[a]),
      axonEnd: distinct.map((a) => axonEnd[a]),
      axonBase: Uint16Array.from(distinct, (a) => axonBase[a]),
    };
  }
}

function checkRegisters(core: CoreImage, quantized: Quantized): void {
  const { scaled } = quantized;
  core.neurons.forEach((id, c) => {
    const { du, dv, refractory } = core.profiles[core.profileOf[c]];
    if (
      du !== scaled.du[id] ||
      dv !== scaled.dv[id] ||
      refractory !== quantized.refractory[id] ||
      core.thresholds[core.thresholdOf[c]] !== scaled.thresholdMantissa[id] ||
      core.biasMantissa[c] !== quantized.biasMantissa[id] ||
      core.biasExponent[c] !== quantized.biasExponent[id] ||
      core.u0[c] !== quantized.u0[id] ||
      core.v0[c] !== quantized.v0[id]
    ) {
      internalFault(`pack: the registers of neuron ${id} changed when they were packed`);
    }
  });
}

/** Every width is one that the chip has a code for, and every dense list starts at a base that it can name. */
function checkFormats({ formats, axonBase }: CoreImage, index: number, { target: { synapse } }: PassContext): void {
  if (formats.length >= 2 ** synapse.formatIdBits)
    internalFault(`core ${index} has ${formats.length} synapse formats, more than ids`);
  for (const { weightBits, delayBits, indexBits, compression } of formats) {
    if (
      !synapse.weightBits.includes(weightBits) ||
      delayBits > synapse.maxDelayBits ||
      (compression === "sparse" && !synapse.indexBits.includes(indexBits))
    )
      internalFault(
        `core ${index} has a synapse format of ${weightBits} weight, ${delayBits} delay and ${indexBits} index bits`,
      );
  }
  const most = synapse.maxAxonBase ?? 0;
  for (let a = 0; a < axonBase.length; a++)
    if (axonBase[a] > most) internalFault(`input axon ${a} of core ${index} starts at base ${axonBase[a]}`);
}

/** What a synapse is besides its two ends, in one number. */
function fieldsOf(group: number, mantissa: number, delay: number): number {
  return Math.imul(((mantissa & 0xffff) << 16) | (group << 8) | delay, 0x85ebca6b);
}

function hashOf(source: number, fields: number): number {
  let h = Math.imul(source, 0x9e3779b1) ^ fields;
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return h ^ (h >>> 15);
}

/** Of hashOf(…): a second hash, not a linear function of the first. */
function secondHash(h: number): number {
  return Math.imul(h, h ^ 0x5bd1e995);
}

/** For every neuron: its synapses counted, and two sums over their hashes, whatever their order. */
class MultisetHashes {
  private readonly count: Uint32Array;
  private readonly sum: Uint32Array;
  private readonly sum2: Uint32Array;

  constructor(size: number) {
    this.count = new Uint32Array(size);
    this.sum = new Uint32Array(size);
    this.sum2 = new Uint32Array(size);
  }

  /** Adds the synapses of a projection as they were quantized. */
  addRows(
    { postFirst, postSize, preFirst, rowStart, source }: Projection,
    { mantissa, group, delay }: QuantizedProjection,
  ): void {
    const constant = typeof mantissa === "number" && typeof group === "number" && typeof delay === "number";
    let fields = constant ? fieldsOf(group, mantissa, delay) : 0;
    for (let i = 0; i < postSize; i++) {
      let sum = 0;
      let sum2 = 0;
      for (let k = rowStart[i]; k < rowStart[i + 1]; k++) {
        if (!constant) {
          fields = fieldsOf(
            typeof group === "number" ? group : group[k],
            typeof mantissa === "number" ? mantissa : mantissa[k],
            typeof delay === "number" ? delay : delay[k],
          );
        }
        const h = hashOf(preFirst + source[k], fields);
        sum = (sum + h) | 0;
        sum2 = (sum2 + secondHash(h)) | 0;
      }
      this.count[postFirst + i] += rowStart[i + 1] - rowStart[i];
      this.sum[postFirst + i] += sum;
      this.sum2[postFirst + i] += sum2;
    }
  }

  /** Adds the synapses of a core's axons. @param listOf axon a's list in `lists`, @param feeder its source */
  addCore(
    { neurons }: CoreImage,
    { axonStart, compartment, mantissa, group, delay }: CoreSynapses,
    listOf: Uint32Array,
    feeder: Int32Array,
    index: number,
  ): void {
    const { count, sum, sum2 } = this;
    const post = Uint32Array.from(compartment, (c) => neurons[c]);
    const fields = Int32Array.from(compartment, (_, k) => fieldsOf(group[k], mantissa[k], delay[k]));
    for (let a = 0; a < listOf.length; a++) {
      const source = feeder[a];
      if (source < 0) internalFault(`pack: input axon ${a} of core ${index} has no source`);
      const end = axonStart[listOf[a] + 1];
      for (let k = axonStart[listOf[a]]; k < end; k++) {
        const h = hashOf(source, fields[k]);
        count[post[k]]++;
        sum[post[k]] += h;
        sum2[post[k]] += secondHash(h);
      }
    }
  }

  firstDifference(other: MultisetHashes): number {
    for (let i = 0; i < this.count.length; i++) {
      if (this.count[i] !== other.count[i] || this.sum[i] !== other.sum[i] || this.sum2[i] !== other.sum2[i]) return i;
    }
    return -1;
  }
}
