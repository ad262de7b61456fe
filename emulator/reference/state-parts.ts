/** The state of the reference in the parts that workers have, and as a whole. */
import { partOf, type NeuronRange } from "./network-slice.js";
import type { Network } from "../../src/network/types.js";

/** Where a state is cut. */
export interface StateParts {
  readonly populations: Network["populations"];
  readonly ranges: readonly NeuronRange[];
  /** Lengths of the arrays of each population, by worker. */
  readonly lengths: readonly (readonly (readonly number[])[])[];
}

/** The place of one array: entries of a population's neurons, `repeats` times after one another; 0: the same for all workers. */
interface Place {
  readonly size: number;
  readonly parts: readonly NeuronRange[];
  readonly repeats: number;
  readonly length: number;
}

/** Places of all arrays in the order of a state: the populations', what was injected, the arrivals'. */
function placesOf({ populations, ranges, lengths }: StateParts, arrivalsPerNeuron: readonly number[]): Place[] {
  const perNeuron = populations.map(({ size, first }) => ({
    size,
    parts: ranges.map((range) => partOf({ first, size }, range)),
  }));
  const own = perNeuron.flatMap(({ size, parts }, k) =>
    lengths[0][k].map((length, a) => {
      // What is no array of neurons has the same length in every part.
      const divided = parts.every(({ from, to }, w) => lengths[w][k][a] === to - from);
      return { size, parts, repeats: divided ? 1 : 0, length: divided ? size : length };
    }),
  );
  const arrivals = perNeuron.map(({ size, parts }, k) => ({
    ...{ size, parts },
    repeats: arrivalsPerNeuron[k],
    length: arrivalsPerNeuron[k] * size,
  }));
  return [...own, { size: 0, parts: [], repeats: 0, length: -1 }, ...arrivals];
}

/** Lengths of the arrays of the whole; -1 where any will do. */
export function wholeLengths(parts: StateParts, arrivalsPerNeuron: readonly number[]): number[] {
  return placesOf(parts, arrivalsPerNeuron).map(({ length }) => length);
}

/** Puts the parts of all workers together. */
export function joinState(
  parts: StateParts,
  arrivalsPerNeuron: readonly number[],
  states: readonly (readonly Float64Array[])[],
): Float64Array[] {
  return placesOf(parts, arrivalsPerNeuron).map(({ size, parts: places, repeats, length }, a) => {
    if (repeats === 0) return states[0][a];
    const whole = new Float64Array(length);
    places.forEach(({ from, to }, w) => {
      for (let r = 0; r < repeats; r++)
        whole.set(states[w][a].subarray(r * (to - from), (r + 1) * (to - from)), r * size + from);
    });
    return whole;
  });
}

/** What worker `w` has of a whole state. */
export function partOfState(
  parts: StateParts,
  arrivalsPerNeuron: readonly number[],
  state: readonly Float64Array[],
  w: number,
): Float64Array[] {
  return placesOf(parts, arrivalsPerNeuron).map(({ size, parts: places, repeats }, a) => {
    if (repeats === 0) return state[a];
    const { from, to } = places[w];
    const own = new Float64Array(repeats * (to - from));
    for (let r = 0; r < repeats; r++) own.set(state[a].subarray(r * size + from, r * size + to), r * (to - from));
    return own;
  });
}
