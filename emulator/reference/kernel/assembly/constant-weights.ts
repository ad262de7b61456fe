// Delivery of projections whose synapses all have one weight and one delay (../../deliver.ts: addConstant, deliverCounts).

/** Adds `w` to the float64 of one target. */
// @ts-ignore: decorator
@inline
function add<T>(slot: usize, target: usize, w: f64): void {
  const at = slot + ((<usize>load<T>(target)) << 3);
  store<f64>(at, load<f64>(at) + w);
}

/** Four at a time: the additions keep their order. */
// @ts-ignore: decorator
@inline
function addConstant<T>(
  slot: usize,
  start: usize,
  target: usize,
  weight: f64,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  let events: f64 = 0;
  for (let e: u32 = 0; e < entries; e++) {
    const row = start + (<usize>(load<u32>(ids + ((<usize>e) << 2)) - preFirst) << 2);
    const begin = load<u32>(row);
    const end = load<u32>(row, 4);
    const count = <f64>load<u32>(counts + ((<usize>e) << 2));
    const w = weight * count;
    let at = target + <usize>begin * sizeof<T>();
    const last = target + <usize>end * sizeof<T>();
    for (; at + 4 * sizeof<T>() <= last; at += 4 * sizeof<T>()) {
      add<T>(slot, at, w);
      add<T>(slot, at + sizeof<T>(), w);
      add<T>(slot, at + 2 * sizeof<T>(), w);
      add<T>(slot, at + 3 * sizeof<T>(), w);
    }
    for (; at < last; at += sizeof<T>()) add<T>(slot, at, w);
    events += <f64>(end - begin) * count;
  }
  return events;
}

/**
 * Adds the weight of spiking rows to a slot, targets in 16 bits; gives the synaptic events.
 * @param slot float64 of target 0
 * @param start,target,preFirst the rows (DeliveryRows)
 * @param ids,counts what was emitted: `entries` of them, all of this projection's sources
 */
export function addConstant16(
  slot: usize,
  start: usize,
  target: usize,
  weight: f64,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  return addConstant<u16>(slot, start, target, weight, ids, counts, entries, preFirst);
}

/** The same, with targets in 32 bits. */
export function addConstant32(
  slot: usize,
  start: usize,
  target: usize,
  weight: f64,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  return addConstant<u32>(slot, start, target, weight, ids, counts, entries, preFirst);
}

/** Adds weight · counts[i] (u16) to the float64 of every target i; gives the synaptic events. */
export function addOneToOne(slot: usize, weight: f64, counts: usize, size: u32): f64 {
  const w = f64x2.splat(weight);
  let events: f64 = 0;
  let i: u32 = 0;
  for (; i + 8 <= size; i += 8) {
    const eight = v128.load(counts + ((<usize>i) << 1));
    const low = i32x4.extend_low_i16x8_u(eight);
    const high = i32x4.extend_high_i16x8_u(eight);
    const to = slot + ((<usize>i) << 3);
    addPair(to, w, low);
    addPair(to + 16, w, v128.shuffle<i32>(low, low, 2, 3, 0, 1));
    addPair(to + 32, w, high);
    addPair(to + 48, w, v128.shuffle<i32>(high, high, 2, 3, 0, 1));
    const sum = i32x4.add(low, high);
    const half = i32x4.add(sum, v128.shuffle<i32>(sum, sum, 2, 3, 0, 1));
    events += <f64>(<u32>(i32x4.extract_lane(half, 0) + i32x4.extract_lane(half, 1)));
  }
  for (; i < size; i++) {
    const count = <f64>load<u16>(counts + ((<usize>i) << 1));
    const at = slot + ((<usize>i) << 3);
    store<f64>(at, load<f64>(at) + weight * count);
    events += count;
  }
  return events;
}

/** Adds w times lanes 0 and 1 of `counts`. */
// @ts-ignore: decorator
@inline
export function addPair(slot: usize, w: v128, counts: v128): void {
  v128.store(slot, f64x2.add(v128.load(slot), f64x2.mul(w, f64x2.convert_low_i32x4_u(counts))));
}
