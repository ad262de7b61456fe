// The sum of a slot's first two projections of one weight each, by how many synapses of each were reached (../counted-sums.ts).

import { addPair } from "./constant-weights";

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

/** Two entries of the table. */
// @ts-ignore: decorator
@inline
function sumPair(table: usize, a: u32, b: u32): v128 {
  return v128.load64_lane(table + ((<usize>b) << 3), v128.load64_zero(table + ((<usize>a) << 3)), 1);
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
  const w = f64x2.splat(lastWeight);
  let all = i32x4.splat(0);
  let i: usize = 0;
  for (; i + 8 <= <usize>size; i += 8) {
    const a = v128.load8x8_u(first + i);
    const b = v128.load8x8_u(second + i);
    const to = slot + (i << 3);
    const n = last != 0 ? v128.load(last + (i << 1)) : i16x8.splat(0);
    const low = i32x4.extend_low_i16x8_u(n);
    const high = i32x4.extend_high_i16x8_u(n);
    all = i32x4.add(all, i32x4.add(low, high));
    if (v128.any_true(v128.or(i16x8.ge_u(a, i16x8.splat(<i16>FIRST)), i16x8.ge_u(b, i16x8.splat(<i16>SECOND))))) {
      for (let k: usize = 0; k < 8; k++)
        store<f64>(to + (k << 3), sumOf(load<u8>(first + i + k), load<u8>(second + i + k), table, firstWeight, secondWeight));
    } else {
      const at = i16x8.add(i16x8.mul(a, i16x8.splat(<i16>SECOND)), b);
      v128.store(to, sumPair(table, i16x8.extract_lane_u(at, 0), i16x8.extract_lane_u(at, 1)));
      v128.store(to, sumPair(table, i16x8.extract_lane_u(at, 2), i16x8.extract_lane_u(at, 3)), 16);
      v128.store(to, sumPair(table, i16x8.extract_lane_u(at, 4), i16x8.extract_lane_u(at, 5)), 32);
      v128.store(to, sumPair(table, i16x8.extract_lane_u(at, 6), i16x8.extract_lane_u(at, 7)), 48);
    }
    if (last != 0) {
      addPair(to, w, low);
      addPair(to + 16, w, v128.shuffle<i32>(low, low, 2, 3, 0, 1));
      addPair(to + 32, w, high);
      addPair(to + 48, w, v128.shuffle<i32>(high, high, 2, 3, 0, 1));
    }
  }
  let events =
    <f64>(<u32>i32x4.extract_lane(all, 0)) +
    <f64>(<u32>i32x4.extract_lane(all, 1)) +
    <f64>(<u32>i32x4.extract_lane(all, 2)) +
    <f64>(<u32>i32x4.extract_lane(all, 3));
  for (; i < <usize>size; i++) {
    let x = sumOf(load<u8>(first + i), load<u8>(second + i), table, firstWeight, secondWeight);
    if (last != 0) {
      const n = <f64>load<u16>(last + (i << 1));
      events += n;
      x += lastWeight * n;
    }
    store<f64>(slot + (i << 3), x);
  }
  memory.fill(first, 0, size);
  memory.fill(second, 0, size);
  return events;
}
