/**
 * Independent check of the packed cores: decodes every synaptic word and counts (source, neuron, type, weight, delay) against the drawn
 * network, so that no synapse was lost, moved or altered; every limit of a core holds; every neuron has one atom.
 */
import { SPINNAKER_MEMORY } from "../../../src/targets/spinnaker/memory.js";
import { EXCITATORY, INHIBITORY, type SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import { decodeSynapse } from "../../../src/program/spinnaker/synaptic-word.js";
import { internalFault } from "../../common/internal-fault.js";
import { delayOf, weightOf } from "../slice-rows.js";
import type { Sliced } from "../stages.js";

/** A hash that adds up: the same multiset of synapses gives the same two sums, whatever their order. */
class SynapseSum {
  private a = 0;
  private b = 0;
  count = 0;

  add(source: number, neuron: number, type: number, weight: number, delay: number): void {
    let h =
      Math.imul(source + 1, 0x9e3779b1) ^
      Math.imul(neuron + 0x7f4a7c15, 0x85ebca6b) ^
      Math.imul((weight << 1) | type, 0xc2b2ae35) ^
      Math.imul(delay + 0x165667b1, 0x27d4eb2f);
    h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
    h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
    this.a = (this.a + (h ^ (h >>> 15))) | 0;
    this.b = (this.b + Math.imul(h ^ (h >>> 13), 0x68e31da5)) | 0;
    this.count++;
  }

  equals(other: SynapseSum): boolean {
    return this.a === other.a && this.b === other.b && this.count === other.count;
  }
}

export function checkPacked({ quantized, slices }: Sliced, cores: readonly SpinnakerCore[]): void {
  const { network } = quantized.shifted.lowered;
  const seats = new Uint8Array(network.size);
  if (cores.length !== slices.length) internalFault("pack: a core was lost");
  cores.forEach((core, c) => {
    const slice = slices[c];
    const place = `core ${c}`;
    if (core.neurons.length > SPINNAKER_MEMORY.atomsPerCore.value) internalFault(`pack: ${place} has too many atoms`);
    const { indexBits, typeBits, delayBits } = core.layout;
    if (indexBits + typeBits + delayBits > SPINNAKER_MEMORY.ringBufferBits.value)
      internalFault(`pack: the ring buffers of ${place} are too large`);
    if (slice.memory.dtcm.bytes > slice.memory.dtcm.limit) internalFault(`pack: ${place} exceeds its DTCM`);
    core.neurons.forEach((id) => seats[id]++);
    const expected = new SynapseSum();
    network.projections.forEach((projection, k) => {
      if (projection.post !== slice.population) return;
      const { preFirst, postFirst, rowStart, source, weight } = projection;
      for (let i = slice.from; i < slice.to; i++) {
        for (let s = rowStart[i]; s < rowStart[i + 1]; s++) {
          const signed = typeof weight === "number" ? weight : weight[s];
          expected.add(
            preFirst + source[s],
            postFirst + i,
            signed < 0 ? INHIBITORY : EXCITATORY,
            weightOf(quantized.projections[k], s),
            delayOf(quantized.projections[k], s),
          );
        }
      }
    });
    if (!expected.equals(packedSum(core, place)))
      internalFault(`pack: the synapses of ${place} are not those of the network`);
  });
  if (seats.some((n) => n !== 1)) internalFault("pack: a neuron has no atom, or two");
}

function packedSum({ blocks, rowStart, words, layout, neurons }: SpinnakerCore, place: string): SynapseSum {
  const sum = new SynapseSum();
  for (const { firstSource, sources, firstRow, extraDelay } of blocks) {
    for (let s = 0; s < sources; s++) {
      const [from, to] = [rowStart[firstRow + s], rowStart[firstRow + s + 1]];
      if (to - from > SPINNAKER_MEMORY.rowWords.value) internalFault(`pack: a row of ${place} has ${to - from} words`);
      for (let w = from; w < to; w++) {
        const { weight, delay, type, index } = decodeSynapse(words[w], layout);
        sum.add(firstSource + s, neurons[index], type, weight, delay + extraDelay);
      }
    }
  }
  return sum;
}
