// Ports whose sources have at most one synapse each, all with one delay.

import { counts, narrow, narrowSlot, slotOf, slotUsed, wideSlot } from "./memory";

/**
 * Adds counts[skip + i] · weight to compartment first + i of the narrow slot, or of the wide one, for 0 ≤ i < size; returns how many are not 0.
 */
export function addCounts(step: u32, delay: u32, skip: u32, size: u32, first: u32, weight: i32): u32 {
  const slot = slotOf(step, delay);
  let from = counts + (<usize>skip << 1);
  const end = from + (<usize>size << 1);
  let events: i32 = 0;
  if (narrow != 0) {
    let into = narrowSlot(slot) + (<usize>first << 1);
    const factor = i16x8.splat(<i16>weight);
    for (; from + 16 <= end; from += 16, into += 16) {
      const count = v128.load(from);
      events += 8 - popcnt(i16x8.bitmask(i16x8.eq(count, i16x8.splat(0))));
      v128.store(into, i16x8.add(v128.load(into), i16x8.mul(count, factor)));
    }
    for (; from < end; from += 2, into += 2) {
      const count: i32 = load<u16>(from);
      if (count != 0) events++;
      store<i16>(into, <i16>(<i32>load<i16>(into) + count * weight));
    }
    return events;
  }
  store<u8>(slotUsed + slot, 1);
  let into = wideSlot(slot) + (<usize>first << 2);
  const factor = i32x4.splat(weight);
  for (; from + 8 <= end; from += 8, into += 16) {
    const count = v128.load16x4_u(from);
    events += 4 - popcnt(i32x4.bitmask(i32x4.eq(count, i32x4.splat(0))));
    v128.store(into, i32x4.add(v128.load(into), i32x4.mul(count, factor)));
  }
  for (; from < end; from += 2, into += 4) {
    const count: i32 = load<u16>(from);
    if (count != 0) events++;
    store<i32>(into, load<i32>(into) + count * weight);
  }
  return events;
}
