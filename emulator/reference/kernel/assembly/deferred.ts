// Deferred delivery (../deferred-delivery.ts): what a spike adds to a step is put on the list of that step, and added when the step comes.

/** Bytes of an entry of a list: its first word of the rows, how many synapses (u32), and what their weights are multiplied by (float64). */
const ENTRY: usize = 16;
/** This bit of the number of synapses tells that they have no weights: the float64 is what each adds. */
const CONSTANT: u32 = 0x80000000;
/** Bytes of a synapse with its weight: target (u16), float32; without: the target. */
const WEIGHTED: usize = 6;
const TARGET: usize = 2;
/** Entries whose synapses are fetched, then added: many lines of the cache are on their way at once. */
const FETCHED_AT_ONCE: u32 = 16;
/** Bytes of a line of the cache. */
const LINE: usize = 64;

let fetched: u32 = 0;

/** Reads every line of a stretch of memory. */
// @ts-ignore: decorator
@inline
function fetch(from: usize, end: usize): void {
  let any: u32 = 0;
  for (let x = from & ~(LINE - 1); x < end; x += LINE) any |= load<u8>(x);
  fetched |= any;
}

/**
 * Puts what emitted spikes will add to a group on the lists of the steps to come; gives the synaptic events.
 * @param begins u32: where the words (u16) of row r, delay d begin, at r · delays + d - 1, and so on to the end
 * @param constant whether all synapses add `weight`, and have none of their own
 * @param list of the group in the step after this one; that of the next step is `stride` lists on, and there are `ends` lists, in a ring
 * @param lists entries, `capacity` a list; `lengths` u32 of each list
 * @param ids,counts what was emitted: `entries` of them, all of the rows from id `preFirst` on
 */
export function putOnLists(
  begins: usize,
  delays: u32,
  constant: bool,
  weight: f64,
  list: u32,
  stride: u32,
  ends: u32,
  lists: usize,
  lengths: usize,
  capacity: u32,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  let events: f64 = 0;
  const bytes = <usize>capacity * ENTRY;
  const row = <usize>delays << 2;
  const words: u32 = <u32>((constant ? TARGET : WEIGHTED) >> 1);
  const flag: u32 = constant ? CONSTANT : 0;
  for (let e: u32 = 0; e < entries; e++) {
    const at = begins + <usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst) * row;
    fetch(at, at + row + 4);
  }
  for (let e: u32 = 0; e < entries; e++) {
    const count = <f64>load<u32>(counts + ((<usize>e) << 2));
    const factor = constant ? weight * count : count;
    let at = begins + <usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst) * row;
    let begin = load<u32>(at);
    const all = begin;
    let to = list;
    for (const last = at + row; at < last; ) {
      at += 4;
      const end = load<u32>(at);
      if (end != begin) {
        const length = lengths + ((<usize>to) << 2);
        const n = load<u32>(length);
        const entry = lists + <usize>to * bytes + <usize>n * ENTRY;
        store<u32>(entry, begin);
        store<u32>(entry, ((end - begin) / words) | flag, 4);
        store<f64>(entry, factor, 8);
        store<u32>(length, n + 1);
        begin = end;
      }
      to += stride;
      if (to >= ends) to -= ends;
    }
    events += <f64>((begin - all) / words) * count;
  }
  return events;
}

/** Reads the synapses of `n` entries. */
// @ts-ignore: decorator
@inline
function fetchEntries(list: usize, n: u32, rows: usize): void {
  for (let e: u32 = 0; e < n; e++, list += ENTRY) {
    const from = rows + ((<usize>load<u32>(list)) << 1);
    const synapses = load<u32>(list, 4);
    fetch(from, from + <usize>(synapses & ~CONSTANT) * (synapses & CONSTANT ? TARGET : WEIGHTED));
  }
}

/** Adds one synapse. */
// @ts-ignore: decorator
@inline
function add(arriving: usize, place: u32, w: f64): void {
  const at = arriving + ((<usize>place) << 3);
  store<f64>(at, load<f64>(at) + w);
}

// @ts-ignore: decorator
@inline
function addWeighted(arriving: usize, at: usize, n: u32, count: f64): void {
  const last = at + <usize>n * WEIGHTED;
  for (; at + 4 * WEIGHTED <= last; at += 4 * WEIGHTED) {
    add(arriving, load<u16>(at), <f64>load<f32>(at, 2) * count);
    add(arriving, load<u16>(at, 6), <f64>load<f32>(at, 8) * count);
    add(arriving, load<u16>(at, 12), <f64>load<f32>(at, 14) * count);
    add(arriving, load<u16>(at, 18), <f64>load<f32>(at, 20) * count);
  }
  for (; at < last; at += WEIGHTED) add(arriving, load<u16>(at), <f64>load<f32>(at, 2) * count);
}

// @ts-ignore: decorator
@inline
function addConstant(arriving: usize, at: usize, n: u32, w: f64): void {
  const last = at + <usize>n * TARGET;
  for (; at + 4 * TARGET <= last; at += 4 * TARGET) {
    add(arriving, load<u16>(at), w);
    add(arriving, load<u16>(at, 2), w);
    add(arriving, load<u16>(at, 4), w);
    add(arriving, load<u16>(at, 6), w);
  }
  for (; at < last; at += TARGET) add(arriving, load<u16>(at), w);
}

/** Adds `n` entries of a list to the float64 of a group, in their order. */
export function addList(arriving: usize, list: usize, n: u32, rows: usize): void {
  for (let e: u32 = 0; e < n; e++, list += ENTRY) {
    if (e % FETCHED_AT_ONCE == 0) fetchEntries(list, min(FETCHED_AT_ONCE, n - e), rows);
    const at = rows + ((<usize>load<u32>(list)) << 1);
    const synapses = load<u32>(list, 4);
    const factor = load<f64>(list, 8);
    if (synapses & CONSTANT) addConstant(arriving, at, synapses & ~CONSTANT, factor);
    else addWeighted(arriving, at, synapses, factor);
  }
}

/** Keeps the counts (u16) of `size` sources for later; gives their sum. */
export function keepCounts(to: usize, from: usize, size: u32): f64 {
  let sum: u64 = 0;
  memory.copy(to, from, (<usize>size) << 1);
  let all = i32x4.splat(0);
  let i: u32 = 0;
  for (; i + 8 <= size; i += 8) {
    all = i32x4.add(all, i32x4.extadd_pairwise_i16x8_u(v128.load(to + ((<usize>i) << 1))));
    if ((i & 0xffff) == 0xfff8) {
      sum += sumOf(all);
      all = i32x4.splat(0);
    }
  }
  sum += sumOf(all);
  for (; i < size; i++) sum += load<u16>(to + ((<usize>i) << 1));
  return <f64>sum;
}

// @ts-ignore: decorator
@inline
function sumOf(lanes: v128): u64 {
  return (
    <u64>(<u32>i32x4.extract_lane(lanes, 0)) +
    <u64>(<u32>i32x4.extract_lane(lanes, 1)) +
    <u64>(<u32>i32x4.extract_lane(lanes, 2)) +
    <u64>(<u32>i32x4.extract_lane(lanes, 3))
  );
}
