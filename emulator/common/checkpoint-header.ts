/** Checks of what a checkpoint says of itself: numbers that are whole and in range, lists and records that are such, and nothing that is unknown. */
import type { InjectedSpike } from "../../src/program/execution-target.js";
import { partsOfName } from "../../src/program/overflow-counters.js";
import { invalidCheckpoint } from "./checkpoint-container.js";

/** Steps are recorded in 32 bits. */
export const LAST_STEP = 2 ** 32 - 1;
/** Spikes of one source at once: what the counts of spike sources hold. */
export const MOST_SPIKES_AT_ONCE = 0xffff;

export function need(condition: boolean, otherwise: string): void {
  if (!condition) invalidCheckpoint(otherwise);
}

/** @throws EquipoiseError `checkpoint-invalid`, as all functions here */
export function whole(value: unknown, what: string, low: number, high: number): number {
  if (typeof value === "number" && Number.isInteger(value) && value >= low && value <= high) return value;
  return invalidCheckpoint(`its ${what} is not a whole number from ${low} to ${high}`);
}

export function listOf(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : invalidCheckpoint(`its ${what} are no list`);
}

export function recordOf(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    invalidCheckpoint(`its ${what} are no record`);
  return value as Readonly<Record<string, unknown>>;
}

/** Counts under exactly these names. */
export function countsOf(value: unknown, what: string, names: readonly string[]): Record<string, number> {
  const record = recordOf(value, what);
  need(Object.keys(record).length === new Set(names).size, `its ${what} are not those of this program`);
  return Object.fromEntries(
    names.map((name) => [
      name,
      whole(Object.hasOwn(record, name) ? record[name] : undefined, `count of ${name}`, 0, Number.MAX_SAFE_INTEGER),
    ]),
  );
}

/** Totals that have parts (`v-clipped`, `v-clipped:E`) are their sums, and every neuron was updated once a step since the start. */
export function needConsistent(
  counters: Readonly<Record<string, number>>,
  updates: number | undefined,
  step: number,
  size: number,
): void {
  need(updates === step * size, `${updates} updates are not those of ${size} neurons in ${step} steps`);
  const sums = new Map<string, number>();
  for (const [name, value] of Object.entries(counters)) {
    const { total, population } = partsOfName(name);
    if (population !== null) sums.set(total, (sums.get(total) ?? 0) + value);
  }
  for (const [kind, sum] of sums)
    need(counters[kind] === sum, `its count of ${kind} is not the sum over the populations`);
}

/** Spikes given for steps from `step` on, by ids below `sources`; `count` and `late` as the machine has them. */
export function injectedOf<Spike extends InjectedSpike>(
  value: unknown,
  step: number,
  sources: number,
  read: (spike: Readonly<Record<string, unknown>>) => Omit<Spike, "step" | "id">,
): Spike[] {
  return listOf(value, "injected spikes").map((entry) => {
    const spike = recordOf(entry, "injected spikes");
    const at = {
      step: whole(spike.step, "step of an injected spike", step, LAST_STEP),
      id: whole(spike.id, "source of an injected spike", 0, sources - 1),
    };
    return { ...at, ...read(spike) } as Spike;
  });
}
