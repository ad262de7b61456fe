/**
 * Reads the packed program back with the reader that the emulator uses and compares it with the quantized network: every source has the same
 * synapses (compartment, group, mantissa, delay) on every core, and all registers are the same.
 */
import type { CoreImage, LoihiProgram } from "../../../src/program/loihi/program.js";
import { SynapseListReader } from "../../../src/program/loihi/synapse-lists.js";
import type { Projection } from "../../../src/network/types.js";
import type { PassContext, Quantized, QuantizedProjection, Routed } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";
import { RouteWalk } from "./route-walk.js";

export function checkPacked(input: Routed, output: LoihiProgram, context: PassContext): void {
  const { quantized } = input.placed.partitioned;
  checkPackedRoutes(input, output);
  const lists = new PackedLists(quantized, output, context);
  output.cores.forEach((core, index) => {
    checkFormats(core, index, context);
    lists.check(core, input.inputAxons[index], index);
    checkRegisters(core, quantized);
    const limit = context.target.limits.synapseMemoryBits.value;
    if (limit !== null && core.synapseMemory.length * 8 > limit && !output.oversize)
      internalFault(`pack: core ${index} needs more synapse memory than there is`);
  });
}

/** The packed routes lead from every source to its axons, whatever the routing stage says of them: a program may have that stage's very arrays. */
function checkPackedRoutes({ inputAxons }: Routed, output: LoihiProgram): void {
  if (areRight(inputAxons, output)) return;
  explainPackedRoutes(output, output.size);
  internalFault("pack: a route changed when it was packed");
}

function areRight(inputAxons: readonly Uint32Array[], { cores, inputs, inputRouting, size }: LoihiProgram): boolean {
  const walk = new RouteWalk(inputAxons.length);
  const coreOf = new Int32Array(size).fill(-1);
  const compartmentOf = new Uint32Array(size);
  for (let c = 0; c < cores.length; c++) {
    const { neurons } = cores[c];
    for (let i = 0; i < neurons.length; i++) {
      coreOf[neurons[i]] = c;
      compartmentOf[neurons[i]] = i;
    }
  }
  const follow = (id: number, core: Uint32Array, axon: Uint16Array, start: Uint32Array, at: number) =>
    start[at] <= start[at + 1] && walk.follow(id, core, axon, start[at], start[at + 1]);
  for (let id = 0; id < size; id++) {
    if (coreOf[id] < 0) return false;
    const { outCore, outAxon, outStart } = cores[coreOf[id]];
    if (!follow(id, outCore, outAxon, outStart, compartmentOf[id])) return false;
  }
  const ascending = inputRouting.toSorted((a, b) => inputs[a.port].first - inputs[b.port].first);
  for (const { port, start, core, axon } of ascending) {
    const { first, size: sources } = inputs[port];
    for (let s = 0; s < sources; s++) if (!follow(first + s, core, axon, start, s)) return false;
  }
  const neurons = cores.reduce((sum, core) => sum + core.neurons.length, 0);
  return neurons === size && walk.isOf(inputAxons);
}

/** Says what is wrong with a packed route as far as the packed routes alone tell. */
function explainPackedRoutes({ cores, inputRouting, inputs }: LoihiProgram, size: number): void {
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
  return ((mantissa & 0xffff) << 16) | (group << 8) | delay;
}

/**
 * Compares the lists of a core with the rows of its neurons. A list is in the order of its groups, compartments and rows: walking through
 * the rows in this order, the next synapse of every source must be the next one of its list, and at the end every list must be at its end.
 */
class PackedLists {
  private readonly reader: SynapseListReader;
  /** The projections that have synapses of each group. */
  private readonly ofGroup: readonly (readonly { projection: Projection; quantized: QuantizedProjection }[])[];
  /** By source: 1 + the next entry of its list, 0 where the core has no list of it. */
  private readonly next: Uint32Array;
  /** Entries of the different lists of the core: fields and compartments. */
  private fields: Int32Array = new Int32Array(1 << 12);
  private compartment: Uint32Array = new Uint32Array(1 << 12);
  private length = 0;
  /** By the first word of a list: 1 + its first entry, the one behind its last; its end in memory and its base. */
  private firstOf = new Uint32Array(0);
  private behindOf = new Uint32Array(0);
  private endOf = new Uint32Array(0);
  private baseOf = new Uint16Array(0);
  /** By axon: the entry behind the last of its list. */
  private behind = new Uint32Array(0);

