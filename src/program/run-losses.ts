/**
 * What a run lost, as entries of the loss ledger: the totals of a target's counters, and neuron by neuron where it keeps them.
 * One entry for each population and register, whichever target ran.
 */
import type { LossEntry, RunLoss } from "../diagnostics/loss-ledger.js";
import { LOSS_COUNTERS, type LossCounter } from "../diagnostics/run-counters.js";
import { lossOf, partsOfName } from "./overflow-counters.js";

/** One counter, neuron by neuron, since the start. */
export interface RegisterLosses {
  readonly counter: LossCounter;
  readonly counts: ArrayLike<number>;
  /** What was lost, in `unit`; absent where it cannot be said. */
  readonly amounts?: ArrayLike<number>;
  readonly unit: string;
  /** The largest magnitude that the register was given, and the largest that it holds, in `unit`; absent where nobody looks. */
  readonly peaks?: ArrayLike<number>;
  readonly limit?: number;
  /** All input that this register was given, by neuron's population, in `unit`; absent where nobody counts it. */
  readonly given?: Readonly<Record<string, number>>;
}

/** What the entries need to know of a run. */
export interface RunExtent {
  readonly populations: readonly { readonly name: string; readonly first: number; readonly size: number }[];
  /** Executed since the start of the network, whatever a checkpoint kept. */
  readonly steps: number;
  /** Where a counter of the target stops. */
  readonly counterLimits?: Readonly<Record<string, number>>;
}

/** Neurons that an entry names. */
const NAMED = 3;
/** Where only totals are known. */
export const WHOLE_NETWORK = "the whole network";

/** @param perNeuron null: the target has counters only */
export function runLossesOf(
  counters: Readonly<Record<string, number>>,
  perNeuron: readonly RegisterLosses[] | null,
  run: RunExtent,
): RunLoss[] {
  return perNeuron === null
    ? fromCounters(counters, run)
    : [...perNeuron.flatMap((losses) => fromNeurons(losses, run)), ...fromCounters(without(counters, perNeuron), run)];
}

function without(counters: Readonly<Record<string, number>>, known: readonly RegisterLosses[]): Record<string, number> {
  const names = new Set<string>(known.map(({ counter }) => counter));
  return Object.fromEntries(Object.entries(counters).filter(([name]) => !names.has(partsOfName(name).total)));
}

function fromNeurons(
  { counter, counts, amounts, peaks, limit = NaN, unit, given }: RegisterLosses,
  { populations, steps }: RunExtent,
): RunLoss[] {
  return populations.flatMap(({ name, first, size }): RunLoss[] => {
    const hit: { neuron: number; count: number }[] = [];
    let [count, lost, worst, peak] = [0, 0, 0, NaN];
    for (let id = first; id < first + size; id++) {
      if (!(counts[id] > 0)) continue;
      hit.push({ neuron: id, count: counts[id] });
      count += counts[id];
      if (peaks !== undefined) peak = Math.max(Number.isNaN(peak) ? 0 : peak, peaks[id]);
      if (amounts === undefined) continue;
      lost += amounts[id];
      worst = Math.max(worst, amounts[id] / counts[id]);
    }
    if (count === 0) return [];
    const input = given?.[name];
    const entry = {
      ...entryOf(counter, name, count, size * steps),
      worst,
      unit: amounts === undefined ? "" : unit,
      lost: amounts === undefined ? NaN : lost,
      demand: peak / limit,
      inputShare: input === undefined || !(input > 0) ? NaN : lost / input,
      neurons: {
        count: hit.length,
        of: size,
        worst: hit.sort((a, b) => b.count - a.count || a.neuron - b.neuron).slice(0, NAMED),
      },
    };
    return [{ ...entry, meanInputChange: -entry.inputShare }];
  });
}

function fromCounters(
  counters: Readonly<Record<string, number>>,
  { populations, steps, counterLimits = {} }: RunExtent,
): RunLoss[] {
  const size = populations.reduce((sum, p) => sum + p.size, 0);
  return Object.entries(counters).flatMap(([name, count]): RunLoss[] => {
    const loss = lossOf(name);
    if (!(count > 0) || loss === null) return [];
    const { counter, population } = loss;
    if (population !== null) {
      const neurons = populations.find((p) => p.name === population)?.size ?? size;
      return [entryOf(counter, population, count, neurons * steps)];
    }
    const hasParts = Object.keys(counters).some((other) => other !== name && partsOfName(other).total === name);
    if (hasParts) return [];
    const entry = entryOf(counter, null, count, size * steps);
    return [count >= (counterLimits[name] ?? Infinity) ? { ...entry, atLeast: true } : entry];
  });
}

function entryOf(counter: LossCounter, population: string | null, count: number, updates: number): RunLoss {
  const { kind, register, cannot } = LOSS_COUNTERS[counter];
  return {
    when: "run",
    kind,
    where: population === null ? WHOLE_NETWORK : `population ${population}`,
    population,
    counter,
    register,
    count,
    of: Math.max(count, updates),
    worst: 0,
    unit: "",
    lost: NaN,
    demand: NaN,
    inputShare: NaN,
    meanInputChange: NaN,
    neurons: null,
    note: `while running: ${register} ${cannot}`,
  };
}

/** Of several runs of the same network, e.g. one for each seed; neurons are those of the run that lost most. */
export function sumRunLosses(runs: readonly (readonly RunLoss[])[]): RunLoss[] {
  const byPlace = new Map<string, RunLoss>();
  // A population that lost nothing in a run has no entry there, but its updates count.
  const updates = new Map<string, number>();
  for (const loss of runs.flat()) {
    const key = `${loss.counter}\u0000${loss.where}`;
    updates.set(key, Math.max(updates.get(key) ?? 0, loss.of));
    const old = byPlace.get(key);
    byPlace.set(key, old === undefined ? loss : added(old, loss));
  }
  return [...byPlace].map(([key, loss]) => {
    const of = Math.max(loss.count, updates.get(key)! * runs.length);
    const inputShare = loss.inputShare / runs.length;
    return { ...loss, of, inputShare, meanInputChange: -inputShare };
  });
}

function added(a: RunLoss, b: RunLoss): RunLoss {
  const more = (b.neurons?.count ?? 0) > (a.neurons?.count ?? 0) ? b.neurons : a.neurons;
  return {
    ...a,
    ...(b.atLeast === true ? { atLeast: true } : {}),
    count: a.count + b.count,
    demand: Math.max(a.demand, b.demand),
    worst: Math.max(a.worst, b.worst),
    lost: a.lost + b.lost,
    inputShare: a.inputShare + b.inputShare,
    neurons: more,
  };
}

/** Entries of a ledger that a run made. */
export function isRunLoss(entry: LossEntry): entry is RunLoss {
  return entry.when === "run";
}
