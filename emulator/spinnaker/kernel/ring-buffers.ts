/**
 * Ring buffers of all cores in one array: what will arrive at each atom, by slot, synapse type and atom, as unsigned 16-bit
 * sums of weights that saturate (they are filled by SynapseTable and emptied here).
 *
 *   sum    several synapse cores: words of two atoms are added modulo 2^32, as the neuron core does
 *   drain  slot tick mod 2^D, type 0 of all atoms, then type 1: w ≠ 0 adds int32(w << shift), scaled by `init` (exponential), to the state
 * Source: SpiNNaker spec §2 (2), §2.3, §3.2.
 */
import { decayFloor } from "../../../src/numerics/s1615.js";
import type { Arithmetic } from "./arithmetic.js";
import {
  EXCITATORY,
  INHIBITORY,
  SYNAPSE_TYPES,
  type SpinnakerCore,
} from "../../../src/program/spinnaker/machine-image.js";
import type { ArraysOf, ArraySpecs } from "../../common/arena.js";
import type { CoreState } from "./core-state.js";

/** Left shifts up to here cannot wrap: 65535 · 2^15 < 2^31. */
const LARGEST_SAFE_SHIFT = 15;
const HALF_WORD = 2 ** 16;
const WORD = 2 ** 32;

/** The state of the ring buffers, by name, in the order of checkpoints. */
export const RING_STATE = ["ring", "saturations", "carries", "lost", "drained"] as const;

const bitsOf = ({ layout }: SpinnakerCore) => layout.indexBits + layout.typeBits;

/** What the ring buffers of these cores have in an arena. */
export function ringArrays(cores: readonly SpinnakerCore[]) {
  const columns = cores.reduce((sum, image) => sum + 2 ** bitsOf(image), 0);
  const entries = cores.reduce(
    (sum, image) => sum + image.synapseCores * 2 ** (image.layout.delayBits + bitsOf(image)),
    0,
  );
  return {
    /** Buffer b has the entries from base[b]: slot · 2^slotBits + type · 2^indexBits + atom. */
    ring: { kind: "uint16", length: entries },
    /** Saturated additions, for buffer b from columnBase[b]: type · 2^indexBits + atom. Buffers of one core share them. */
    saturations: { kind: "uint32", length: columns },
    /** Sums over several synapse cores that passed 16 bits, indexed alike. */
    carries: { kind: "uint32", length: columns },
    /** What saturated additions lost, in steps of the weight, indexed alike. */
    lost: { kind: "float64", length: columns },
    /** What was drained, in steps of the weight: of core c and synapse type t at [2·c + t]. */
    drained: { kind: "float64", length: SYNAPSE_TYPES * cores.length },
    /** The sum of the slots of a core's buffers. */
    summed: { kind: "uint16", length: cores.reduce((most, image) => Math.max(most, 2 ** bitsOf(image)), 0) },
  } as const satisfies ArraySpecs;
}

type RingArrays = ArraysOf<ReturnType<typeof ringArrays>>;

/** A buffer is the ring of one synapse core: those of core c are first[c] .. first[c+1] - 1. Its arrays: ringArrays. */
export class RingBuffers {
  readonly first: Uint32Array;
  readonly ring: Uint16Array;
  readonly base: Uint32Array;
  readonly slotBits: Uint8Array;
  readonly delayMask: Uint16Array;
  readonly saturations: Uint32Array;
  readonly columnBase: Uint32Array;
  readonly lost: Float64Array;
  readonly drained: Float64Array;
  readonly carries: Uint32Array;
  private readonly summed: Uint16Array;

