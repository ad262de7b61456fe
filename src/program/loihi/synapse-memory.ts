/**
 * The bit layout of synapse memory: one writer, one reader, and the accounting that both obey.
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
import { fail } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import { longestBlock, type LoihiTarget } from "../../targets/loihi/target.js";
import { toLittleEndian } from "../little-endian.js";
import type { CoreImage, SynapseFormat, SynapseGroup } from "./program.js";

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

/** All synapses of a core, axon by axon: the list of axon a is axonStart[a] .. axonStart[a+1]-1 of the arrays. */
export interface CoreSynapses {
  readonly axonStart: Uint32Array;
  readonly compartment: Uint16Array;
  /** Signed mantissa with the dropped LSBs zero. */
  readonly mantissa: Int16Array;
  /** Index into Program.groups. */
  readonly group: Uint16Array;
  readonly delay: Uint8Array;
}

type CoreMemory = Pick<CoreImage, "axonStart" | "axonEnd" | "axonBase" | "synapseMemory" | "formats" | "neurons">;

/**
 * Reads a core's whole synapse memory.
 * @param core its axon table, formats and memory; @param program only the groups are used; @param most synapses that there may be
 * @throws EquipoiseError (bad input) where a block names an unknown format, leaves its axon's words or memory, or hits no compartment
 */
export function decodeCoreSynapses(
  core: CoreMemory,
  program: { readonly groups: readonly SynapseGroup[] },
  target: LoihiTarget,
  most = Infinity,
): CoreSynapses {
  const spec = target.synapse;
  const { formatIdBits, countBits, wordBits } = spec;
  const memory = core.synapseMemory;
  const words = (memory.length * 8) / wordBits;
  const axons = core.axonStart.length;
  const formats = core.formats.map((format) => {
    const group = program.groups[format.group];
    if (group === undefined) corrupt("a synapse format names a group that does not exist", format.group);
    return { ...format, bits: synapseBits(format), dropped: droppedBits(group, target), signMode: group.signMode };
  });
  const axonStart = new Uint32Array(axons + 1);

  // First pass: headers only.
  let total = 0;
  for (let a = 0; a < axons; a++) {
    axonStart[a] = total;
    let word = core.axonStart[a];
    const end = core.axonEnd[a];
    if (end < word || end > words) corrupt("an input axon points beyond synapse memory", a);
    while (word < end) {
      const id = readBits(memory, word * wordBits, formatIdBits);
      const count = readBits(memory, word * wordBits + formatIdBits, countBits) + 1;
      if (id === 0 || id > formats.length) corrupt("a synapse block names an unknown format", a);
      if (count > spec.synapsesPerBlock) corrupt("a synapse block is longer than the chip allows", a);
      word += blockBits(count, formats[id - 1].bits, spec) / wordBits;
      total += count;
      if (total > most) tooMany(most);
    }
    if (word !== end) corrupt("a synapse block runs over the end of its axon", a);
  }
  axonStart[axons] = total;

  const compartment = new Uint16Array(total);
  const mantissa = new Int16Array(total);
  const group = new Uint16Array(total);
  const delay = new Uint8Array(total);
  const dense = new Uint32Array(formats.length);
  let k = 0;
  for (let a = 0; a < axons; a++) {
    dense.fill(0);
    const base = core.axonBase[a];
    for (let word = core.axonStart[a]; word < core.axonEnd[a];) {
      let bit = word * wordBits;
      const f = readBits(memory, bit, formatIdBits) - 1;
      const count = readBits(memory, bit + formatIdBits, countBits) + 1;
      const format = formats[f];
      const { weightBits, delayBits, dropped, signMode } = format;
      const isDense = format.compression === "dense";
      bit += formatIdBits + countBits;
      for (let s = 0; s < count; s++, k++, bit += format.bits) {
        const synapse = readBits(memory, bit, format.bits);
        const field = synapse & ((1 << weightBits) - 1);
        const index = isDense ? dense[f]++ : synapse >>> (weightBits + delayBits);
        if (base + index >= core.neurons.length) corrupt("a synapse hits a compartment that does not exist", a);
        compartment[k] = base + index;
        group[k] = format.group;
        delay[k] = (synapse >>> weightBits) & ((1 << delayBits) - 1);
        mantissa[k] =
          signMode === "mixed"
            ? weightBits === 0
              ? 0
              : ((field << (32 - weightBits)) >> (32 - weightBits)) << dropped
            : signMode === "excitatory"
              ? field << dropped
              : -(field << dropped);
      }
      word += blockBits(count, format.bits, spec) / wordBits;
    }
  }
  // A field may be wider than its group's weights; its value may not.
  const largest = 2 ** target.widths.weightMantissa;
  if (mantissa.some((m) => m > largest || m < -largest)) corrupt("a weight exceeds the bits of its group", 0);
  return { axonStart, compartment, mantissa, group, delay };
}

function tooMany(most: number): never {
  return fail(
    "program-too-large",
    `The program cannot be run: its axons share synapse lists so often that a core has more than ${Math.max(0, most)} synapses, which is more than its file or this machine backs.`,
    {
      hint: "compile the description again, or run it on a machine with more memory",
    },
  );
}

/** Unsigned value of `width` ≤ 31 bits at a bit position; bits beyond the end read as 0. */
function readBits(memory: Uint8Array, bit: number, width: number): number {
  const at = bit >>> 3;
  const offset = bit & 7;
  // Bytes behind the value are not touched: a read behind the end would make every later read slow.
  const low = (memory[at] | (memory[at + 1] << 8) | (memory[at + 2] << 16)) >>> offset;
  if (offset + width <= 24) return low & ((1 << width) - 1);
  const value = low | ((memory[at + 3] | (memory[at + 4] << 8)) << (24 - offset));
  return value & ((1 << width) - 1);
}

function corrupt(what: string, axon: number): never {
  return fail("program-corrupt", `The synapse memory of the program is not valid: ${what} (input axon ${axon}).`, {
    exitCode: ExitCode.badInput,
    hint: "compile the program again",
  });
}
