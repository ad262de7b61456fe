/** A swept variable as the axis of a picture: where each value goes and what is written there. */
import { formatPlain } from "../number-format.js";
import type { AxisValue, SweepPageAxis, SweepPagePoint } from "./sweep-page.js";

export interface SweptAxis {
  readonly name: string;
  /** With the unit that all values share. */
  readonly label: string;
  /** In the order of the axis: numbers ascending, words as they came. */
  readonly values: readonly AxisValue[];
  /** Place of a value: itself where it is a number (of a shared unit), else its index. */
  at(value: AxisValue): number;
  text(value: AxisValue): string;
  /** Of the places 0, 1, 2, …, where values are words. */
  readonly names?: readonly string[];
  readonly log: boolean;
}

/** Ratio of the ends from which a logarithm shows more, where steps are ratios. */
const WIDE = 8;

/** "10 ms" is 10 and "ms"; undefined for what is no number with a unit. */
function measured(value: AxisValue): { readonly number: number; readonly unit: string } | undefined {
  if (typeof value === "number") return { number: value, unit: "" };
  const parts =
    typeof value === "string" ? /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(\D*?)\s*$/.exec(value) : null;
  return parts === null ? undefined : { number: Number(parts[1]), unit: parts[2] };
}

export function sweptAxis({ name, values }: SweepPageAxis): SweptAxis {
  const numbers = values.map(measured);
  const unit = numbers[0]?.unit ?? "";
  if (numbers.every((m) => m !== undefined && m.unit === unit)) {
    const at = (value: AxisValue) => measured(value)?.number ?? NaN;
    const sorted = [...values].sort((a, b) => at(a) - at(b));
    const places = sorted.map(at);
    return {
      name,
      label: unit === "" ? name : `${name}, ${unit}`,
      values: sorted,
      at,
      text: (value) => formatPlain(at(value)),
      log: isGeometric(places),
    };
  }
  const text = (value: AxisValue) => (value === null ? "default" : String(value));
  return { name, label: name, values, at: (value) => values.indexOf(value), text, names: values.map(text), log: false };
}

/** Whether the steps are nearer to equal ratios than to equal differences, over a wide range. */
function isGeometric(places: readonly number[]): boolean {
  if (places.length < 3 || !(places[0] > 0) || places[places.length - 1] / places[0] < WIDE) return false;
  const spread = (steps: readonly number[]) => Math.max(...steps) / Math.min(...steps);
  const between = (f: (a: number, b: number) => number) => places.slice(1).map((p, k) => f(places[k], p));
  return spread(between((a, b) => Math.log(b / a))) < spread(between((a, b) => b - a));
}

/** Points that differ in one variable or two only; `held` are the values of all others. */
export interface Slice {
  readonly held: readonly (readonly [axis: SweptAxis, value: AxisValue])[];
  readonly points: readonly SweepPagePoint[];
}

/** Divides points by the values of all axes but some. */
export function slicesAcross(
  axes: readonly SweptAxis[],
  free: readonly SweptAxis[],
  points: readonly SweepPagePoint[],
): Slice[] {
  const held = axes.filter((axis) => !free.includes(axis));
  const slices = new Map<string, SweepPagePoint[]>();
  for (const point of points) {
    const key = JSON.stringify(held.map(({ name }) => point.values[name] ?? null));
    slices.set(key, [...(slices.get(key) ?? []), point]);
  }
  return [...slices.values()].map((of) => ({
    held: held.map((axis) => [axis, of[0].values[axis.name] ?? null] as const),
    points: of,
  }));
}

/** "weight-bits 8, target loihi1"; empty where nothing is held. */
export function heldText({ held }: Slice): string {
  return held.map(([axis, value]) => `${axis.label} ${axis.text(value)}`).join("; ");
}

/** How many different values the points of a slice give an axis. */
export function spanOf({ name }: SweptAxis, { points }: Slice): number {
  return new Set(points.map(({ values }) => values[name] ?? null)).size;
}
