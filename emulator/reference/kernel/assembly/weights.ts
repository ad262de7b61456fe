// Delivery of projections whose synapses have weights or delays of their own (../../deliver.ts: addWeighted, addGeneral).

/** Adds `w` to the float64 of one target. */
// @ts-ignore: decorator
@inline
function add<T>(slot: usize, target: usize, w: f64): void {
  const at = slot + ((<usize>load<T>(target)) << 3);
  store<f64>(at, load<f64>(at) + w);
}

// @ts-ignore: decorator
@inline
function addWeighted<T>(
  slot: usize,
  start: usize,
  target: usize,
  weight: usize,
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
    let at = target + <usize>begin * sizeof<T>();
    let from = weight + ((<usize>begin) << 2);
    const last = target + <usize>end * sizeof<T>();
    for (; at + 4 * sizeof<T>() <= last; at += 4 * sizeof<T>(), from += 16) {
      add<T>(slot, at, <f64>load<f32>(from) * count);
      add<T>(slot, at + sizeof<T>(), <f64>load<f32>(from, 4) * count);
      add<T>(slot, at + 2 * sizeof<T>(), <f64>load<f32>(from, 8) * count);
      add<T>(slot, at + 3 * sizeof<T>(), <f64>load<f32>(from, 12) * count);
    }
    for (; at < last; at += sizeof<T>(), from += 4) add<T>(slot, at, <f64>load<f32>(from) * count);
    events += <f64>(end - begin) * count;
  }
  return events;
}

/**
 * Adds the weights (float32) of spiking rows to a slot, all with one delay and into one channel, targets in 16 bits; gives the events.
 * @param slot float64 of target 0
 * @param start,target,weight,preFirst the rows (DeliveryRows)
 * @param ids,counts what was emitted: `entries` of them, all of this projection's sources
 */
export function addWeighted16(
  slot: usize,
  start: usize,
  target: usize,
  weight: usize,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  return addWeighted<u16>(slot, start, target, weight, ids, counts, entries, preFirst);
}

/** The same, with targets in 32 bits. */
export function addWeighted32(
  slot: usize,
  start: usize,
  target: usize,
  weight: usize,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  return addWeighted<u32>(slot, start, target, weight, ids, counts, entries, preFirst);
}

/** One synapse with a delay of its own, `d` steps. */
// @ts-ignore: decorator
@inline
function addAt<T>(slots: usize, d: u32, negative: usize, target: usize, w: f64, count: f64): void {
  let slot: usize = load<u32>(slots + ((<usize>d) << 2));
  if (negative != 0) slot = w < 0 ? slot + negative : slot;
  add<T>(slot, target, w * count);
}

// @ts-ignore: decorator
@inline
function addDelayed<T, D>(
  slots: usize,
  negative: usize,
  start: usize,
  target: usize,
  constantWeight: f64,
  weight: usize,
  delay: usize,
  delayStep: u32,
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
    let at = target + <usize>begin * sizeof<T>();
    let when = delay + <usize>begin * delayStep;
    if (weight != 0) {
      let from = weight + ((<usize>begin) << 2);
      for (let k = begin; k < end; k++) {
        addAt<T>(slots, <u32>load<D>(when), negative, at, <f64>load<f32>(from), count);
        at += sizeof<T>();
        when += delayStep;
        from += 4;
      }
    } else {
      for (let k = begin; k < end; k++) {
        addAt<T>(slots, <u32>load<D>(when), negative, at, constantWeight, count);
        at += sizeof<T>();
        when += delayStep;
      }
    }
    events += <f64>(end - begin) * count;
  }
  return events;
}

/**
 * Adds the weights of spiking rows, each at its own delay (8 or 16 bits); targets in 16 bits; gives the events.
 * @param slots u32: the address of target 0 in the excitatory channel, for each delay from 0 on
 * @param negative bytes from there to where weights below 0 go
 * @param constantWeight for all synapses, where `weight` is 0; else `weight` is the address of their float32
 * @param delayStep bytes from one synapse's delay to the next; 0 where all have the first
 * @param wide whether delays have 16 bits
 */
export function addDelayed16(
  slots: usize,
  negative: usize,
  start: usize,
  target: usize,
  constantWeight: f64,
  weight: usize,
  delay: usize,
  delayStep: u32,
  wide: bool,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  return wide
    ? addDelayed<u16, u16>(slots, negative, start, target, constantWeight, weight, delay, delayStep, ids, counts, entries, preFirst)
    : addDelayed<u16, u8>(slots, negative, start, target, constantWeight, weight, delay, delayStep, ids, counts, entries, preFirst);
}

/** The same, with targets in 32 bits. */
export function addDelayed32(
  slots: usize,
  negative: usize,
  start: usize,
  target: usize,
  constantWeight: f64,
  weight: usize,
  delay: usize,
  delayStep: u32,
  wide: bool,
  ids: usize,
  counts: usize,
  entries: u32,
  preFirst: u32,
): f64 {
  return wide
    ? addDelayed<u32, u16>(slots, negative, start, target, constantWeight, weight, delay, delayStep, ids, counts, entries, preFirst)
    : addDelayed<u32, u8>(slots, negative, start, target, constantWeight, weight, delay, delayStep, ids, counts, entries, preFirst);
}
