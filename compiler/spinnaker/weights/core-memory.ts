/**
 * Memory of one core for n atoms, T synapse types and delays up to d ticks, by the tool chain's own count:
 *
 *   bits   N = bits(n), T = bits(types), D = min(14 - (N + T), bits(d)),   bits(n) = ⌈log2 n⌉ but bits(1) = 1
 *   DTCM   ring buffers 2·2^(N+T+D), state 4·n·words, population table, address list, two row buffers, 256 queued spikes, shifts
 *   SDRAM  neuron parameters 4·n·words, twice (values and initial values); core and synapse parameters;
 *          matrices sources·(longest row + 3)·4 each, aligned to 16, delayed ones once a delay stage
 *
 * A delay beyond 2^D ticks needs delay-extension cores, of up to 8 further stages. A row holds at most 256 words: longer ones take
 * several blocks. All sizes are data (src/targets/spinnaker/memory.ts). Source: SpiNNaker spec §3.1, §5.
 */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { bitsFor } from "../../../src/program/loihi/synapse-memory.js";
import type { SpinnakerNeuronModel } from "../../../src/targets/spinnaker/costs.js";
import { SPINNAKER_MEMORY } from "../../../src/targets/spinnaker/memory.js";

const WORD = 4;

export interface CoreDemand {
  readonly model: SpinnakerNeuronModel;
  readonly atoms: number;
  readonly synapseTypes: number;
  /** Longest delay of any synapse, ticks. */
  readonly maxDelay: number;
  readonly matrices: readonly MatrixDemand[];
}

/** Rows of consecutive sources of one projection. */
export interface MatrixDemand {
  readonly sources: number;
  /** Synapses of the longest row, and of the longest row of one delay stage; 0: none. */
  readonly directRow: number;
  readonly delayedRow: number;
}

export interface WordBits {
  readonly indexBits: number;
  readonly typeBits: number;
  readonly delayBits: number;
  /** Stages on delay-extension cores. */
  readonly delayStages: number;
}

export interface MemoryUse {
  /** Bytes by purpose. */
  readonly parts: Readonly<Record<string, number>>;
  readonly bytes: number;
  readonly limit: number;
}

export interface CoreMemory {
  readonly bits: WordBits;
  readonly dtcm: MemoryUse;
  /** `limit` is that of the whole chip. */
  readonly sdram: MemoryUse;
}

/** Bits to tell n things apart; one thing takes one. */
function bitsToCount(n: number): number {
  return n <= 1 ? n : bitsFor(n - 1);
}

/** @throws EquipoiseError where the fields of a synaptic word or the delay stages do not suffice (exit code 5) */
export function wordBits({
  atoms,
  synapseTypes,
  maxDelay,
}: Pick<CoreDemand, "atoms" | "synapseTypes" | "maxDelay">): WordBits {
  const { ringBufferBits, delayStages: stageLimit } = SPINNAKER_MEMORY;
  const indexBits = bitsToCount(atoms);
  const typeBits = bitsToCount(synapseTypes);
  const left = ringBufferBits.value - (indexBits + typeBits);
  if (left < 1) {
    fail("core-too-large", `A core of ${atoms} atoms and ${synapseTypes} synapse types leaves no bit for delays.`, {
      exitCode: ExitCode.doesNotFit,
      limit: { what: "bits of atom and synapse type", used: indexBits + typeBits, max: ringBufferBits.value - 1 },
      hint: "put fewer atoms on a core",
    });
  }
  const delayBits = Math.min(left, bitsToCount(maxDelay));
  const delayStages = Math.max(0, Math.ceil(maxDelay / 2 ** delayBits) - 1);
  if (delayStages > stageLimit.value) {
    const limit = { what: "delay stages", used: delayStages, max: stageLimit.value };
    fail(
      "delay-too-long",
      `A delay of ${maxDelay} ticks is beyond the ${2 ** delayBits * (1 + stageLimit.value)} that a core of ${atoms} atoms and its delay extensions can hold.`,
      {
        exitCode: ExitCode.doesNotFit,
        limit,
        hint: "put fewer atoms on a core, which leaves more bits for delays, or use a longer time step",
      },
    );
  }
  return { indexBits, typeBits, delayBits, delayStages };
}

/** Blocks of at most 256 words that hold a row, and their sizes. */
export function rowBlocks(synapses: number): number[] {
  const limit = SPINNAKER_MEMORY.rowWords.value;
  return Array.from({ length: Math.ceil(synapses / limit) }, (_, b) => Math.min(limit, synapses - b * limit));
}

function aligned(bytes: number): number {
  const unit = SPINNAKER_MEMORY.rowAlignment.value;
  return Math.ceil(bytes / unit) * unit;
}

/** Blocks of a matrix, with the rows of each and the words of a row without header. */
function blocksOf(
  { sources, directRow, delayedRow }: MatrixDemand,
  delayStages: number,
): { rows: number; words: number }[] {
  const direct = rowBlocks(directRow).map((words) => ({ rows: sources, words }));
  const delayed = rowBlocks(delayedRow).map((words) => ({ rows: sources * delayStages, words }));
  return [...direct, ...delayed.filter(({ rows }) => rows > 0)];
}

function use(parts: Record<string, number>, limit: number): MemoryUse {
  return { parts, bytes: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0), limit };
}

/** @throws as `wordBits` */
export function coreMemory(demand: CoreDemand): CoreMemory {
  const m = SPINNAKER_MEMORY;
  const { model, atoms, synapseTypes, matrices } = demand;
  const bits = wordBits(demand);
  const blocks = matrices.map((matrix) => blocksOf(matrix, bits.delayStages));
  const all = blocks.flat();
  const header = m.rowHeaderWords.value;
  const longestRow = all.reduce((longest, { words }) => Math.max(longest, words + header), 0);
  const dtcm = {
    "ring buffers": m.ringBufferSlotBytes.value * 2 ** (bits.indexBits + bits.typeBits + bits.delayBits),
    "neuron state": WORD * m.stateWords[model].value * atoms,
    "population table":
      m.populationEntryBytes.value * blocks.filter((of) => of.length > 0).length +
      m.addressEntryBytes.value * all.length,
    "row buffers": m.rowBuffers.value * WORD * longestRow,
    "input buffer": WORD * m.inputBufferSpikes.value,
    "left shifts": WORD * synapseTypes,
  };
  const sdram = {
    "core parameters": m.coreParameterBytes.value + WORD * synapseTypes + WORD * atoms,
    "neuron parameters": 2 * WORD * m.parameterWords[model].value * atoms,
    "synapse parameters": m.synapseParameterBytes.value + WORD * synapseTypes,
    "synaptic rows": all.reduce((sum, { rows, words }) => sum + aligned(WORD * rows * (words + header)), 0),
  };
  return { bits, dtcm: use(dtcm, m.dtcm.value), sdram: use(sdram, m.sdramPerChip.value) };
}

/** The most atoms (at most 256) on a core whose delays need no extension; 0 where even one atom is too many. */
export function atomsWithoutExtension(synapseTypes: number, maxDelay: number): number {
  const forAtoms = SPINNAKER_MEMORY.ringBufferBits.value - bitsToCount(synapseTypes) - bitsToCount(maxDelay);
  return forAtoms < 1 ? 0 : Math.min(SPINNAKER_MEMORY.atomsPerCore.value, 2 ** forAtoms);
}
