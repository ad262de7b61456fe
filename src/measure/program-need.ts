/**
 * Memory at the peak of drawing a network and compiling it to SpiNNaker's synaptic words where what is drawn is given back on the way:
 * projection by projection while weights are rounded, population by population while cores are packed (compiler/spinnaker/compile.ts).
 */
import type { NetworkDescription } from "../description/types.js";
import { expectedSynapses } from "../network/draw-projection.js";
import { bytesOfSynapse, networkNeed } from "../network/memory-need.js";

/** Bytes of a rounded weight, and of a synaptic word. */
const ROUNDED = 2;
const WORD = 4;

/** Bytes. */
export function programNeed(description: Pick<NetworkDescription, "populations" | "sources" | "projections">): number {
  const { populations, sources, projections } = description;
  const sizes = new Map([...populations, ...sources].map(({ name, size }) => [name, size]));
  const parts = projections.map((projection) => {
    const preSize = sizes.get(projection.pre) ?? 0;
    const synapses = expectedSynapses(projection, preSize, sizes.get(projection.post) ?? 0);
    const { ids, weight, delay } = bytesOfSynapse(projection, preSize);
    return {
      post: projection.post,
      synapses,
      drawn: synapses * (ids + weight + delay),
      rounded: synapses * (ids + ROUNDED + delay),
    };
  });
  let peak = networkNeed(description).bytes;
  let held = parts.reduce((sum, { drawn }) => sum + drawn, 0);
  for (const { synapses, drawn, rounded } of parts) {
    peak = Math.max(peak, held + ROUNDED * synapses);
    held += rounded - drawn;
  }
  for (const { name } of populations) {
    const own = parts.filter(({ post }) => post === name);
    for (const { synapses } of own) held += WORD * synapses;
    peak = Math.max(peak, held);
    for (const { rounded } of own) held -= rounded;
  }
  return peak;
}
