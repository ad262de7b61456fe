/** Reads the synaptic rows of a core as it would find them: for every key that somebody sends, by its population table. */
import { ROW_HEADER_WORDS } from "../../../program/spinnaker/synaptic-word.js";
import type { SynapticBlock } from "../../../program/spinnaker/machine-image.js";
import { keyOf, type Sender } from "./senders.js";
import { matches, readPopulationTable, rowOfKey, type RowBlock } from "./population-table.js";
import { damaged, notDone } from "./word-reader.js";

export interface CoreRows {
  readonly blocks: readonly SynapticBlock[];
  /** Words of each row. */
  readonly rows: readonly Uint32Array[];
  /** Synapses in rows that no key leads to: the machine never reads them. */
  readonly unread: number;
}

/**
 * @param table words of PopTable
 * @param matrix words of SynBlocks, expanded
 * @param synapseCore which of the cores that share the neurons it is
 */
export function readCoreRows(
  table: Uint32Array,
  matrix: Uint32Array,
  senders: readonly Sender[],
  synapseCore: number,
  what: string,
): CoreRows {
  const entries = readPopulationTable(table, `PopTable of ${what}`);
  const blocks: SynapticBlock[] = [];
  const rows: Uint32Array[] = [];
  const read = new Set<number>();
  for (const entry of entries) {
    const reaching = senders.filter((sender) => matches(entry, sender.key));
    for (const block of entry.blocks) {
      for (const sender of reaching) {
        const own = Array.from({ length: sender.count }, (_, k) => {
          const at = block.offset + rowOfKey(entry, keyOf(sender, k)) * block.stride;
          read.add(at);
          return rowAt(matrix, at, block, what);
        });
        if (own.every((row) => row.length === 0)) continue;
        const { firstId, count, extraDelay } = sender;
        blocks.push({
          firstSource: firstId,
          sources: count,
          firstRow: rows.length,
          extraDelay,
          synapseCore,
          plasticity: null,
        });
        rows.push(...own);
      }
    }
  }
  const all = entries.flatMap((entry) => entry.blocks);
  return { blocks, rows, unread: unreadSynapses(matrix, all, read) };
}

function rowAt(matrix: Uint32Array, at: number, { stride }: RowBlock, what: string): Uint32Array {
  // A block ends where its region does: keys of sources that a projection does not have lead behind it, to nothing.
  if (at + ROW_HEADER_WORDS > matrix.length) return new Uint32Array(0);
  const [plastic, count, controls] = matrix.subarray(at, at + ROW_HEADER_WORDS);
  if (plastic !== 0 || controls !== 0)
    notDone(what, "a synaptic row holds plastic synapses", "make the projection static: StaticSynapse");
  if (count > stride - ROW_HEADER_WORDS || at + ROW_HEADER_WORDS + count > matrix.length)
    damaged(`a synaptic row of ${what} claims ${count} synapses in ${stride - ROW_HEADER_WORDS} words`);
  return matrix.slice(at + ROW_HEADER_WORDS, at + ROW_HEADER_WORDS + count);
}

/** Counts what stands between the rows that are read, block by block. */
function unreadSynapses(matrix: Uint32Array, blocks: readonly RowBlock[], read: ReadonlySet<number>): number {
  const inOrder = [...blocks].sort((a, b) => a.offset - b.offset);
  let unread = 0;
  inOrder.forEach(({ offset, stride }, k) => {
    const end = Math.min(inOrder[k + 1]?.offset ?? matrix.length, matrix.length);
    for (let at = offset; at + stride <= end; at += stride) if (!read.has(at)) unread += matrix[at + 1];
  });
  return unread;
}