  constructor(cores: readonly SpinnakerCore[], arrays: RingArrays) {
    const buffers = cores.flatMap((image, c) => new Array<number>(image.synapseCores).fill(c));
    this.first = new Uint32Array(cores.length + 1);
    const columnsOf = new Uint32Array(cores.length + 1);
    cores.forEach((image, c) => {
      this.first[c + 1] = this.first[c] + image.synapseCores;
      columnsOf[c + 1] = columnsOf[c] + 2 ** bitsOf(image);
    });
    this.slotBits = Uint8Array.from(buffers, (c) => bitsOf(cores[c]));
    this.delayMask = Uint16Array.from(buffers, (c) => 2 ** cores[c].layout.delayBits - 1);
    this.columnBase = Uint32Array.from(buffers, (c) => columnsOf[c]);
    this.base = new Uint32Array(buffers.length + 1);
    buffers.forEach((_, b) => (this.base[b + 1] = this.base[b] + ((this.delayMask[b] + 1) << this.slotBits[b])));
    this.ring = arrays.ring;
    this.saturations = arrays.saturations;
    this.carries = arrays.carries;
    this.lost = arrays.lost;
    this.drained = arrays.drained;
    this.summed = arrays.summed;
  }

  /** The slot of a buffer that is drained in `tick`. */
  slot(buffer: number, tick: number): Uint16Array {
    const start = this.base[buffer] + ((tick & this.delayMask[buffer]) << this.slotBits[buffer]);
    return this.ring.subarray(start, start + (1 << this.slotBits[buffer]));
  }

  drain(c: number, state: CoreState, tick: number, arithmetic: Arithmetic): void {
    const buffer = this.first[c];
    const alone = this.first[c + 1] === buffer + 1;
    const slot = alone ? this.slot(buffer, tick) : this.sumSlots(c, tick);
    this.drained[SYNAPSE_TYPES * c + EXCITATORY] += drainType(
      slot,
      0,
      state,
      state.leftShifts[EXCITATORY],
      state.excitatory,
      state.initExcitatory,
      arithmetic,
    );
    this.drained[SYNAPSE_TYPES * c + INHIBITORY] += drainType(
      slot,
      1 << state.indexBits,
      state,
      state.leftShifts[INHIBITORY],
      state.inhibitory,
      state.initInhibitory,
      arithmetic,
    );
    for (let b = buffer; b < this.first[c + 1]; b++) this.slot(b, tick).fill(0);
  }

  private sumSlots(c: number, tick: number): Uint16Array {
    const slots = Array.from({ length: this.first[c + 1] - this.first[c] }, (_, k) =>
      this.slot(this.first[c] + k, tick),
    );
    const columns = this.columnBase[this.first[c]];
    const total = this.summed.subarray(0, slots[0].length);
    for (let at = 0; at < total.length; at += 2) {
      let word = 0;
      for (const slot of slots) {
        const low = (word % HALF_WORD) + slot[at];
        const high = Math.floor(word / HALF_WORD) + slot[at + 1] + (low >= HALF_WORD ? 1 : 0);
        if (low >= HALF_WORD) this.carries[columns + at]++;
        if (high >= HALF_WORD) this.carries[columns + at + 1]++;
        word = (word + slot[at] + slot[at + 1] * HALF_WORD) % WORD;
      }
      total[at] = word % HALF_WORD;
      total[at + 1] = Math.floor(word / HALF_WORD);
    }
    return total;
  }
}

/** Returns the sum of what it drained, in steps of the weight. */
function drainType(
  slot: Uint16Array,
  first: number,
  { n, model, overflows }: CoreState,
  shift: number,
  synapse: Int32Array,
  init: Uint32Array,
  arithmetic: Arithmetic,
): number {
  const exponential = model !== "IF_curr_delta";
  const simple = arithmetic.rounding === "floor" && shift <= LARGEST_SAFE_SHIFT;
  let drained = 0;
  for (let i = 0; i < n; i++) {
    const weight = slot[first + i];
    if (weight === 0) continue;
    drained += weight;
    if (simple) {
      const input = weight << shift;
      const sum = synapse[i] + (exponential ? decayFloor(input, init[i]) : input);
      if ((sum | 0) === sum) {
        synapse[i] = sum;
        continue;
      }
    }
    const before = arithmetic.overflows;
    const input = arithmetic.wrap(weight * 2 ** shift);
    synapse[i] = arithmetic.wrap(synapse[i] + (exponential ? arithmetic.decay(input, init[i]) : input));
    overflows[i] += arithmetic.overflows - before;
  }
  return drained;
}
