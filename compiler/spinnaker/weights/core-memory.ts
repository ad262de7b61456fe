/**
 * Memory of one core for n atoms, T synapse types and delays up to d ticks, by the tool chain's own count:
 *
 *   bits   N = bits(n), T = bits(types), D = min(B - (N + T), bits(d)), B ring-buffer bits,   bits(n) = ⌈log2 n⌉ but bits(1) = 1
 *   DTCM   ring buffers 2·2^(N+T+D), state 4·n·words, population table, address list, row buffers, queued spikes, shifts
 *   SDRAM  neuron parameters 4·n·words, twice (values and initial values); core and synapse parameters;
 *          matrices sources·(longest row + 3)·4 each, aligned to 16, delayed ones once a delay stage
 *
 * A delay beyond 2^D ticks needs delay-extension cores, of so many further stages as the target allows. A row longer than its limit takes
 * several blocks. All sizes are data of the target (src/targets/spinnaker/memory.ts). Source: SpiNNaker spec §3.1, §5.
 */
import { fail } from "../../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../../src/diagnostics/exit-codes.js";
import { bitsFor } from "../../../src/program/loihi/synapse-memory.js";
import { FIELD_BITS } from "../../../src/program/spinnaker/synaptic-word.js";
import type { SpinnakerNeuronModel } from "../../../src/targets/spinnaker/costs.js";
import type { SpinnakerTarget } from "../../../src/targets/spinnaker/target.js";

const WORD = 4;

/** What of a target decides how a core is filled. */
export type CoreSpec = Pick<SpinnakerTarget, "limits" | "memory">;

export interface CoreDemand {
  readonly model: SpinnakerNeuronModel;
  readonly atoms: number;
  readonly synapseTypes: number;
  /** Longest delay of any synapse, ticks. */
  readonly maxDelay: number;
  readonly matrices: readonly MatrixDemand[];
  /** Whose atoms they are, for messages. */
  readonly population?: string;
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
export function wordBits(
  { atoms, synapseTypes, maxDelay, population }: Pick<CoreDemand, "atoms" | "synapseTypes" | "maxDelay" | "population">,
  { limits }: CoreSpec,
): WordBits {
  const ringBufferBits = limits.ringBufferBits.value ?? FIELD_BITS;
  const most = limits.delayStages.value ?? Infinity;
  const place = population === undefined ? {} : { place: { object: `population ${population}` } };
  const indexBits = bitsToCount(atoms);
  const typeBits = bitsToCount(synapseTypes);
  const left = ringBufferBits - (indexBits + typeBits);
  if (left < 1) {
    fail("core-too-large", `A core of ${atoms} atoms and ${synapseTypes} synapse types leaves no bit for delays.`, {
      exitCode: ExitCode.doesNotFit,
      ...place,
      limit: { what: "bits of atom and synapse type", used: indexBits + typeBits, max: ringBufferBits - 1 },
      hint: "put fewer atoms on a core",
    });
  }
  const delayBits = Math.min(left, bitsToCount(maxDelay));
  const delayStages = Math.max(0, Math.ceil(maxDelay / 2 ** delayBits) - 1);
  if (delayStages > most) {
    fail(
      "delay-too-long",
      `A delay of ${maxDelay} ticks is beyond the ${2 ** delayBits * (1 + most)} that a core of ${atoms} atoms ${most === 0 ? "can hold without delay extensions" : "and its delay extensions can hold"}.`,
      {
        exitCode: ExitCode.doesNotFit,
        ...place,
        limit: { what: "delay stages", used: delayStages, max: most },
        hint: "put fewer atoms on a core, which leaves more bits for delays, or use a longer time step",
      },
    );
  }
  return { indexBits, typeBits, delayBits, delayStages };
}

/** Words of a row of one block; all of it where the target sets no limit. */
export function longestBlockRow({ limits }: Pick<CoreSpec, "limits">): number {
  return limits.rowWords.value ?? Number.MAX_SAFE_INTEGER;
}

/** Blocks of at most `limit` words that hold a row, and their sizes. */
export function rowBlocks(synapses: number, limit: number): number[] {
  return Array.from({ length: Math.ceil(synapses / limit) }, (_, b) => Math.min(limit, synapses - b * limit));
}

function aligned(bytes: number, unit: number): number {
  return Math.ceil(bytes / unit) * unit;
}

/** Blocks of a matrix, with the rows of each and the words of a row without header. */
function blocksOf(
  { sources, directRow, delayedRow }: MatrixDemand,
  delayStages: number,
  rowWords: number,
): { rows: number; words: number }[] {
  const direct = rowBlocks(directRow, rowWords).map((words) => ({ rows: sources, words }));
  const delayed = rowBlocks(delayedRow, rowWords).map((words) => ({ rows: sources * delayStages, words }));
  return [...direct, ...delayed.filter(({ rows }) => rows > 0)];
}

function use(parts: Record<string, number>, limit: number): MemoryUse {
  return { parts, bytes: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0), limit };
}

/** @throws as `wordBits` */
export function coreMemory(demand: CoreDemand, target: CoreSpec): CoreMemory {
  const { memory: m, limits } = target;
  const { model, atoms, synapseTypes, matrices } = demand;
  const bits = wordBits(demand, target);
  const blocks = matrices.map((matrix) => blocksOf(matrix, bits.delayStages, longestBlockRow(target)));
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
    "synaptic rows": all.reduce(
      (sum, { rows, words }) => sum + aligned(WORD * rows * (words + header), m.rowAlignment.value),
      0,
    ),
  };
  return {
    bits,
    dtcm: use(dtcm, limits.dtcm.value ?? Infinity),
    sdram: use(sdram, limits.sdramPerChip.value ?? Infinity),
  };
}

/** The most atoms on a core whose delays need no extension; 0 where even one atom is too many. */
export function atomsWithoutExtension(synapseTypes: number, maxDelay: number, { limits }: CoreSpec): number {
  const forAtoms = (limits.ringBufferBits.value ?? FIELD_BITS) - bitsToCount(synapseTypes) - bitsToCount(maxDelay);
  return forAtoms < 1 ? 0 : Math.min(limits.atomsPerCore.value ?? Infinity, 2 ** forAtoms);
}
