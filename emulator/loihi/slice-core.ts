/** A core as a slice sees it: which of its compartments are in the slice, and the synapses of its input axons. */
import type { SynapseListReader } from "../../src/program/loihi/synapse-lists.js";
import type { CoreImage } from "../../src/program/loihi/program.js";
import type { SynapseBlock } from "./kernel/synapse-block.js";

export interface SliceCore {
  /** Synapses of all axons, with those of other slices. */
  readonly synapses: number;
  /** Adds the synapses of an axon that are onto the slice. */
  gather(source: number, axon: number, block: SynapseBlock): void;
}

/** Lists are read whenever they are wanted: nothing of them is kept. @returns null where none of the core's neurons are in the slice */
export function sliceCore(
  core: CoreImage,
  reader: SynapseListReader,
  { from, to }: { readonly from: number; readonly to: number },
): SliceCore | null {
  const localOf = Int32Array.from(core.neurons, (id) => (id >= from && id < to ? id - from : -1));
  if (!localOf.some((local) => local >= 0)) return null;
  const open = reader.open(core);
  let synapses = 0;
  for (let a = 0; a < open.axonStart.length; a++) synapses += reader.count(open, a);
  return {
    synapses,
    gather: (source, axon, block) => block.add(source, reader, reader.read(open, axon), localOf),
  };
}
