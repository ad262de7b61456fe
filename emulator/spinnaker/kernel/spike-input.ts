/** Where spikes come from that no neuron sends, as the machine sees it. */
import type { Delivered } from "./synapse-table.js";

/** Sources on a Poisson core. */
export interface PoissonSources {
  /** Calls `emit` for each source that spikes in `tick`, ascending; ids count from the core's first. */
  play(tick: number, emit: (source: number, count: number) => void): void;
  /** The dynamic state, as words: generator, then times to spike. */
  save(): Uint32Array;
  load(words: Uint32Array): void;
}

/** Sources whose spikes a kernel draws and adds to the ring buffers without a list of them. */
export interface DirectInput {
  playDirectly(tick: number, done: Delivered): void;
  /** Calls `emit` for what was played last, as a list would have it: ascending, global ids. */
  each(emit: (id: number, count: number) => void): void;
}
