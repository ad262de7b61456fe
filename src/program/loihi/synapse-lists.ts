/**
 * Reads synapse memory (its layout: synapse-memory.ts), list by list: an input axon names a list, and axons may share lists.
 * Every list is checked while it is read: unknown formats, blocks that leave their list or memory, compartments that do not exist.
 */
import { fail } from "../../diagnostics/diagnostic.js";
import { ExitCode } from "../../diagnostics/exit-codes.js";
import type { LoihiTarget } from "../../targets/loihi/target.js";
import { droppedBits, synapseBits } from "./synapse-memory.js";
import type { CoreImage, SynapseGroup } from "./program.js";

export type CoreMemory = Pick<
  CoreImage,
  "axonStart" | "axonEnd" | "axonBase" | "synapseMemory" | "formats" | "neurons"
>;

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

interface ListFormat {
  readonly group: number;
  readonly weightBits: number;
  readonly delayBits: number;
  readonly bits: number;
  readonly dropped: number;
  readonly signMode: SynapseGroup["signMode"];
  readonly dense: boolean;
  /** A field may be wider than its group's weights; its value may not. */
  readonly wide: boolean;
}

/** A core whose lists can be read. */
export interface OpenCore extends Pick<CoreMemory, "axonStart" | "axonEnd" | "axonBase" | "synapseMemory"> {
  readonly formats: readonly ListFormat[];
  readonly words: number;
  readonly compartments: number;
  /** It has a dense format. */
  readonly dense: boolean;
}

/** Reads lists into arrays that the next list overwrites. */
export class SynapseListReader {
  /** The list that was read last, from entry 0 on. */
  compartment: Uint32Array;
  mantissa: Int16Array;
  group: Uint16Array;
  delay: Uint8Array;
  /** Synapses of each format so far, in the list that is being read: where the next dense one goes. */
  private readonly dense: Uint32Array;

  /** @param program only the groups are used */
  constructor(
    private readonly program: { readonly groups: readonly SynapseGroup[] },
    private readonly target: LoihiTarget,
  ) {
    this.dense = new Uint32Array(2 ** target.synapse.formatIdBits);
    const block = 2 ** target.synapse.countBits;
    this.compartment = new Uint32Array(block);
    this.mantissa = new Int16Array(block);
    this.group = new Uint16Array(block);
    this.delay = new Uint8Array(block);
  }

  /** @throws EquipoiseError `program-corrupt` where a format names no group */
  open({ axonStart, axonEnd, axonBase, synapseMemory, formats, neurons }: CoreMemory): OpenCore {
    const { target } = this;
    return {
      axonStart,
      axonEnd,
      axonBase,
      synapseMemory,
      words: (synapseMemory.length * 8) / target.synapse.wordBits,
      compartments: neurons.length,
      dense: formats.some((format) => format.compression === "dense"),
      formats: formats.map((format) => {
        const group = this.program.groups[format.group];
        if (group === undefined) corrupt("a synapse format names a group that does not exist", format.group);
        const dropped = droppedBits(group, target);
        return {
          group: format.group,
          weightBits: format.weightBits,
          delayBits: format.delayBits,
          bits: synapseBits(format),
          dropped,
          signMode: group.signMode,
          dense: format.compression === "dense",
          wide: format.weightBits + dropped > target.widths.weightMantissa,
        };
      }),
    };
  }

  /** Synapses of an axon's list, from the headers of its blocks. @throws EquipoiseError `program-corrupt` */
  count(core: OpenCore, axon: number): number {
    const { formatIdBits, countBits, wordBits, synapsesPerBlock } = this.target.synapse;
    const { synapseMemory, formats, words } = core;
    const end = core.axonEnd[axon];
    let word = core.axonStart[axon];
    if (end < word || end > words) corrupt("an input axon points beyond synapse memory", axon);
    let total = 0;
    while (word < end) {
      const header = readBits(synapseMemory, word * wordBits, formatIdBits + countBits);
      const id = header & ((1 << formatIdBits) - 1);
      const count = (header >>> formatIdBits) + 1;
      if (id === 0 || id > formats.length) corrupt("a synapse block names an unknown format", axon);
      if (count > synapsesPerBlock) corrupt("a synapse block is longer than the chip allows", axon);
      word += Math.ceil((count * formats[id - 1].bits + formatIdBits + countBits) / wordBits);
      total += count;
    }
    if (word !== end) corrupt("a synapse block runs over the end of its axon", axon);
    return total;
  }

