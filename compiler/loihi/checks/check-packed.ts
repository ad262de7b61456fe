/**
 * Reads the packed program back with the reader that the emulator uses and compares it with the quantized network: for every
 * postsynaptic neuron the multiset of (source, group, mantissa, delay) is the same, and so are all registers.
 */
import type { CoreImage, LoihiProgram } from "../../../src/program/loihi/program.js";
import { decodeCoreSynapses } from "../../../src/program/loihi/synapse-lists.js";
import type { PassContext, Routed } from "../stages.js";
import { internalFault } from "../../common/internal-fault.js";

export function checkPacked(input: Routed, output: LoihiProgram, context: PassContext): void {
  const { quantized } = input.placed.partitioned;
  const { lowered } = quantized.scaled;
  const { network } = lowered;
  const kept = new Set(lowered.keptSources);
  // Two independent commutative hashes and a count of each neuron's synapses: equal multisets give equal values.
  const size = network.size;
  const expected = new MultisetHash(size);
  lowered.projections.forEach(({ projection: p }, index) => {
    if (p.preKind === "source" && !kept.has(p.pre)) return;
    const q = quantized.projections[index];
    for (let i = 0; i < p.postSize; i++) {
      for (let k = p.rowStart[i]; k < p.rowStart[i + 1]; k++) {
        const group = typeof q.group === "number" ? q.group : q.group[k];
        const delay = typeof q.delay === "number" ? q.delay : q.delay[k];
        const mantissa = typeof q.mantissa === "number" ? q.mantissa : q.mantissa[k];
        expected.add(p.postFirst + i, p.preFirst + p.source[k], group, mantissa, delay);
      }
    }
  });

  // Which source feeds an input axon is read from the packed routes, not from the routing stage.
  const firstAxon = new Uint32Array(output.cores.length + 1);
  output.cores.forEach((core, index) => (firstAxon[index + 1] = firstAxon[index] + core.axonStart.length));
  const feeder = new Int32Array(firstAxon[output.cores.length]).fill(-1);
  const feed = (source: number, core: number, axon: number) => {
    const at = firstAxon[core] + axon;
    if (!(at < firstAxon[core + 1]))
      internalFault(`pack: a route ends on input axon ${axon} of core ${core}, which does not exist`);
    if (feeder[at] !== -1) internalFault(`pack: input axon ${axon} of core ${core} has two sources`);
    feeder[at] = source;
  };
  for (const { neurons, outStart, outCore, outAxon } of output.cores) {
    for (let c = 0; c < neurons.length; c++) {
      for (let k = outStart[c]; k < outStart[c + 1]; k++) feed(neurons[c], outCore[k], outAxon[k]);
    }
  }
  for (const { port, start, core, axon } of output.inputRouting) {
    for (let s = 0; s < output.inputs[port].size; s++) {
      for (let k = start[s]; k < start[s + 1]; k++) feed(output.inputs[port].first + s, core[k], axon[k]);
    }
  }

  const found = new MultisetHash(size);
  output.cores.forEach((core, index) => {
    checkFormats(core, index, context);
    const { axonStart, compartment, mantissa, group, delay } = decodeCoreSynapses(core, output, context.target);
    for (let a = 0; a < core.axonStart.length; a++) {
      const source = feeder[firstAxon[index] + a];
      if (source < 0) internalFault(`pack: input axon ${a} of core ${index} has no source`);
      for (let k = axonStart[a]; k < axonStart[a + 1]; k++)
        found.add(core.neurons[compartment[k]], source, group[k], mantissa[k], delay[k]);
    }
    core.neurons.forEach((id, c) => {
      const { du, dv, refractory } = core.profiles[core.profileOf[c]];
      const { scaled } = quantized;
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
    const limit = context.target.limits.synapseMemoryBits.value;
    if (limit !== null && core.synapseMemory.length * 8 > limit && !output.oversize)
      internalFault(`pack: core ${index} needs more synapse memory than there is`);
  });
  const different = expected.firstDifference(found);
  if (different >= 0) internalFault(`pack: the synapses of neuron ${different} changed when they were packed`);
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
  axonBase.forEach((base, a) => {
    if (base > (synapse.maxAxonBase ?? 0)) internalFault(`input axon ${a} of core ${index} starts at base ${base}`);
  });
}

class MultisetHash {
  private readonly count: Uint32Array;
  private readonly sum: Uint32Array;
  private readonly sum2: Uint32Array;

  constructor(size: number) {
    this.count = new Uint32Array(size);
    this.sum = new Uint32Array(size);
    this.sum2 = new Uint32Array(size);
  }

  add(post: number, source: number, group: number, mantissa: number, delay: number): void {
    let h = Math.imul(source, 0x9e3779b1) ^ Math.imul(((mantissa & 0xffff) << 16) | (group << 8) | delay, 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
    h ^= h >>> 15;
    this.count[post]++;
    this.sum[post] += h;
    this.sum2[post] += Math.imul(h, h ^ 0x5bd1e995);
  }

  firstDifference(other: MultisetHash): number {
    for (let i = 0; i < this.count.length; i++) {
      if (this.count[i] !== other.count[i] || this.sum[i] !== other.sum[i] || this.sum2[i] !== other.sum2[i]) return i;
    }
    return -1;
  }
}