  constructor(quantized: Quantized, program: LoihiProgram, { target }: PassContext) {
    const { lowered, groups } = quantized.scaled;
    const kept = new Set(lowered.keptSources);
    this.reader = new SynapseListReader(program, target);
    this.next = new Uint32Array(lowered.network.size + lowered.network.sourceSize);
    const rows = lowered.projections
      .map(({ projection }, index) => ({ projection, quantized: quantized.projections[index] }))
      .filter(({ projection: p }) => p.preKind === "population" || kept.has(p.pre));
    this.ofGroup = groups.map((_, g) =>
      rows.filter(({ quantized: { group } }) => (typeof group === "number" ? group === g : group.includes(g))),
    );
  }

  /** @param sources of the core's axons */
  check(core: CoreImage, sources: Uint32Array, index: number): void {
    const axons = core.axonStart.length;
    if (sources.length !== axons) internalFault(`pack: core ${index} has ${axons} input axons, not ${sources.length}`);
    this.readLists(core, sources);
    const { next, behind, compartment } = this;
    for (let g = 0; g < this.ofGroup.length; g++) {
      if (this.ofGroup[g].length === 0) continue;
      for (let c = 0; c < core.neurons.length; c++) this.followRows(core.neurons[c], c, g);
    }
    for (let a = 0; a < axons; a++) {
      const at = next[sources[a]] - 1;
      if (at !== behind[a]) changed(core.neurons[compartment[at]]);
      next[sources[a]] = 0;
    }
  }

  /** Reads every list once, and puts its sources at its beginning. */
  private readLists(core: CoreImage, sources: Uint32Array): void {
    const { reader, next } = this;
    const { axonStart, axonEnd, axonBase } = core;
    const open = reader.open(core);
    if (this.firstOf.length <= open.words) {
      this.firstOf = new Uint32Array(2 * open.words + 1);
      this.behindOf = new Uint32Array(2 * open.words + 1);
      this.endOf = new Uint32Array(2 * open.words + 1);
      this.baseOf = new Uint16Array(2 * open.words + 1);
    } else this.firstOf.fill(0, 0, open.words + 1);
    if (this.behind.length < axonStart.length) this.behind = new Uint32Array(2 * axonStart.length);
    const { firstOf, behindOf, endOf, baseOf, behind } = this;
    this.length = 0;
    for (let a = 0; a < axonStart.length; a++) {
      const word = axonStart[a];
      if (!(firstOf[word] > 0) || endOf[word] !== axonEnd[a] || baseOf[word] !== axonBase[a]) {
        const first = this.length;
        this.append(reader.read(open, a));
        firstOf[word] = first + 1;
        behindOf[word] = this.length;
        endOf[word] = axonEnd[a];
        baseOf[word] = axonBase[a];
      }
      next[sources[a]] = firstOf[word];
      behind[a] = behindOf[word];
    }
  }

  private append(count: number): void {
    const { compartment, group, mantissa, delay } = this.reader;
    if (this.length + count > this.fields.length) {
      const { fields, compartment: before } = this;
      this.fields = new Int32Array(2 * (this.length + count));
      this.compartment = new Uint32Array(2 * (this.length + count));
      this.fields.set(fields);
      this.compartment.set(before);
    }
    for (let k = 0; k < count; k++) {
      this.fields[this.length] = fieldsOf(group[k], mantissa[k], delay[k]);
      this.compartment[this.length++] = compartment[k];
    }
  }

  /** Takes the synapses of group g onto a neuron, in compartment c, from the lists of their sources. */
  private followRows(neuron: number, c: number, g: number): void {
    const { next, fields, compartment } = this;
    for (const { projection: p, quantized: q } of this.ofGroup[g]) {
      if (neuron < p.postFirst || neuron >= p.postFirst + p.postSize) continue;
      const { source, preFirst, rowStart } = p;
      const { group, mantissa, delay } = q;
      const end = rowStart[neuron - p.postFirst + 1];
      const constant = typeof group === "number" && typeof mantissa === "number" && typeof delay === "number";
      let wanted = constant ? fieldsOf(group, mantissa, delay) : 0;
      for (let k = rowStart[neuron - p.postFirst]; k < end; k++) {
        if (!constant) {
          if (typeof group !== "number" && group[k] !== g) continue;
          wanted = fieldsOf(
            g,
            typeof mantissa === "number" ? mantissa : mantissa[k],
            typeof delay === "number" ? delay : delay[k],
          );
        }
        const at = next[preFirst + source[k]]++;
        // Without a list the entry is none, and so is one behind the last list.
        if (at === 0 || at > this.length || fields[at - 1] !== wanted || compartment[at - 1] !== c) changed(neuron);
      }
    }
  }
}

function changed(neuron: number): never {
  return internalFault(`pack: the synapses of neuron ${neuron} changed when they were packed`);
}
