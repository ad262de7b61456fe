// The sum of a slot's first two projections of one weight each, by how many synapses of each were reached (../counted-sums.ts).

/** Counts that the table covers: first projection, second one. */
const FIRST: u32 = 64;
const SECOND: u32 = 32;

/** Adds 1 to the u8 counter of every target (16 bits) of the spiking rows; gives the synaptic events. */
export function countTargets(counters: usize, start: usize, target: usize, ids: usize, entries: u32, preFirst: u32): f64 {
  let events: f64 = 0;
  for (let e: u32 = 0; e < entries; e++) {
    const row = start + ((<usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst)) << 2);
    const begin = load<u32>(row);
    const end = load<u32>(row, 4);
    let at = target + ((<usize>begin) << 1);
    const last = target + ((<usize>end) << 1);
    for (; at + 8 <= last; at += 8) {
      count(counters, load<u16>(at));
      count(counters, load<u16>(at, 2));
      count(counters, load<u16>(at, 4));
      count(counters, load<u16>(at, 6));
    }
    for (; at < last; at += 2) count(counters, load<u16>(at));
    events += <f64>(end - begin);
  }
  return events;
}

// @ts-ignore: decorator
@inline
function count(counters: usize, target: usize): void {
  store<u8>(counters + target, load<u8>(counters + target) + 1);
}

/** The sum of `a` first weights and `b` second ones, added one after the other. */
// @ts-ignore: decorator
@inline
function sumOf(a: u32, b: u32, table: usize, firstWeight: f64, secondWeight: f64): f64 {
  if (a < FIRST && b < SECOND) return load<f64>(table + ((<usize>(a * SECOND + b)) << 3));
  let x: f64 = 0;
  for (let k: u32 = 0; k < a; k++) x += firstWeight;
  for (let k: u32 = 0; k < b; k++) x += secondWeight;
  return x;
}

/**
 * Writes the sums to a slot, and empties the counters.
 * @param first,second u8 counters of each target
 * @param table float64: the sum of a and b weights is entry 32·a + b
 * @param last u16 counts of a third projection, one-to-one, of weight `lastWeight`; 0: there is none
 */
export function writeSums(
  slot: usize,
  size: u32,
  first: usize,
  second: usize,
  table: usize,
  firstWeight: f64,
  secondWeight: f64,
  last: usize,
  lastWeight: f64,
): f64 {
  let events: u64 = 0;
  if (last != 0) {
    for (let i: usize = 0; i < size; i++) {
      const x = sumOf(load<u8>(first + i), load<u8>(second + i), table, firstWeight, secondWeight);
      const n = load<u16>(last + (i << 1));
      events += n;
      store<f64>(slot + (i << 3), x + lastWeight * <f64>n);
    }
  } else {
    for (let i: usize = 0; i < size; i++)
      store<f64>(slot + (i << 3), sumOf(load<u8>(first + i), load<u8>(second + i), table, firstWeight, secondWeight));
  }
  memory.fill(first, 0, size);
  memory.fill(second, 0, size);
  return <f64>events;
}