  /** Reads an axon's list. Returns the number of its synapses. @throws EquipoiseError `program-corrupt` */
  read(core: OpenCore, axon: number): number {
    const { formatIdBits, countBits, wordBits, synapsesPerBlock } = this.target.synapse;
    const { synapseMemory, formats, compartments } = core;
    const base = core.axonBase[axon];
    const listEnd = core.axonEnd[axon];
    let word = core.axonStart[axon];
    if (listEnd < word || listEnd > core.words) corrupt("an input axon points beyond synapse memory", axon);
    if (core.dense) this.dense.fill(0);
    let k = 0;
    while (word < listEnd) {
      let bit = word * wordBits;
      const header = readBits(synapseMemory, bit, formatIdBits + countBits);
      const f = (header & ((1 << formatIdBits) - 1)) - 1;
      const count = (header >>> formatIdBits) + 1;
      if (f < 0 || f >= formats.length) corrupt("a synapse block names an unknown format", axon);
      if (count > synapsesPerBlock) corrupt("a synapse block is longer than the chip allows", axon);
      const { group, weightBits, delayBits, bits, dropped, signMode, dense, wide } = formats[f];
      bit += formatIdBits + countBits;
      word += Math.ceil((count * bits + formatIdBits + countBits) / wordBits);
      if (word > listEnd) corrupt("a synapse block runs over the end of its axon", axon);
      if (k + count > this.delay.length) this.grow();
      for (const end = k + count; k < end; k++, bit += bits) {
        const synapse = readBits(synapseMemory, bit, bits);
        const field = synapse & ((1 << weightBits) - 1);
        const onto = base + (dense ? this.dense[f]++ : synapse >>> (weightBits + delayBits));
        if (onto >= compartments) corrupt("a synapse hits a compartment that does not exist", axon);
        this.compartment[k] = onto;
        this.group[k] = group;
        this.delay[k] = (synapse >>> weightBits) & ((1 << delayBits) - 1);
        const weight =
          signMode === "mixed"
            ? weightBits === 0
              ? 0
              : ((field << (32 - weightBits)) >> (32 - weightBits)) << dropped
            : signMode === "excitatory"
              ? field << dropped
              : -(field << dropped);
        if (wide && Math.abs(weight) > 1 << this.target.widths.weightMantissa)
          corrupt("a weight exceeds the bits of its group", axon);
        this.mantissa[k] = weight;
      }
    }
    return k;
  }

  /** Room for another block at least. */
  private grow(): void {
    const length = 2 * this.delay.length;
    this.compartment = longer(this.compartment, new Uint32Array(length));
    this.mantissa = longer(this.mantissa, new Int16Array(length));
    this.group = longer(this.group, new Uint16Array(length));
    this.delay = longer(this.delay, new Uint8Array(length));
  }
}

function longer<T extends { set(values: T): void }>(values: T, to: T): T {
  to.set(values);
  return to;
}

/**
 * Reads a core's whole synapse memory.
 * @param core its axon table, formats and memory; @param program only the groups are used
 * @throws EquipoiseError (bad input) where a block names an unknown format, leaves its axon's words or memory, or hits no compartment
 */
export function decodeCoreSynapses(
  core: CoreMemory,
  program: { readonly groups: readonly SynapseGroup[] },
  target: LoihiTarget,
): CoreSynapses {
  const reader = new SynapseListReader(program, target);
  const open = reader.open(core);
  const axons = core.axonStart.length;
  const axonStart = new Uint32Array(axons + 1);
  for (let a = 0; a < axons; a++) axonStart[a + 1] = axonStart[a] + reader.count(open, a);
  const total = axonStart[axons];
  const compartment = new Uint16Array(total);
  const mantissa = new Int16Array(total);
  const group = new Uint16Array(total);
  const delay = new Uint8Array(total);
  for (let a = 0; a < axons; a++) {
    const at = axonStart[a];
    const count = reader.read(open, a);
    for (let k = 0; k < count; k++) {
      compartment[at + k] = reader.compartment[k];
      mantissa[at + k] = reader.mantissa[k];
      group[at + k] = reader.group[k];
      delay[at + k] = reader.delay[k];
    }
  }
  return { axonStart, compartment, mantissa, group, delay };
}

/**
 * Checks the lists of all axons of a core as reading them would, but reads what axons share once.
 * @param most synapses that the axons may have together
 * @returns how many they have
 * @throws EquipoiseError `program-corrupt` as `decodeCoreSynapses`, `program-too-large`
 */
export function checkCoreSynapses(core: CoreMemory, reader: SynapseListReader, most: number): number {
  const open = reader.open(core);
  const { axonStart, axonEnd, axonBase, neurons } = core;
  const axons = axonStart.length;
  /** The axon, counted from 1, whose list from this word on was read last; its synapses, and the last compartment behind its base. */
  const readBy = new Uint32Array(open.words + 1);
  const counts = new Uint32Array(axons);
  const reach = new Int32Array(axons);
  let total = 0;
  for (let a = 0; a < axons; a++) {
    const start = axonStart[a];
    const same = start <= open.words ? readBy[start] - 1 : -1;
    if (same >= 0 && axonEnd[same] === axonEnd[a]) {
      counts[a] = counts[same];
      reach[a] = reach[same];
      if (axonBase[a] + reach[a] >= neurons.length) corrupt("a synapse hits a compartment that does not exist", a);
    } else {
      counts[a] = reader.count(open, a);
      if (total + counts[a] > most) tooMany(most);
      reader.read(open, a);
      reach[a] = -1;
      for (let k = 0; k < counts[a]; k++) reach[a] = Math.max(reach[a], reader.compartment[k] - axonBase[a]);
      readBy[start] = a + 1;
    }
    total += counts[a];
    if (total > most) tooMany(most);
  }
  return total;
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
