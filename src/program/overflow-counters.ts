/** Reads the names of run-time counters: which of them count losses, of which register, of which population. */
import { isLossCounter, LOSS_COUNTERS, type CounterMeaning, type LossCounter } from "../diagnostics/run-counters.js";

export type { CounterMeaning };

/** Of a total (`v-clipped-low`, not `v-clipped-low:E`); undefined: it counts work. */
export function meaningOf(counter: string): CounterMeaning | undefined {
  return isLossCounter(counter) ? LOSS_COUNTERS[counter] : undefined;
}

/** `v-clipped-low:E` is the part of population E of the total `v-clipped-low`; a total has no population. */
export function partsOfName(name: string): { readonly total: string; readonly population: string | null } {
  const colon = name.indexOf(":");
  return colon < 0
    ? { total: name, population: null }
    : { total: name.slice(0, colon), population: name.slice(colon + 1) };
}

/** The loss that a counter counts, in all or of one population; null: it counts work. */
export function lossOf(name: string): { readonly counter: LossCounter; readonly population: string | null } | null {
  const { total, population } = partsOfName(name);
  return isLossCounter(total) ? { counter: total, population } : null;
}

/** Counters by population (`v-clipped-low:E`) are parts of totals. */
export function isOverflowCounter(name: string): boolean {
  return lossOf(name) !== null;
}

/** Whether it is the total of a loss, not a part of one. */
export function isOverflowTotal(name: string): boolean {
  return lossOf(name)?.population === null;
}
