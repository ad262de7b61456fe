/** The event lists of vectors: `[t, idx, idx…]`, or `[t, [idx, payload], …]` for graded spikes; mixed forms are allowed. */
import type { SpikeSource } from "../../../src/network/types.js";
import type { InjectedSpike } from "../../../src/program/execution-target.js";
import { fail } from "../../../src/diagnostics/diagnostic.js";
import type { Json } from "./vector.js";

/** Spikes by (step, source); the last entry for a pair counts, as when a matrix is filled. */
export interface EventTable {
  readonly steps: readonly number[];
  readonly ids: readonly number[];
  readonly payloads: readonly number[];
  readonly graded: boolean;
}

export function readEvents(events: Json | undefined, size: number, steps: number, where: string): EventTable {
  const found = new Map<number, number>();
  let graded = false;
  for (const event of (events ?? []) as readonly (readonly (number | readonly number[])[])[]) {
    const step = event[0] as number;
    for (const item of event.slice(1)) {
      const [id, payload] = typeof item === "number" ? [item, 1] : item;
      if (!Number.isInteger(id) || id < 0 || id >= size)
        fail("golden-format", `${where}: event at step ${step} names source ${id} of ${size}`);
      if (typeof item !== "number") graded = true;
      if (step >= 0 && step < steps) found.set(step * size + id, payload);
    }
  }
  const keys = [...found.keys()].filter((key) => found.get(key) !== 0).sort((a, b) => a - b);
  return {
    steps: keys.map((key) => Math.floor(key / size)),
    ids: keys.map((key) => key % size),
    payloads: keys.map((key) => found.get(key)!),
    graded,
  };
}

/** A spike source; graded tables are injected by the host instead and leave it silent. */
export function spikeSource(
  name: string,
  index: number,
  first: number,
  size: number,
  table: EventTable | null,
): SpikeSource {
  return {
    name,
    index,
    first,
    size,
    kind: "spike_times",
    rate: 0,
    startStep: 0,
    stopStep: 0,
    stream: 0,
    spikeSteps: Uint32Array.from(table?.steps ?? []),
    spikeIds: Uint32Array.from(table?.ids ?? []),
  };
}

export function injectedSpikes(table: EventTable, first: number): InjectedSpike[] {
  return table.steps.map((step, k) => ({ step, id: first + table.ids[k], count: table.payloads[k] }));
}
