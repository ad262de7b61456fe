/**
 * Decodes a master population table: which rows a key leads to.
 *
 *   header   entries, addresses
 *   entry    key | mask | start:13, colour bits:3, count:16 | core mask:16, core shift:16 | neurons of a core:16, words:16
 *   address  words of a row less 1:8 | address / 16 bytes:24; all ones: no rows
 *   row of a key = (key's low bits >> colour bits) + (key >> core shift & core mask)·neurons of a core
 * Source: sPyNNaker 7.4.1, pyNN/models/neuron/master_pop_table.py; population_table_binary_search_impl.c.
 */
import { ROW_HEADER_WORDS } from "../../../program/spinnaker/synaptic-word.js";
import { WordReader } from "./word-reader.js";

const NO_ROWS = 0xffffff;
/** Words that an address counts by. */
const ADDRESS_WORDS = 4;

export interface RowBlock {
  /** Words from the start of the synaptic rows. */
  readonly offset: number;
  /** Words from one row to the next. */
  readonly stride: number;
}

export interface TableEntry {
  readonly key: number;
  readonly mask: number;
  readonly colourBits: number;
  readonly coreMask: number;
  readonly coreShift: number;
  readonly neuronsACore: number;
  readonly blocks: readonly RowBlock[];
}

export function readPopulationTable(words: Uint32Array, what: string): TableEntry[] {
  const reader = new WordReader(words, what);
  const count = reader.word();
  reader.word();
  const entries = Array.from({ length: count }, () => {
    const [key, mask, list, core, neurons] = reader.take(5);
    return { key, mask, list, core, neuronsACore: neurons & 0xffff };
  });
  const addresses = reader.take(words.length - reader.position);
  return entries.map(({ key, mask, list, core, neuronsACore }) => {
    const start = list & 0x1fff;
    return {
      key,
      mask,
      colourBits: (list >>> 13) & 7,
      coreMask: core & 0xffff,
      coreShift: core >>> 16,
      neuronsACore,
      blocks: [...addresses.subarray(start, start + (list >>> 16))]
        .filter((address) => address >>> 8 !== NO_ROWS)
        .map((address) => ({
          offset: (address >>> 8) * ADDRESS_WORDS,
          stride: (address & 0xff) + 1 + ROW_HEADER_WORDS,
        })),
    };
  });
}

export function matches({ key, mask }: TableEntry, sent: number): boolean {
  return (sent & mask) >>> 0 === key;
}

export function rowOfKey({ mask, colourBits, coreMask, coreShift, neuronsACore }: TableEntry, sent: number): number {
  const core = (sent >>> coreShift) & coreMask;
  const local = sent & ~(mask | (coreMask << coreShift));
  return (local >>> colourBits) + core * neuronsACore;
}
