// Deferred delivery (../deferred-delivery.ts): what a spike adds to a step is put on the list of that step, and added when the step comes.

/** Bytes of an entry of a list: the first synapse, the one after the last, and the count of the spike. */
const ENTRY: usize = 12;
/** Entries ahead of which the first synapses are asked for: memory answers while others are added. */
const AHEAD: u32 = 6;

/**
 * Puts what emitted spikes will add on the lists of the steps to come; gives the synaptic events.
 * @param begins u32: where the synapses of row r, group g, delay d begin, at (r · groups + g) · delays + d - 1, and so on to the end
 * @param first of the lists of the step after this one: lists lie step after step, `groups` each
 * @param lists entries, `capacity` a list; `lengths` u32 of each list; `ends` the number of lists
 * @param ids,counts what was emitted: `entries` of them, all of the rows from id `preFirst` on
 */
export function putOnLists(
  begins: usize,
  delays: u32,
  groups: u32,
  first: u32,
  lists: usize,
  lengths: usize,
  capacity: u32,
  ends: u32,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  let events: f64 = 0;
  const bytes = <usize>capacity * ENTRY;
  const row = <usize>(delays * groups) << 2;
  for (let e: u32 = 0; e < entries; e++) {
    const count = load<u32>(counts + ((<usize>e) << 2));
    let at = begins + <usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst) * row;
    let begin = load<u32>(at);
    const all = begin;
    for (let g: u32 = 0; g < groups; g++) {
      let list = first + g;
      for (let d: u32 = 0; d < delays; d++) {
        if (list >= ends) list -= ends;
        at += 4;
        const end = load<u32>(at);
        if (end != begin) {
          const length = lengths + ((<usize>list) << 2);
          const n = load<u32>(length);
          const entry = lists + <usize>list * bytes + <usize>n * ENTRY;
          store<u32>(entry, begin);
          store<u32>(entry, end, 4);
          store<u32>(entry, count, 8);
          store<u32>(length, n + 1);
          begin = end;
        }
        list += groups;
      }
    }
    events += <f64>(begin - all) * <f64>count;
  }
  return events;
}

/** Adds one synapse. */
// @ts-ignore: decorator
@inline
function add(arriving: usize, place: u32, w: f64): void {
  const at = arriving + ((<usize>place) << 3);
  store<f64>(at, load<f64>(at) + w);
}

/**
 * Adds `n` entries of a list to the float64 of a group, in their order.
 * @param target u16 of each synapse, `weight` float32
 * @returns nothing of use: what was read ahead
 */
export function addList(arriving: usize, list: usize, n: u32, target: usize, weight: usize): u32 {
  let ahead: u32 = 0;
  for (let e: u32 = 0; e < n; e++, list += ENTRY) {
    if (e + AHEAD < n) {
      const begin = <usize>load<u32>(list + AHEAD * ENTRY);
      ahead |= <u32>load<u16>(target + (begin << 1)) | load<u32>(weight + (begin << 2));
    }
    const begin = <usize>load<u32>(list);
    const end = <usize>load<u32>(list, 4);
    const count = <f64>load<u32>(list, 8);
    let t = target + (begin << 1);
    let w = weight + (begin << 2);
    const last = target + (end << 1);
    for (; t + 8 <= last; t += 8, w += 16) {
      add(arriving, load<u16>(t), <f64>load<f32>(w) * count);
      add(arriving, load<u16>(t, 2), <f64>load<f32>(w, 4) * count);
      add(arriving, load<u16>(t, 4), <f64>load<f32>(w, 8) * count);
      add(arriving, load<u16>(t, 6), <f64>load<f32>(w, 12) * count);
    }
    for (; t < last; t += 2, w += 4) add(arriving, load<u16>(t), <f64>load<f32>(w) * count);
  }
  return ahead;
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
