/** Which run-time counters of a target count losses, by name: what wrapped, was clipped or saturated, carried over, came late or was dropped. */
const OVERFLOW = /(wrapped|clipped|dropped|saturated|carried|overflowed|late-spikes$|skipped)/;

/** Counters by population (`v-clipped-low:E`) are parts of totals. */
export function isOverflowCounter(name: string): boolean {
  return OVERFLOW.test(name.split(":")[0]);
}
