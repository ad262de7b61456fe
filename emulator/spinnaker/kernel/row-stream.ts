/**
 * The synaptic rows of all cores by source, as the WebAssembly kernel reads them: half-words, run after run, so that a spike reads one stretch
 * of memory. A run is what a row adds to one group of ring buffers (ring-groups.ts):
 *
 *   run     group | delay << 2 | kind | words | weight, then a place for each word, then its weight unless all have one
 *   kind    bit 0: all words have one weight; bit 1: all have one delay, which their places leave out
 *
 *   bitmap  0x8000 | class | words | words that hit an atom again | 0, from the next whole vector on a bit for each atom of the group's
 *           buffers, then the places of those that hit again (bitmap-classes.ts; where that takes no more than lists may)
 *
 * A row with few weights is cut into a run for each, which halves it. What is added to one ring entry stays in one run, in its order:
 * words that share an entry with another weight go into a run that keeps the weights. So saturations are those of the rows.
 */
import type { SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import { FIELD_BITS } from "../../../src/program/spinnaker/synaptic-word.js";
import { BITMAP, bitsOfGroup, type BitmapClasses } from "./bitmap-classes.js";
import { groupOfBuffer, type RingGroup } from "./ring-groups.js";

export const RUN_HEADER = 4;
const ONE_WEIGHT = 1;
export const ONE_DELAY = 2;

/** Words that a run's half-word can count. */
const LONGEST_RUN = 0xffff;
/** Rows are cut by weight where they have at most so many, and so many words that the headers are paid for. */
const FEW_WEIGHTS = 4;
const WORTH_CUTTING = 64;
const MIXED = 0xff;
const HALF_WORDS_OF_VECTOR = 8;

/** Half-words that the rows take at most. */
export function mostHalfWords(cores: readonly SpinnakerCore[]): number {
  let total = 0;
  for (const { blocks, rowStart } of cores) {
    for (const { sources, firstRow } of blocks) {
      // Blocks may share rows: they are counted for each.
      total += 2 * (rowStart[firstRow + sources] - rowStart[firstRow]);
      for (let r = firstRow; r < firstRow + sources; r++) if (rowStart[r] < rowStart[r + 1]) total += RUN_HEADER;
    }
  }
  return total;
}

/** Every extra delay that a block has, ascending; 0 is always there. */
export function extraDelaysOf(cores: readonly SpinnakerCore[]): number[] {
  return [...new Set([0, ...cores.flatMap(({ blocks }) => blocks.map((block) => block.extraDelay))])].sort(
    (a, b) => a - b,
  );
}

/** A block that has a row for the source at hand. */
interface OpenBlock {
  readonly rowStart: Uint32Array;
  readonly words: Uint32Array;
  /** Its row of source s is row + s. */
  readonly row: number;
  /** Bits of delay, type and index; and the place of its buffer in the group. */
  readonly mask: number;
  readonly high: number;
}

export class RowStream {
  /** Half-words written. */
  length = 0;
  private readonly groupOf: Uint32Array;
  /** Of the run at hand: places and weights of its words. */
  private places = new Uint16Array(1024);
  private weights = new Uint16Array(1024);
  private weightIndex = new Uint8Array(1024);
  private count = 0;
  /** Bits in which places, and weights, of the run at hand differ from the first. */
  private placeBits = 0;
  private weightBits = 0;
  /** By place: the run that last had it, and which of its weights. */
  private readonly seenIn = new Uint32Array(2 ** FIELD_BITS);
  private readonly seenWeight = new Uint8Array(2 ** FIELD_BITS);
  private run = 0;
  /** Bits of the run at hand, 0 between runs; and the places that it hits again. */
  private readonly bits: Uint16Array;
  private again = new Uint16Array(1024);

  /** @param stream room for `mostHalfWords(cores)`, from a whole vector on */
  constructor(
    private readonly cores: readonly SpinnakerCore[],
    private readonly groups: readonly RingGroup[],
    private readonly stream: Uint16Array,
    private readonly classes: BitmapClasses,
  ) {
    this.groupOf = groupOfBuffer(groups);
    this.bits = new Uint16Array(Math.max(0, ...groups.map(bitsOfGroup)) / 16);
  }

  /** Appends the rows of a stage: that of source s goes to starts[s] .. starts[s + 1] - 1. */
  append(extraDelay: number, starts: Uint32Array): void {
    const sources = starts.length - 1;
    const bounds = new Set([0, sources]);
    for (const { blocks } of this.cores)
      for (const block of blocks) {
        if (block.extraDelay === extraDelay) bounds.add(block.firstSource).add(block.firstSource + block.sources);
      }
    const ascending = [...bounds].sort((a, b) => a - b);
    for (let k = 0; k + 1 < ascending.length; k++) {
      const open = this.openBlocks(extraDelay, ascending[k]);
      for (let source = ascending[k]; source < ascending[k + 1]; source++) {
        starts[source] = this.length;
        for (let o = 0; o < open.length; o++) {
          this.gather(open[o].blocks, source);
          if (this.count > 0) this.write(open[o].group);
        }
      }
    }
    starts[sources] = this.length;
  }

  /** The blocks with a row for `source`, by group, in the order of cores and of their population tables. */
  private openBlocks(extraDelay: number, source: number): { group: number; blocks: OpenBlock[] }[] {
    const open: { group: number; blocks: OpenBlock[] }[] = [];
    let firstBuffer = 0;
    for (const { blocks, rowStart, words, synapseCores } of this.cores) {
      for (const { firstSource, sources, firstRow, synapseCore, extraDelay: held } of blocks) {
        if (held !== extraDelay || source < firstSource || source >= firstSource + sources) continue;
        const buffer = firstBuffer + synapseCore;
        const group = this.groupOf[buffer];
        const { firstBuffer: first, slotBits, delayBits } = this.groups[group];
        const bits = slotBits + delayBits;
        let list = open.find((each) => each.group === group);
        if (list === undefined) open.push((list = { group, blocks: [] }));
        list.blocks.push({
          rowStart,
          words,
          row: firstRow - firstSource,
          mask: 2 ** bits - 1,
          high: (buffer - first) << bits,
        });
      }
      firstBuffer += synapseCores;
    }
    return open;
  }

  private gather(blocks: readonly OpenBlock[], source: number): void {
    this.count = 0;
    let firstPlace = -1;
    let firstWeight = 0;
    let placeBits = 0;
    let weightBits = 0;
    for (let b = 0; b < blocks.length; b++) {
      const { rowStart, words, row, mask, high } = blocks[b];
      const from = rowStart[row + source];
      const to = rowStart[row + source + 1];
      if (from === to) continue;
      if (this.count + to - from > this.places.length) this.grow(this.count + to - from);
      if (firstPlace < 0) {
        firstPlace = (words[from] & mask) | high;
        firstWeight = words[from] >>> FIELD_BITS;
      }
      const { places, weights } = this;
      let n = this.count;
      for (let k = from; k < to; k++, n++) {
        const word = words[k];
        const place = (word & mask) | high;
        const weight = word >>> FIELD_BITS;
        placeBits |= place ^ firstPlace;
        weightBits |= weight ^ firstWeight;
        places[n] = place;
        weights[n] = weight;
      }
      this.count = n;
    }
    this.placeBits = placeBits;
    this.weightBits = weightBits;
  }

  private grow(needed: number): void {
    const length = 2 * needed;
    const { places, weights } = this;
    this.places = new Uint16Array(length);
    this.weights = new Uint16Array(length);
    this.weightIndex = new Uint8Array(length);
    this.again = new Uint16Array(length);
    this.places.set(places);
    this.weights.set(weights);
  }

  private write(group: number): void {
    const { places, weights, count } = this;
    const { slotBits, delayBits } = this.groups[group];
    const delays = (2 ** delayBits - 1) << slotBits;
    const delay = places[0] & delays;
    const oneDelay = (this.placeBits & delays) === 0;
    const kind = oneDelay ? ((delay >>> slotBits) << 2) | ONE_DELAY : 0;
    const removed = oneDelay ? delay : 0;
    if (this.weightBits === 0) return this.writeRuns(group, kind | ONE_WEIGHT, removed, -1, weights[0]);
    const known = this.fewWeights();
    if (known.length === 0 || count < WORTH_CUTTING) this.writeRuns(group, kind, removed, -1, 0);
    else {
      this.markShared();
      for (let w = 0; w < known.length; w++) this.writeRuns(group, kind | ONE_WEIGHT, removed, w, known[w]);
      this.writeRuns(group, kind, removed, MIXED, 0);
    }
  }

  /** The weights of the run at hand, and of each word which it is; none where there are more than a few. */
  private fewWeights(): number[] {
    const { weights, weightIndex, count } = this;
    const known = [weights[0]];
    let index = 0;
    for (let k = 0; k < count; k++) {
      const weight = weights[k];
      if (known[index] !== weight) {
        index = known.indexOf(weight);
        if (index < 0) {
          if (known.length === FEW_WEIGHTS) return [];
          index = known.push(weight) - 1;
        }
      }
      weightIndex[k] = index;
    }
    return known;
  }

  /** Words that share their place with a word of another weight get the index MIXED. */
  private markShared(): void {
    const { places, weightIndex, seenIn, seenWeight, count } = this;
    const run = ++this.run;
    let mixed = false;
    for (let k = 0; k < count; k++) {
      const place = places[k];
      if (seenIn[place] !== run) {
        seenIn[place] = run;
        seenWeight[place] = weightIndex[k];
      } else if (seenWeight[place] !== weightIndex[k]) {
        seenWeight[place] = MIXED;
        mixed = true;
      }
    }
    if (!mixed) return;
    for (let k = 0; k < count; k++) if (seenWeight[places[k]] === MIXED) weightIndex[k] = MIXED;
  }

  /** Writes the words with a weight index (-1: all of them) as runs. */
  private writeRuns(group: number, kind: number, delay: number, index: number, weight: number): void {
    if (kind & ONE_WEIGHT && kind & ONE_DELAY && this.writeBitmap(group, kind >>> 2, delay, index, weight)) return;
    const { places, weights, weightIndex, stream, count } = this;
    let k = 0;
    while (k < count) {
      const header = this.length;
      let at = header + RUN_HEADER;
      const first = k;
      const longest = at + LONGEST_RUN;
      if (index < 0) for (; k < count && at < longest; k++) stream[at++] = places[k] - delay;
      else for (; k < count && at < longest; k++) if (weightIndex[k] === index) stream[at++] = places[k] - delay;
      const words = at - header - RUN_HEADER;
      if (words === 0) return;
      stream[header] = group;
      stream[header + 1] = kind;
      stream[header + 2] = words;
      stream[header + 3] = weight;
      if ((kind & ONE_WEIGHT) === 0)
        for (let j = first; j < k; j++) if (index < 0 || weightIndex[j] === index) stream[at++] = weights[j];
      this.length = at;
    }
  }
  /** Writes the words with a weight index (-1: all of them) as a bitmap; returns false where a list takes less, or no class is left. */
  private writeBitmap(group: number, field: number, delay: number, index: number, weight: number): boolean {
    const { places, weightIndex, count, bits, again, stream } = this;
    const { slotBits, delayBits, indexBits } = this.groups[group];
    const length = bitsOfGroup(this.groups[group]) / 16;
    const types = 2 ** slotBits - 2 ** indexBits;
    if (length === 0 || 2 * count < length || (this.placeBits & types) !== 0) return false;
    const indices = 2 ** indexBits - 1;
    let words = 0;
    let repeats = 0;
    for (let k = 0; k < count; k++) {
      if (index >= 0 && weightIndex[k] !== index) continue;
      const place = places[k];
      const bit = ((place >>> (slotBits + delayBits)) << indexBits) | (place & indices);
      const mask = 1 << (bit & 15);
      if ((bits[bit >>> 4] & mask) === 0) bits[bit >>> 4] |= mask;
      else again[repeats++] = place - delay;
      words++;
    }
    const header = this.length;
    const from = Math.ceil((header + RUN_HEADER) / HALF_WORDS_OF_VECTOR) * HALF_WORDS_OF_VECTOR;
    const fits = words <= LONGEST_RUN && from + length + repeats <= header + 2 * words;
    const type = (places[0] & types) >>> indexBits;
    const kind = fits ? this.classes.numberOf({ group, delay: field, weight, type }) : null;
    if (kind !== null) {
      stream.set([BITMAP | kind, words, repeats, 0], header);
      stream.set(bits.subarray(0, length), from);
      stream.set(again.subarray(0, repeats), from + length);
      this.length = from + length + repeats;
    }
    bits.fill(0, 0, length);
    return kind !== null;
  }
}
