/** Gives the synapses of a drawn projection back as soon as something else has them. */
import { release } from "./release.js";
import type { Projection } from "./types.js";

/** @param projection whose arrays belong to nobody else; whoever reads them afterwards is told so */
export function releaseSynapses(projection: Projection): void {
  for (const key of ["rowStart", "source", "weight", "delay"] as const) {
    const values = projection[key];
    if (typeof values === "number") continue;
    release(projection, key);
    freeAtOnce(values);
  }
}

/**
 * Memory of arrays that nobody can reach goes when the collector comes by, which it does as memory is asked for: not in time where all of it
 * was asked for beforehand. An array that was handed over is young again, and goes with the next few that are made.
 */
function freeAtOnce({ buffer }: Uint8Array | Uint16Array | Uint32Array | Float32Array): void {
  if (buffer instanceof ArrayBuffer) structuredClone(null, { transfer: [buffer] });
}
