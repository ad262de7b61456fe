/**
 * The bit layout of synapse memory: one writer, one reader (synapse-lists.ts), and the accounting that both obey.
 *
 * A core's memory is a sequence of words (64 bits), bits LSB first. An input axon reads whole words: a sequence of blocks
 *
 *   block = format id (4 bits) | count-1 (6) | count × ( weight | delay | index ) | zero padding to a whole word
 *   bits  = ceil((4 + 6 + count·(weightBits + delayBits + indexBits)) / 64) · 64        (loihi spec §3.1)
 *
 * Format ids count from 1 (id 0 is unused on the chip, so that blank memory is not a valid block): id k is formats[k-1].
 * weight: one-signed groups: magnitude >> dropped; mixed: two's complement of (mantissa >> dropped), sign-extended when read;
 *         dropped = weightMantissa - group.weightBits (+1 if mixed).
 * index:  sparse: compartment - axonBase; dense: absent, the synapses of a format hit consecutive compartments from axonBase on.
 *
 * Source: nengo-loihi `SynapseConfig.bits_per_axon` for the accounting; the order of the fields inside a block is ours.
 */
import { longestBlock, type LoihiTarget } from "../../targets/loihi/target.js";
import { toLittleEndian } from "../little-endian.js";
import type { SynapseFormat, SynapseGroup } from "./program.js";

export type SynapseSpec = LoihiTarget["synapse"];

/** Bits of one synapse in a format. */
export function synapseBits(format: Pick<SynapseFormat, "weightBits" | "delayBits" | "indexBits">): number {
  return format.weightBits + format.delayBits + format.indexBits;
}

/** Bits of one block of `count` synapses, whole words. */
export function blockBits(count: number, bitsPerSynapse: number, spec: SynapseSpec): number {
  const bits = count * bitsPerSynapse + spec.formatIdBits + spec.countBits;
  return Math.ceil(bits / spec.wordBits) * spec.wordBits;
}

/** Bits of a list of `count` synapses of one axon and one format: full blocks and a rest. */
export function listBits(count: number, bitsPerSynapse: number, spec: SynapseSpec): number {
  const most = longestBlock(spec);
  const full = Math.floor(count / most);
  const rest = count % most;
  return full * blockBits(most, bitsPerSynapse, spec) + (rest > 0 ? blockBits(rest, bitsPerSynapse, spec) : 0);
}

/** The smallest width among the chip's codes that holds `bits`; NaN if none does. */
export function smallestCode(codes: readonly number[], bits: number): number {
  let best = NaN;
  for (const code of codes) if (code >= bits && !(best <= code)) best = code;
  return best;
}

/** Bits that hold the unsigned value `max`. */
export function bitsFor(max: number): number {
  return 32 - Math.clz32(max);
}

/** How many LSBs of a mantissa a group does not store. */
export function droppedBits(group: Pick<SynapseGroup, "signMode" | "weightBits">, target: LoihiTarget): number {
  return target.widths.weightMantissa - group.weightBits + (group.signMode === "mixed" ? 1 : 0);
}

/** Memory field of a mantissa, or -1 if the group cannot hold it exactly. */
export function weightField(
  mantissa: number,
  signMode: SynapseGroup["signMode"],
  dropped: number,
  fieldBits: number,
): number {
  const size = 1 << fieldBits;
  if (signMode === "mixed") {
    const kept = mantissa >> dropped;
    return kept << dropped === mantissa && kept >= -size / 2 && kept < size / 2 ? kept & (size - 1) : -1;
  }
  const magnitude = signMode === "excitatory" ? mantissa : -mantissa;
  if (magnitude < 0) return -1;
  const kept = magnitude >> dropped;
  return kept << dropped === magnitude && kept < size ? kept : -1;
}

const HASH_START = 0x811c9dc5;

/** Takes 32 more bits into a hash. */
function hashUnit(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x01000193);
  return mixed ^ (mixed >>> 15);
}

/** `SynapseMemoryWriter.hashWords` of one word of 64 bits. */
export function hashOfWord(low: number, high: number): number {
  return hashUnit(hashUnit(HASH_START, low), high) >>> 0;
}

/** Appends blocks to a growing memory, 32 bits at a time. */
export class SynapseMemoryWriter {
  private memory: Uint32Array;
  private word = 0;
  private bit = 0;
  /** 32-bit units of a word of synapse memory. */
  private readonly units: number;

  constructor(
    private readonly spec: SynapseSpec,
    capacityBytes = 1 << 17,
  ) {
    this.memory = new Uint32Array(Math.ceil(capacityBytes / 4));
    this.units = spec.wordBits / 32;
  }

  /** Words written so far: where the next block starts. */
  get words(): number {
    return this.word;
  }

  clear(): void {
    this.truncate(0);
  }

  beginBlock(formatId: number, count: number, bitsPerSynapse: number): void {
    this.bit = this.word * this.spec.wordBits;
    this.word += blockBits(count, bitsPerSynapse, this.spec) / this.spec.wordBits;
    this.reserve();
    this.put(formatId, this.spec.formatIdBits);
    this.put(count - 1, this.spec.countBits);
  }

  /** Writes `width` ≤ 32 bits of an unsigned value. */
  put(value: number, width: number): void {
    const at = this.bit >>> 5;
    const offset = this.bit & 31;
    this.bit += width;
    this.memory[at] |= value << offset;
    if (offset + width > 32) this.memory[at + 1] |= value >>> (32 - offset);
  }

  /** Appends one word of 64 bits: a block that fits into it, header included. */
  appendWord(low: number, high: number): void {
    const at = this.word * this.units;
    this.word++;
    this.reserve();
    this.memory[at] = low;
    this.memory[at + 1] = high;
  }

  /** Whether word `word` of 64 bits is this one. */
  isWord(word: number, low: number, high: number): boolean {
    const at = word * this.units;
    return this.memory[at] === low >>> 0 && this.memory[at + 1] === high >>> 0;
  }

  private reserve(): void {
    if (this.word * this.units <= this.memory.length) return;
    const larger = new Uint32Array(Math.max(this.memory.length * 2, this.word * this.units));
    larger.set(this.memory);
    this.memory = larger;
  }

  /** Compares words [a, a+n) with [b, b+n). */
  sameWords(a: number, b: number, n: number): boolean {
    const { memory, units } = this;
    for (let k = 0; k < n * units; k++) if (memory[a * units + k] !== memory[b * units + k]) return false;
    return true;
  }

  /** Hash of words [start, end). */
  hashWords(start: number, end: number): number {
    const { memory, units } = this;
    let hash = HASH_START;
    for (let k = start * units; k < end * units; k++) hash = hashUnit(hash, memory[k]);
    return hash >>> 0;
  }

  /** Takes back everything from word `word` on. */
  truncate(word: number): void {
    // Mostly a word or two: a call of fill() would cost more than the loop.
    for (let k = word * this.units; k < this.word * this.units; k++) this.memory[k] = 0;
    this.word = word;
  }

  /** A copy of what was written, least significant byte first. */
  image(): Uint8Array {
    return toLittleEndian(this.memory.slice(0, this.word * this.units));
  }
}
