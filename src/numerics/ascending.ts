/** The values in ascending order: themselves where they are already, else a sorted copy. Telling costs far less than sorting. */
export function ascending(values: ArrayLike<number>): ArrayLike<number> {
  for (let i = 1; i < values.length; i++) if (!(values[i - 1] <= values[i])) return Float64Array.from(values).sort();
  return values;
}
