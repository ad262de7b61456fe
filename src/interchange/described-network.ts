/** A description with arrays beside it, as one is made of a file of another tool: network.json and network.npz. */
import type { NumericArray } from "../arrays/npy.js";
import type { Loss } from "./losses.js";

/** The file of arrays beside a description. */
export const ARRAYS = "network.npz";
/** What a description has room for as a name. */
const LONGEST_NAME = 64;

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface DescribedNetwork {
  /** The keys of docs/description.md. */
  readonly document: { readonly [key: string]: Json };
  /** One-dimensional, by the names that the document uses. */
  readonly arrays: ReadonlyMap<string, NumericArray>;
  readonly losses: readonly Loss[];
}

/** Synapses of one projection, from 0 in each population. A number: of all. */
export interface ListedSynapses {
  readonly pre: Uint32Array<ArrayBuffer>;
  readonly post: Uint32Array<ArrayBuffer>;
  readonly weight: number | Float32Array<ArrayBuffer>;
  /** pA, mV or nS. */
  readonly weightUnit: string;
  /** ms */
  readonly delay: number | Float64Array<ArrayBuffer>;
}

/** Gathers the parts of a document; equal values become one. */
export class DescriptionBuilder {
  readonly populations: Record<string, Json> = {};
  readonly projections: Record<string, Json> = {};
  readonly stimuli: Record<string, Json> = {};
  readonly arrays = new Map<string, NumericArray>();

  column(name: string, values: NumericArray): string {
    let free = name;
    while (this.arrays.has(free)) free += "'";
    this.arrays.set(free, values);
    return `${ARRAYS}#${free}`;
  }

  /** A value with its unit, or a column of one value a neuron. */
  quantity(name: string, value: number | ArrayLike<number>, unit: string): Json {
    if (typeof value === "number") return withUnit(value, unit);
    const values = Float64Array.from(value);
    if (values.length > 0 && values.every((one) => one === values[0])) return withUnit(values[0], unit);
    return { array: this.column(name, values), unit: withUnit(1, unit) };
  }

  synapses(name: string, pre: string, post: string, synapses: ListedSynapses): void {
    const { weight, delay, weightUnit } = synapses;
    const connect: Record<string, Json> = {
      rule: "arrays",
      pre: this.column(`${name}.pre`, synapses.pre),
      post: this.column(`${name}.post`, synapses.post),
    };
    const projection: Record<string, Json> = { pre, post, connect, sign: "keep" };
    for (const [key, values, unit] of [
      ["weight", weight, weightUnit],
      ["delay", delay, "ms"],
    ] as const) {
      const one = typeof values === "number" ? values : same(values);
      if (one !== undefined) projection[key] = withUnit(one, unit);
      else {
        connect[key] = this.column(`${name}.${key}`, values as NumericArray);
        connect[`${key}_unit`] = withUnit(1, unit);
      }
    }
    this.projections[name] = projection;
  }

  /** @param head name, seed, timestep, duration, … */
  finish(head: Readonly<Record<string, Json>>, losses: readonly Loss[]): DescribedNetwork {
    const parts = { populations: this.populations, projections: this.projections, stimuli: this.stimuli };
    const filled = Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0);
    return { document: { ...head, ...Object.fromEntries(filled) }, arrays: this.arrays, losses };
  }
}

/** Shortest digits that give the same double again. */
export function withUnit(value: number, unit: string): string {
  return `${value} ${unit}`;
}

/** A name that descriptions take: printable, and not too long. */
export function nameFor(name: string, taken: { has(name: string): boolean }): string {
  const clean = Array.from(name.replace(/[\u0000-\u001f\u007f]/gu, "_") || "node")
    .slice(0, LONGEST_NAME)
    .join("");
  let free = clean;
  for (let k = 2; taken.has(free); k++)
    free = `${Array.from(clean)
      .slice(0, LONGEST_NAME - 4)
      .join("")}~${k}`;
  return free;
}

function same(values: ArrayLike<number>): number | undefined {
  if (values.length === 0) return 1;
  for (let k = 1; k < values.length; k++) if (values[k] !== values[0]) return undefined;
  return values[0];
}
