/**
 * The synapse lists of programs whose input axons share them, as those of large random networks do: few lists are many axons'.
 * They are read once, with the places in the slice that they end on; shared-rows.ts makes rows of them.
 */
import type { SynapseListReader } from "../../src/program/loihi/synapse-lists.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { SynapseBlock } from "./kernel/synapse-block.js";

/** Bytes of synapse memory for each axon up to which lists are kept. */
const MOST_BYTES = 2;
/** Numbers that a list of a core can have. */
const LISTS_OF_CORE = 2 ** 16;

export interface SharedLists {
  /** Axon a of core c is number firstAxon[c] + a. */
  readonly firstAxon: Uint32Array;
  /** List l of core c is number firstList[c] + l; list 0 of every core is empty. */
  readonly firstList: Uint32Array;
  /** The list of each axon, counted from the first of its core. */
  readonly listOf: Uint16Array;
  /** Entries start[l]..start[l+1]-1 of the next two are list l. */
  readonly start: Uint32Array;
  /** Places in the slice. */
  readonly target: Uint32Array;
  readonly code: Uint32Array;
}

/** @returns null where the axons do not share their lists, or lists overlap */
export function sharedLists(
  { cores }: LoihiProgram,
  reader: SynapseListReader,
  { from, to }: { readonly from: number; readonly to: number },
  block: SynapseBlock,
): SharedLists | null {
  const firstAxon = new Uint32Array(cores.length + 1);
  let bytes = 0;
  cores.forEach(({ axonStart, synapseMemory }, c) => {
    firstAxon[c + 1] = firstAxon[c] + axonStart.length;
    bytes += synapseMemory.length;
  });
  const axons = firstAxon[cores.length];
  if (bytes > MOST_BYTES * axons) return null;
  const listOf = new Uint16Array(axons);
  const firstList = new Uint32Array(cores.length);
  const start: number[] = [0];
  const target: number[] = [];
  const code: number[] = [];
  /** By the first word of a list on the core that is read: the list, where it ends, and its axon's base. */
  let list = new Uint32Array(0);
  let end = new Uint32Array(0);
  let base = new Uint16Array(0);
  for (const [c, core] of cores.entries()) {
    const first = (firstList[c] = start.length - 1);
    start.push(target.length);
    const localOf = Int32Array.from(core.neurons, (id) => (id >= from && id < to ? id - from : -1));
    if (!localOf.some((local) => local >= 0)) continue;
    const open = reader.open(core);
    const { axonStart, axonEnd, axonBase } = core;
    if (list.length <= open.words) {
      list = new Uint32Array(2 * open.words + 1);
      end = new Uint32Array(list.length);
      base = new Uint16Array(list.length);
    } else list.fill(0, 0, open.words + 1);
    const lists = listOf.subarray(firstAxon[c], firstAxon[c + 1]);
    for (let a = 0; a < lists.length; a++) {
      const word = axonStart[a];
      if (!(word <= open.words) || list[word] === 0) {
        const count = reader.read(open, a);
        for (let k = 0; k < count; k++) {
          const local = localOf[reader.compartment[k]];
          if (reader.mantissa[k] === 0 || local < 0) continue;
          target.push(local);
          code.push(block.codeOf(reader, k));
        }
        list[word] = start.length - 1 - first;
        end[word] = axonEnd[a];
        base[word] = axonBase[a];
        start.push(target.length);
      } else if (end[word] !== axonEnd[a] || base[word] !== axonBase[a]) return null;
      lists[a] = list[word];
    }
    if (start.length - 1 - first > LISTS_OF_CORE) return null;
  }
  return {
    firstAxon,
    firstList,
    listOf,
    start: Uint32Array.from(start),
    target: Uint32Array.from(target),
    code: Uint32Array.from(code),
  };
}
