/** Run-time counters by what they say: registers that overflowed, their parts by population, and plain work. */
import { isOverflowCounter, isOverflowTotal, partsOfName } from "../program/overflow-counters.js";

type Counters = readonly Readonly<Record<string, number>>[];

export interface CounterKind {
  readonly name: string;
  /** One number a run. */
  readonly perRun: readonly number[];
}

/** Totals of everything that was lost; the same counters by population (`v-clipped-low:E`) are parts of these. */
export function overflowKinds(counters: Counters): CounterKind[] {
  return kindsOf(counters).filter(({ name }) => isOverflowTotal(name));
}

/** What the run did, not what it lost: spikes, synaptic events, neuron updates. */
export function workKinds(counters: Counters): CounterKind[] {
  return kindsOf(counters).filter(({ name }) => !isOverflowCounter(name));
}

/** The parts by population of one overflow. */
export function overflowParts(counters: Counters, kind: string): CounterKind[] {
  return kindsOf(counters).filter(
    ({ name, perRun }) => name !== kind && partsOfName(name).total === kind && perRun.some((n) => n > 0),
  );
}

function kindsOf(counters: Counters): CounterKind[] {
  const names = [...new Set(counters.flatMap((run) => Object.keys(run)))].sort();
  return names.map((name) => ({ name, perRun: counters.map((run) => run[name] ?? 0) }));
}
