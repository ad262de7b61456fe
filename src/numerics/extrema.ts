/**
 * The largest and the smallest of many values. `Math.max(...values)` hands every value over as an argument, and ends with "Maximum call stack
 * size exceeded" where there are more than some 120,000: it is for lists whose length the code fixes, not the data.
 */

/** `least`, if nothing is larger; NaN where any value is NaN. */
export function largestOf(values: Iterable<number>, least = -Infinity): number {
  let largest = least;
  for (const value of values) largest = Math.max(largest, value);
  return largest;
}

/** `most`, if nothing is smaller; NaN where any value is NaN. */
export function smallestOf(values: Iterable<number>, most = Infinity): number {
  let smallest = most;
  for (const value of values) smallest = Math.min(smallest, value);
  return smallest;
}
