/** Parts of a description that travel in another tool's file, with the columns that they name beside them. */
import type { NumericArray } from "../arrays/npy.js";
import { ARRAYS, type DescriptionBuilder, type Json } from "./described-network.js";
import { group, numbers, type Hdf5Dataset, type Hdf5Group } from "./hdf5.js";

/** Columns by number, since their names may be no names of HDF5; `names` gives them back. */
export function packArrays(arrays: ReadonlyMap<string, NumericArray>): {
  readonly names: readonly string[];
  readonly group: Hdf5Group;
} {
  return {
    names: [...arrays.keys()],
    group: group(Object.fromEntries([...arrays.values()].map((values, k) => [`a${k}`, numbers(values)]))),
  };
}

export function unpackArrays(names: readonly string[], held: Hdf5Group): Map<string, NumericArray> {
  const arrays = new Map<string, NumericArray>();
  names.forEach((name, k) => {
    const dataset = held.members.get(`a${k}`) as Hdf5Dataset | undefined;
    if (dataset !== undefined && dataset.type !== "str") arrays.set(name, dataset.values as NumericArray);
  });
  return arrays;
}

/** The part, whose columns are now those of `into`. */
export function withArrays(part: Json, arrays: ReadonlyMap<string, NumericArray>, into: DescriptionBuilder): Json {
  if (typeof part === "string" && part.startsWith(`${ARRAYS}#`)) {
    const name = part.slice(ARRAYS.length + 1);
    const values = arrays.get(name);
    return values === undefined ? part : into.column(name, values);
  }
  if (Array.isArray(part)) return part.map((one: Json) => withArrays(one, arrays, into));
  if (typeof part === "object" && part !== null)
    return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, withArrays(one, arrays, into)]));
  return part;
}
