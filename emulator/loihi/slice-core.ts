/** A core as a slice sees it: which of its compartments are in the slice, and the synapses of its input axons. */
import { SynapseListReader, type OpenCore } from "../../src/program/loihi/synapse-lists.js";
import type { CoreImage } from "../../src/program/loihi/program.js";
import type { SynapseBlock } from "./kernel/synapse-block.js";

/** Axons for each word of synapse memory from which on lists are kept. */
const SHARED = 4;

export interface SliceCore {
  /** Synapses of all axons, with those of other slices. */
  readonly synapses: number;
  /** Adds the synapses of an axon that are onto the slice. */
  gather(source: number, axon: number, block: SynapseBlock): void;
}

/** @returns null where none of the core's neurons are in the slice */
export function sliceCore(
  core: CoreImage,
  reader: SynapseListReader,
  { from, to }: { readonly from: number; readonly to: number },
  block: SynapseBlock,
): SliceCore | null {
  const localOf = Int32Array.from(core.neurons, (id) => (id >= from && id < to ? id - from : -1));
  if (!localOf.some((local) => local >= 0)) return null;
  const open = reader.open(core);
  return sharedLists(open, reader, localOf, block) ?? ownLists(open, reader, localOf);
}

/** Lists are read whenever they are wanted: nothing of them is kept. */
function ownLists(open: OpenCore, reader: SynapseListReader, localOf: Int32Array): SliceCore {
  let synapses = 0;
  for (let a = 0; a < open.axonStart.length; a++) synapses += reader.count(open, a);
  return {
    synapses,
    gather: (source, axon, block) => block.add(source, reader, reader.read(open, axon), localOf),
  };
}

/** Where axons share lists, few lists are many axons': they are read once. null where they do not. */
function sharedLists(
  open: OpenCore,
  reader: SynapseListReader,
  localOf: Int32Array,
  block: SynapseBlock,
): SliceCore | null {
  const { axonStart, axonEnd, axonBase, words } = open;
  const axons = axonStart.length;
  if (axons < SHARED * words) return null;
  /** By the first word of a list: its last, and its entries first..end-1 of the next two. */
  const endOf = new Uint32Array(words + 1);
  const first = new Uint32Array(words + 1);
  const end = new Uint32Array(words + 1);
  const offsets: number[] = [];
  const codes: number[] = [];
  let synapses = 0;
  for (let a = 0; a < axons; a++) {
    const start = axonStart[a];
    if (endOf[start] === 0) {
      const count = reader.read(open, a);
      endOf[start] = axonEnd[a];
      first[start] = offsets.length;
      for (let k = 0; k < count; k++) {
        if (reader.mantissa[k] === 0) continue;
        offsets.push(reader.compartment[k] - axonBase[a]);
        codes.push(block.codeOf(reader, k));
      }
      end[start] = offsets.length;
    } else if (endOf[start] !== axonEnd[a]) return null;
    synapses += end[start] - first[start];
  }
  const lists = { offset: Uint16Array.from(offsets), code: Uint32Array.from(codes) };
  return {
    synapses,
    gather(source, axon, block) {
      const start = axonStart[axon];
      block.addCoded(source, lists, first[start], end[start], axonBase[axon], localOf);
    },
  };
}
