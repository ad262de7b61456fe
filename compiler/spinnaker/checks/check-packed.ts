/**
 * Independent check of the packed cores: decodes every synaptic word and counts (source, neuron, type, weight, delay) against the drawn
 * network, so that no synapse was lost, moved or altered; every limit of a core holds; every neuron has one atom.
 */
import type { SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import { FIELD_BITS, wordFields } from "../../../src/program/spinnaker/synaptic-word.js";
import { internalFault } from "../../common/internal-fault.js";
import type { Projection } from "../../../src/network/types.js";
import type { CoreSlice, Sliced, SpinnakerContext, SpinnakerProjection, SpinnakerQuantized } from "../stages.js";

/** Bytes. */
const WORD = 4;

/**
 * A hash that adds up: the same multiset of synapses gives the same two sums, whatever their order. The sums are variables of the loops that
 * go through millions of synapses: `mixed` of a synapse goes into `a`, and `again` of that into `b`.
 */
interface SynapseSum {
  readonly a: number;
  readonly b: number;
  readonly count: number;
}

const ofSource = (source: number) => Math.imul(source + 1, 0x9e3779b1);
const ofNeuron = (neuron: number) => Math.imul(neuron + 0x7f4a7c15, 0x85ebca6b);
const ofWeight = (weight: number, type: number) => Math.imul((weight << 1) | type, 0xc2b2ae35);
const ofDelay = (delay: number) => Math.imul(delay + 0x165667b1, 0x27d4eb2f);

/** @param fields those of a synapse, each by its own function, exclusive-or */
function mixed(fields: number): number {
  let h = Math.imul(fields ^ (fields >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return h ^ (h >>> 15);
}

const again = (mix: number) => Math.imul(mix ^ (mix >>> 13), 0x68e31da5);

function equal(one: SynapseSum, other: SynapseSum): boolean {
  return one.a === other.a && one.b === other.b && one.count === other.count;
}

type Spec = Pick<SpinnakerContext, "target" | "board" | "options">;

/** @throws an internal fault that names the core and what is wrong */
export function checkPacked(sliced: Sliced, cores: readonly SpinnakerCore[], context: Spec): void {
  checkSeats(sliced, cores, context);
  cores.forEach((core, c) => checkPackedCore(sliced, core, c, context));
}

/** Of all cores: none is missing, and every neuron has one atom. */
export function checkSeats({ quantized, slices }: Sliced, cores: readonly SpinnakerCore[], context: Spec): void {
  const { target, board, options } = context;
  const { size } = quantized.shifted.lowered.network;
  const seats = new Uint8Array(size);
  if (cores.length !== slices.length) internalFault("pack: a core was lost");
  if (!options.oversize && cores.length > (target.limits.coresPerChip.value ?? Infinity) * board.chips)
    internalFault(`pack: ${cores.length} cores are more than the board has`);
  for (const { neurons } of cores) for (const id of neurons) seats[id]++;
  if (seats.some((n) => n !== 1)) internalFault("pack: a neuron has no atom, or two");
}

/** Of one core: its limits, and that its synapses are those of the network. */
export function checkPackedCore({ quantized, slices }: Sliced, core: SpinnakerCore, c: number, context: Spec): void {
  const slice = slices[c];
  const place = `core ${c}`;
  checkLimits(core, slice, context, place);
  if (!equal(drawnSum(quantized, slice), packedSum(core, context, place)))
    internalFault(`pack: the synapses of ${place} are not those of the network`);
}

/** The synapses onto a slice, as they were drawn and quantized. */
function drawnSum(quantized: SpinnakerQuantized, slice: CoreSlice): SynapseSum {
  let [a, b, count] = [0, 0, 0];
  quantized.shifted.lowered.network.projections.forEach((projection, k) => {
    if (projection.post !== slice.population) return;
    for (let i = slice.from; i < slice.to; i++) {
      const row = rowSum(projection, quantized.projections[k], i);
      a = (a + row.a) | 0;
      b = (b + row.b) | 0;
      count += row.count;
    }
  });
  return { a, b, count };
}

function rowSum(
  { preFirst, postFirst, rowStart, source }: Projection,
  { weight, type, delay }: SpinnakerProjection,
  i: number,
): SynapseSum {
  const [first, end] = [rowStart[i], rowStart[i + 1]];
  const neuron = ofNeuron(postFirst + i);
  let [a, b] = [0, 0];
  for (let s = first; s < end; s++) {
    const w = typeof weight === "number" ? weight : weight[s];
    const t = typeof type === "number" ? type : type[s];
    const d = typeof delay === "number" ? delay : delay[s];
    const mix = mixed(ofSource(preFirst + source[s]) ^ neuron ^ ofWeight(w, t) ^ ofDelay(d));
    a = (a + mix) | 0;
    b = (b + again(mix)) | 0;
  }
  return { a, b, count: end - first };
}

/** Counts what of a core needs no knowledge of how it was planned: it bounds the plan from below. */
function checkLimits(
  { neurons, layout, blocks, rowStart, words, model }: SpinnakerCore,
  { memory: planned }: CoreSlice,
  { target: { limits, memory } }: Spec,
  place: string,
): void {
  const { indexBits, typeBits, delayBits } = layout;
  const within = (what: string, used: number, max: number | null) => {
    if (max !== null && used > max) internalFault(`pack: ${place} has ${used} ${what}, at most ${max}`);
  };
  within("atoms", neurons.length, limits.atomsPerCore.value);
  within("bits of ring-buffer addresses", indexBits + typeBits + delayBits, limits.ringBufferBits.value);
  for (const { extraDelay } of blocks) within("delay stages", extraDelay >>> delayBits, limits.delayStages.value);
  let longest = 0;
  for (let r = 1; r < rowStart.length; r++) longest = Math.max(longest, rowStart[r] - rowStart[r - 1]);
  within("words in a row", longest, limits.rowWords.value);
  const header = memory.rowHeaderWords.value;
  const dtcm =
    memory.ringBufferSlotBytes.value * 2 ** (indexBits + typeBits + delayBits) +
    WORD * memory.stateWords[model].value * neurons.length +
    (longest > 0 ? memory.rowBuffers.value * WORD * (longest + header) : 0) +
    WORD * memory.inputBufferSpikes.value;
  within("bytes of DTCM", planned.dtcm.bytes, limits.dtcm.value);
  within("bytes of DTCM that were not planned", dtcm - planned.dtcm.bytes, 0);
  within("bytes of SDRAM", planned.sdram.bytes, limits.sdramPerChip.value);
  within("bytes of synaptic words that were not planned", WORD * words.length - planned.sdram.bytes, 0);
}

function packedSum(
  { blocks, rowStart, words, layout, neurons }: SpinnakerCore,
  { target }: Spec,
  place: string,
): SynapseSum {
  let [a, b, count] = [0, 0, 0];
  const most = 2 ** (target.limits.weightBits.value ?? FIELD_BITS) - 1;
  const { indexMask, typeShift, typeMask, delayShift, delayMask, longestDelay } = wordFields(layout);
  let heaviest = 0;
  for (const { firstSource, sources, firstRow, extraDelay } of blocks) {
    for (let s = 0; s < sources; s++) {
      const [from, to] = [rowStart[firstRow + s], rowStart[firstRow + s + 1]];
      const source = ofSource(firstSource + s);
      for (let w = from; w < to; w++) {
        const word = words[w];
        const weight = word >>> FIELD_BITS;
        if (weight > heaviest) heaviest = weight;
        const delay = (word >>> delayShift) & delayMask || longestDelay;
        const neuron = ofNeuron(neurons[word & indexMask]);
        const mix = mixed(
          source ^ neuron ^ ofWeight(weight, (word >>> typeShift) & typeMask) ^ ofDelay(delay + extraDelay),
        );
        a = (a + mix) | 0;
        b = (b + again(mix)) | 0;
      }
      count += to - from;
    }
  }
  if (heaviest > most) internalFault(`pack: a weight of ${place} is ${heaviest}, at most ${most}`);
  return { a, b, count };
}
