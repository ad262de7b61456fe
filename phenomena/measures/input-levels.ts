/**
 * Levels of input that follow one another in ONE run. A swept input strength must not become one program a level: a chip without
 * conductances is compiled at a working point, and a program for each level would let the compiler do what the claim asks of the neuron.
 * Measurements of a level are kept as `name @ x`.
 */
import { stepsOf } from "../../src/numerics/time-grid.js";
import { meanInterval } from "../mean-interval.js";
import type { FigurePoints, Results, SeedPoints, Side } from "../experiment.js";

export interface Level {
  /** The swept variable. */
  readonly x: number;
  /** ms */
  readonly start: number;
  readonly stop: number;
}

/** `hold`: ms a level lasts. */
export function levelsInTime(xs: readonly number[], hold: number): Level[] {
  return xs.map((x, k) => ({ x, start: k * hold, stop: (k + 1) * hold }));
}

/** Steps from ≤ n < to in which a level is measured, after `settle` ms. */
export function levelSteps(
  { start, stop }: Level,
  settle: number,
  dt: number,
): { readonly from: number; readonly to: number } {
  return { from: stepsOf(start + settle, dt).steps, to: stepsOf(stop, dt).steps };
}

export const atLevel = (name: string, x: number) => `${name} @ ${x}`;

/** One measurement of all levels of a condition. */
export function levelValues(points: SeedPoints, condition: string, name: string, xs: readonly number[]): number[] {
  return xs.map((x) => points.value(condition, atLevel(name, x)));
}

/** The same with its interval over the seeds, for a figure. */
export function levelPoints(
  results: Results,
  side: Side,
  condition: string,
  name: string,
  xs: readonly number[],
  label: string,
): FigurePoints {
  const perSeed = results.points(side).map((points) => levelValues(points, condition, name, xs));
  const intervals = xs.map((_, k) => meanInterval(perSeed.map((values) => values[k])));
  return {
    label,
    side,
    xs,
    ys: intervals.map((i) => i.mean),
    lows: intervals.map((i) => i.low),
    highs: intervals.map((i) => i.high),
  };
}

/** Largest |value/theory − 1|; NaN as soon as a value is missing. */
export function largestDeviation(values: readonly number[], theory: readonly number[]): number {
  return values.reduce((worst, value, k) => Math.max(worst, Math.abs(value / theory[k] - 1)), 0);
}
