/** The spikes of some neurons only. */
import type { SpikeSink } from "../program/execution-target.js";

/** @param ids of the neurons; undefined: of all */
export function spikesOnlyOf(ids: ArrayLike<number> | undefined, sink: SpikeSink): SpikeSink {
  if (ids === undefined) return sink;
  const kept = new Set(Array.from(ids));
  return (step, fired, count) => {
    const of = fired.subarray(0, count).filter((id) => kept.has(id));
    if (of.length > 0) sink(step, of, of.length);
  };
}
