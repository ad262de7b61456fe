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
import type { CoreLayout } from "../stages.js";

type PackedLists = Pick<CoreImage, "axonStart" | "axonEnd" | "axonBase" | "synapseMemory">;

/** The axon tables of all cores, one behind the other: so many small arrays would cost more than what is in them. */
export class AxonTables {
  private readonly start: Uint32Array;
  private readonly end: Uint32Array;
  private readonly base: Uint16Array;
  private used = 0;

  /** @param axons of all cores together */
  constructor(axons: number) {
    this.start = new Uint32Array(axons);
    this.end = new Uint32Array(axons);
    this.base = new Uint16Array(axons);
  }

  take(axons: number): Pick<PackedLists, "axonStart" | "axonEnd" | "axonBase"> {
    const from = this.used;
    const to = (this.used += axons);
    return {
      axonStart: this.start.subarray(from, to),
      axonEnd: this.end.subarray(from, to),
      axonBase: this.base.subarray(from, to),
    };
  }
}

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
  /** By list: 1 + the axon whose words it has, 0 where it is not written yet, or lost its slot to another: then it is written each time. */
  private axonOf = new Uint32Array(0);

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

  /** Synapse memory and axon table of one core. @param tables of all cores: what is not yet used */
  pack(layout: CoreLayout, tables: AxonTables): PackedLists {
    const { sources, listOf, start, group, base, formats, formatOf } = layout;
    this.perSynapse = formats.map(synapseBits);
    this.inWord = this.perSynapse.map((bits) => this.mostInWord(bits));
    const { writer, inWord } = this;
    const axons = sources.length;
    const lists = start.length - 1;
    const { axonStart, axonEnd, axonBase } = tables.take(axons);
    const slots = 2 ** Math.ceil(Math.log2(4 * axons + 1));
    if (this.known.length < slots) this.known = new Int32Array(slots);
    const known = this.known.fill(-1, 0, slots);
    if (this.axonOf.length < lists) this.axonOf = new Uint32Array(2 * lists);
    const axonOf = this.axonOf.fill(0, 0, lists);
    writer.clear();
    for (let a = 0; a < axons; a++) {
      const l = listOf[a];
      // Memory that is not written is not taken from the machine, and nearly every base is 0.
      if (base[l] > 0) axonBase[a] = base[l];
      if (axonOf[l] > 0) {
        const same = axonOf[l] - 1;
        axonStart[a] = axonStart[same];
        axonEnd[a] = axonEnd[same];
        continue;
      }
      const first = start[l];
      const end = start[l + 1];
      const firstWord = writer.words;
      const f = end > first ? formatOf[group[first]] : 0;
      if (end > first && end - first <= inWord[f] && group[first] === group[end - 1]) {
        this.putTogether(layout, l);
        const { low, high } = this;
        const slot = hashOfWord(low, high) & (slots - 1);
        const same = known[slot];
        if (same >= 0 && axonEnd[same] - axonStart[same] === 1 && writer.isWord(axonStart[same], low, high)) {
          axonStart[a] = axonStart[same];
          axonEnd[a] = axonEnd[same];
          axonOf[l] = same + 1;
          continue;
        }
        writer.appendWord(low, high);
        axonStart[a] = firstWord;
        axonEnd[a] = firstWord + 1;
        if (same < 0) axonOf[l] = (known[slot] = a) + 1;
        continue;
      }
      this.writeBlocks(layout, l);
      const words = writer.words - firstWord;
      axonStart[a] = firstWord;
      axonEnd[a] = writer.words;
      const slot = writer.hashWords(firstWord, writer.words) & (slots - 1);
      const same = known[slot];
      if (same < 0) axonOf[l] = (known[slot] = a) + 1;
      else if (axonEnd[same] - axonStart[same] === words && writer.sameWords(axonStart[same], firstWord, words)) {
        writer.truncate(firstWord);
        axonStart[a] = axonStart[same];
        axonEnd[a] = axonEnd[same];
        axonOf[l] = same + 1;
      }
    }
    return { axonStart, axonEnd, axonBase, synapseMemory: writer.image() };
  }

  private mostInWord(bitsPerSynapse: number): number {
    const { wordBits } = this.target.synapse;
    if (wordBits !== 64 || this.headerBits > 32 || bitsPerSynapse > 32) return 0;
    return Math.min(this.mostInBlock, Math.floor((wordBits - this.headerBits) / Math.max(1, bitsPerSynapse)));
  }

  private low = 0;
  private high = 0;

  /** Puts list l, all of one group and short enough, into `low` and `high`. */
  private putTogether({ start, compartment, mantissa, group, delay, base, formats, formatOf }: CoreLayout, l: number) {
    const { formatIdBits } = this.target.synapse;
    const g = group[start[l]];
    const f = formatOf[g];
    const format = formats[f];
    const { weightBits, delayBits } = format;
    const width = this.perSynapse[f];
    let low = (f + 1) | ((start[l + 1] - start[l] - 1) << formatIdBits);
    let high = 0;
    let bit = this.headerBits;
    for (let k = start[l]; k < start[l + 1]; k++, bit += width) {
      const index = format.indexBits > 0 ? compartment[k] - base[l] : 0;
      const value = this.field(mantissa[k], g, format) | (delay[k] << weightBits) | (index << (weightBits + delayBits));
      if (bit < 32) {
        low |= value << bit;
        if (bit + width > 32) high |= value >>> (32 - bit);
      } else high |= value << (bit - 32);
    }
    this.low = low;
    this.high = high;
  }

  /** Appends list l, block by block. */
  private writeBlocks(layout: CoreLayout, l: number): void {
    const { start, compartment, mantissa, group, delay, base, formats, formatOf } = layout;
    const { writer, mostInBlock, perSynapse } = this;
    for (let k = start[l]; k < start[l + 1];) {
      const g = group[k];
      const f = formatOf[g];
      const format = formats[f];
      const { weightBits, delayBits, indexBits } = format;
      let run = k;
      while (run < start[l + 1] && group[run] === g) run++;
      while (k < run) {
        const count = Math.min(run - k, mostInBlock);
        writer.beginBlock(f + 1, count, perSynapse[f]);
        for (const end = k + count; k < end; k++) {
          const index = indexBits > 0 ? compartment[k] - base[l] : 0;
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
