// Delivers the counts of sources that have one synapse each, source after source onto atom after atom: private input of neurons.

import { Group, LARGEST, Ledger, saturate } from "./add-words";

/** Consecutive sources whose words lie one after the other in the ring, with one delay (../source-lines.ts). */
@unmanaged
export class Line {
  group: u32;
  /** Of the first source: its place in the group, slot 0. */
  place: u32;
  delay: u32;
  sources: u32;
  /** Address of their counts (u16), and of their weights (u16). */
  counts: usize;
  weights: usize;
}

/** `count` additions of `weight`, one after the other. */
function addRepeatedly(group: Group, at: usize, count: u32, weight: u32, ledger: Ledger): void {
  for (; count > 0; count--) {
    const sum = <u32>load<u16>(at) + weight;
    if (sum > LARGEST) saturate(group, at, sum, ledger);
    else store<u16>(at, sum);
  }
}

export function deliverLines(lines: usize, n: u32, tick: u32, groups: usize, ledger: Ledger): void {
  let events: u64 = 0;
  for (const last = lines + <usize>n * offsetof<Line>(); lines < last; lines += offsetof<Line>()) {
    const line = changetype<Line>(lines);
    const group = changetype<Group>(groups + (<usize>line.group << 4));
    let at =
      group.ring +
      (<usize>line.place << 1) +
      (<usize>((tick + line.delay) & group.delayMask) << (group.slotBits + 1));
    let counts = line.counts;
    let weights = line.weights;
    const end = counts + (<usize>line.sources << 1);
    let sums = i32x4.splat(0);
    for (const whole = counts + ((<usize>line.sources >> 3) << 4); counts < whole; counts += 16, weights += 16, at += 16) {
      const c = v128.load(counts);
      const w = v128.load(weights);
      const held = v128.load(at);
      const low = i32x4.add(i32x4.extmul_low_i16x8_u(c, w), i32x4.extend_low_i16x8_u(held));
      const high = i32x4.add(i32x4.extmul_high_i16x8_u(c, w), i32x4.extend_high_i16x8_u(held));
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(c));
      // 65535² + 65535 < 2^32; and a sum that fits has nothing above its lower half.
      if (v128.any_true(i32x4.shr_u(v128.or(low, high), 16))) {
        for (let k: usize = 0; k < 16; k += 2)
          addRepeatedly(group, at + k, load<u16>(counts + k), load<u16>(weights + k), ledger);
      } else v128.store(at, i16x8.narrow_i32x4_u(low, high));
    }
    events +=
      <u64>(<u32>i32x4.extract_lane(sums, 0)) +
      <u64>(<u32>i32x4.extract_lane(sums, 1)) +
      <u64>(<u32>i32x4.extract_lane(sums, 2)) +
      <u64>(<u32>i32x4.extract_lane(sums, 3));
    for (; counts < end; counts += 2, weights += 2, at += 2) {
      events += load<u16>(counts);
      addRepeatedly(group, at, load<u16>(counts), load<u16>(weights), ledger);
    }
  }
  ledger.events += <f64>events;
}
