/**
 * Writes the synapse lists of one core after the other into words, and finds the lists that are already there: identical lists of a core are
 * stored once. Most lists of a large sparse network are one synapse or two and fit into one word: they are put together in two numbers
 * and only written where they are new.
 */
import type { CoreImage, SynapseFormat, SynapseGroup } from "../../../src/program/loihi/program.js";
import {
  droppedBits,
  hashOfWord,
  SynapseMemoryWriter,
  synapseBits,
  weightField,
} from "../../../src/program/loihi/synapse-memory.js";
import { longestBlock, type LoihiTarget } from "../../../src/targets/loihi/target.js";
import { internalFault } from "../../common/internal-fault.js";
import type { CoreLayout } from "../core-layout.js";

type PackedLists = Pick<CoreImage, "axonStart" | "axonEnd" | "axonBase" | "synapseMemory">;

export class ListPacker {
  private readonly writer: SynapseMemoryWriter;
  private readonly dropped: readonly number[];
  private readonly mostInBlock: number;
  private readonly headerBits: number;
  /** Synapses that fit into one word with their header, by format of the core that is packed; 0 where words are not put together in two numbers. */
  private inWord: number[] = [];
  private perSynapse: number[] = [];
  /** Hash of a list → first axon that has it, -1 none: open addressing with one probe; a missed match only costs memory. */
  private known = new Int32Array(0);
  /** By format and compartment: 1 + the first axon with a list of this one synapse, 0 none; another weight or delay there is not found. */
  private single = new Uint32Array(0);

  constructor(
    private readonly groups: readonly SynapseGroup[],
    private readonly target: LoihiTarget,
  ) {
    const { synapse } = target;
    this.writer = new SynapseMemoryWriter(synapse);
    this.dropped = groups.map((g) => droppedBits(g, target));
    this.mostInBlock = longestBlock(synapse);
    this.headerBits = synapse.formatIdBits + synapse.countBits;
  }

  /** Synapse memory and axon table of one core. */
  pack(layout: CoreLayout): PackedLists {
    const { sources, start, compartment, mantissa, group, delay, base, formats, formatOf, compartments } = layout;
    this.perSynapse = formats.map(synapseBits);
    this.inWord = this.perSynapse.map((bits) => this.mostInWord(bits));
    const { writer, inWord } = this;
    const axons = sources.length;
    const axonStart = new Uint32Array(axons);
    const axonEnd = new Uint32Array(axons);
    const slots = 2 ** Math.ceil(Math.log2(4 * axons + 1));
    if (this.known.length < slots) this.known = new Int32Array(slots);
    const known = this.known.fill(-1, 0, slots);
    if (this.single.length < formats.length * compartments)
      this.single = new Uint32Array(formats.length * compartments);
    const single = this.single.fill(0, 0, formats.length * compartments);
    writer.clear();
    for (let a = 0; a < axons; a++) {
      const first = start[a];
      const end = start[a + 1];
      const firstWord = writer.words;
      const f = end > first ? formatOf[group[first]] : 0;
      const place = f * compartments + compartment[first];
      if (end - first === 1 && single[place] > 0) {
        const seen = single[place] - 1;
        const other = start[seen];
        if (mantissa[other] === mantissa[first] && delay[other] === delay[first]) {
          axonStart[a] = axonStart[seen];
          axonEnd[a] = axonEnd[seen];
          continue;
        }
      }
      if (end > first && end - first <= inWord[f] && group[first] === group[end - 1]) {
        this.putTogether(layout, a);
        const { low, high } = this;
        const slot = hashOfWord(low, high) & (slots - 1);
        const same = known[slot];
        if (same >= 0 && axonEnd[same] - axonStart[same] === 1 && writer.isWord(axonStart[same], low, high)) {
          axonStart[a] = axonStart[same];
          axonEnd[a] = axonEnd[same];
          continue;
        }
        writer.appendWord(low, high);
        axonStart[a] = firstWord;
        axonEnd[a] = firstWord + 1;
        if (same < 0) {
          known[slot] = a;
          // A list that lost its slot to another is written again each time, and must not be found here either.
          if (end - first === 1) single[place] = a + 1;
        }
        continue;
      }
      this.writeBlocks(layout, a);
      const words = writer.words - firstWord;
      axonStart[a] = firstWord;
      axonEnd[a] = writer.words;
      const slot = writer.hashWords(firstWord, writer.words) & (slots - 1);
      const same = known[slot];
      if (same < 0) known[slot] = a;
      else if (axonEnd[same] - axonStart[same] === words && writer.sameWords(axonStart[same], firstWord, words)) {
        writer.truncate(firstWord);
        axonStart[a] = axonStart[same];
        axonEnd[a] = axonEnd[same];
      }
    }
    return { axonStart, axonEnd, axonBase: base, synapseMemory: writer.image() };
  }

  private mostInWord(bitsPerSynapse: number): number {
    const { wordBits } = this.target.synapse;
    if (wordBits !== 64 || this.headerBits > 32 || bitsPerSynapse > 32) return 0;
    return Math.min(this.mostInBlock, Math.floor((wordBits - this.headerBits) / Math.max(1, bitsPerSynapse)));
  }

  private low = 0;
  private high = 0;

  /** Puts the list of axon a, all of one group and short enough, into `low` and `high`. */
  private putTogether({ start, compartment, mantissa, group, delay, base, formats, formatOf }: CoreLayout, a: number) {
    const { formatIdBits } = this.target.synapse;
    const g = group[start[a]];
    const f = formatOf[g];
    const format = formats[f];
    const { weightBits, delayBits } = format;
    const width = this.perSynapse[f];
    let low = (f + 1) | ((start[a + 1] - start[a] - 1) << formatIdBits);
    let high = 0;
    let bit = this.headerBits;
    for (let k = start[a]; k < start[a + 1]; k++, bit += width) {
      const index = format.indexBits > 0 ? compartment[k] - base[a] : 0;
      const value = this.field(mantissa[k], g, format) | (delay[k] << weightBits) | (index << (weightBits + delayBits));
      if (bit < 32) {
        low |= value << bit;
        if (bit + width > 32) high |= value >>> (32 - bit);
      } else high |= value << (bit - 32);
    }
    this.low = low;
    this.high = high;
  }

  /** Appends the list of axon a, block by block. */
  private writeBlocks(layout: CoreLayout, a: number): void {
    const { start, compartment, mantissa, group, delay, base, formats, formatOf } = layout;
    const { writer, mostInBlock, perSynapse } = this;
    for (let k = start[a]; k < start[a + 1];) {
      const g = group[k];
      const f = formatOf[g];
      const format = formats[f];
      const { weightBits, delayBits, indexBits } = format;
      let run = k;
      while (run < start[a + 1] && group[run] === g) run++;
      while (k < run) {
        const count = Math.min(run - k, mostInBlock);
        writer.beginBlock(f + 1, count, perSynapse[f]);
        for (const end = k + count; k < end; k++) {
          const index = indexBits > 0 ? compartment[k] - base[a] : 0;
          const field = this.field(mantissa[k], g, format);
          writer.put(field | (delay[k] << weightBits) | (index << (weightBits + delayBits)), perSynapse[f]);
        }
      }
    }
  }

  private field(mantissa: number, g: number, { weightBits }: SynapseFormat): number {
    const { signMode, name } = this.groups[g];
    const field = weightField(mantissa, signMode, this.dropped[g], weightBits);
    if (field < 0) internalFault(`group ${name} cannot hold the mantissa ${mantissa} in ${weightBits} bits`);
    return field;
  }
}
