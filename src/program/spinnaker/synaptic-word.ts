/**
 * Synaptic words and rows as they lie in SDRAM.
 *
 *   word = weight << 16 | (delay mod 2^D) << (T+N) | type << N | index,   N + T + D ≤ 16
 *   row  = plastic words (0) | fixed words F | plastic control half-words (0) | F words
 * Source: SpiNNaker spec §3.1.
 */
import { fail } from "../../diagnostics/diagnostic.js";
import type { WordLayout } from "./machine-image.js";

/** Bits below the weight. */
export const FIELD_BITS = 16;
export const ROW_HEADER_WORDS = 3;

export interface Synapse {
  /** uint16 */
  readonly weight: number;
  /** Ticks, 1..2^delayBits. */
  readonly delay: number;
  readonly type: number;
  /** Atom on the receiving core. */
  readonly index: number;
}

/** Bits for the numbers 0..n-1: ceil(log2 n), but 1 for n = 1. */
export function bitsFor(n: number): number {
  return n <= 1 ? n : 32 - Math.clz32(n - 1);
}

/** Packs fields that are known to fit, for millions of words; encodeSynapse checks them. */
export function wordPacker({
  indexBits,
  typeBits,
  delayBits,
}: WordLayout): (weight: number, delay: number, type: number, index: number) => number {
  const delayMask = 2 ** delayBits - 1;
  const delayShift = typeBits + indexBits;
  return (weight, delay, type, index) =>
    ((weight << FIELD_BITS) | ((delay & delayMask) << delayShift) | (type << indexBits) | index) >>> 0;
}

/** @throws EquipoiseError for a value that its field cannot hold */
export function encodeSynapse({ weight, delay, type, index }: Synapse, layout: WordLayout): number {
  const { indexBits, typeBits, delayBits } = layout;
  const check = (what: string, value: number, low: number, high: number) => {
    if (!(Number.isInteger(value) && value >= low && value <= high))
      fail("synapse-field", `a synapse with the ${what} ${value} does not fit a synaptic word`, {
        limit: { what, used: value, max: high },
      });
  };
  check("weight", weight, 0, 2 ** FIELD_BITS - 1);
  check("delay", delay, 1, 2 ** delayBits);
  check("synapse type", type, 0, 2 ** typeBits - 1);
  check("atom", index, 0, 2 ** indexBits - 1);
  return wordPacker(layout)(weight, delay, type, index);
}

/** Where the fields of a word lie: what loops over millions of words work out once. */
export interface WordFields {
  readonly indexMask: number;
  readonly typeShift: number;
  readonly typeMask: number;
  readonly delayShift: number;
  readonly delayMask: number;
  /** Ticks that a delay field of 0 stands for. */
  readonly longestDelay: number;
}

export function wordFields({ indexBits, typeBits, delayBits }: WordLayout): WordFields {
  return {
    indexMask: 2 ** indexBits - 1,
    typeShift: indexBits,
    typeMask: 2 ** typeBits - 1,
    delayShift: indexBits + typeBits,
    delayMask: 2 ** delayBits - 1,
    longestDelay: 2 ** delayBits,
  };
}

export function decodeSynapse(word: number, layout: WordLayout): Synapse {
  const { indexMask, typeShift, typeMask, delayShift, delayMask, longestDelay } = wordFields(layout);
  return {
    weight: word >>> FIELD_BITS,
    delay: (word >>> delayShift) & delayMask || longestDelay,
    type: (word >>> typeShift) & typeMask,
    index: word & indexMask,
  };
}

/** A static row with its header, as the machine reads it. */
export function encodeRow(words: Uint32Array): Uint32Array {
  const row = new Uint32Array(ROW_HEADER_WORDS + words.length);
  row[1] = words.length;
  row.set(words, ROW_HEADER_WORDS);
  return row;
}

/** @throws EquipoiseError for a row that is cut short or holds plastic synapses */
export function decodeRow(row: Uint32Array): Uint32Array {
  const [plastic, fixed, control] = row;
  if (!(row.length >= ROW_HEADER_WORDS && fixed <= row.length - ROW_HEADER_WORDS))
    fail("row-corrupt", `a synaptic row of ${row.length} words claims ${fixed ?? "no"} synapses`);
  if (plastic !== 0 || control !== 0)
    fail("row-plastic", "a synaptic row holds plastic synapses, which this machine does not run");
  return row.slice(ROW_HEADER_WORDS, ROW_HEADER_WORDS + fixed);
}
