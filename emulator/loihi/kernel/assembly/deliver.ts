// Spikes along the rows of their sources into later slots: lists of targets, one after the other.

import { addBitmapRow, flushBitmaps, scatterBitmap } from "./bit-sliced";
import {
  ids,
  longTargets,
  narrow,
  narrowSlot,
  openStages,
  rowEvents,
  rowStart,
  runs,
  slotOf,
  slotUsed,
  stageOpen,
  stages,
  target,
  weight,
  wide,
  wideSlot,
} from "./memory";

// Words of a run, ../wasm-rows.ts.
export const RUN_BYTES: usize = 32;
const DELAY: usize = 0;
const STAGE: usize = 4;
const FIRST: usize = 8;
const END: usize = 12;
const SCALE: usize = 16;
const WEIGHTS: usize = 20;
const BITMAP: usize = 24;
const CLASS: usize = 28;

// Words of a stage.
const STAGE_BYTES: usize = 20;
const STAGE_DELAY: usize = 0;
const STAGE_SHIFT: usize = 4;
const STAGE_FROM: usize = 8;
const STAGE_TO: usize = 12;
const STAGE_PLACE: usize = 16;

let openCount: u32 = 0;

/** Four at a time: the machine overlaps the loads of targets with the additions. Targets may repeat; the order is kept. */
// @ts-ignore: decorator
@inline
function addConstant<Target, Sum>(base: usize, from: usize, to: usize, amount: i32): void {
  let at = target + (from << alignof<Target>());
  const end = target + (to << alignof<Target>());
  const step: usize = sizeof<Target>();
  for (; at + 4 * step <= end; at += 4 * step) {
    const a = base + (<usize>load<Target>(at) << alignof<Sum>());
    const b = base + (<usize>load<Target>(at + step) << alignof<Sum>());
    const c = base + (<usize>load<Target>(at + 2 * step) << alignof<Sum>());
    const d = base + (<usize>load<Target>(at + 3 * step) << alignof<Sum>());
    store<Sum>(a, <Sum>(<i32>load<Sum>(a) + amount));
    store<Sum>(b, <Sum>(<i32>load<Sum>(b) + amount));
    store<Sum>(c, <Sum>(<i32>load<Sum>(c) + amount));
    store<Sum>(d, <Sum>(<i32>load<Sum>(d) + amount));
  }
  for (; at < end; at += step) {
    const a = base + (<usize>load<Target>(at) << alignof<Sum>());
    store<Sum>(a, <Sum>(<i32>load<Sum>(a) + amount));
  }
}

/** @param weights address of the first one's weight */
// @ts-ignore: decorator
@inline
function addWeighted<Target, Sum>(base: usize, from: usize, to: usize, weights: usize, scale: i32): void {
  let at = target + (from << alignof<Target>());
  const end = target + (to << alignof<Target>());
  for (; at < end; at += sizeof<Target>(), weights += 2) {
    const a = base + (<usize>load<Target>(at) << alignof<Sum>());
    store<Sum>(a, <Sum>(<i32>load<Sum>(a) + <i32>load<i16>(weights) * scale));
  }
}

// @ts-ignore: decorator
@inline
function addRun<Sum>(run: usize, base: usize, scale: i32): void {
  const first: usize = load<u32>(run, FIRST);
  const end: usize = load<u32>(run, END);
  const weights = load<i32>(run, WEIGHTS);
  if (weights < 0) {
    if (longTargets) addConstant<u32, Sum>(base, first, end, scale);
    else addConstant<u16, Sum>(base, first, end, scale);
  } else {
    const from = weight + (<usize>weights << 1);
    if (longTargets) addWeighted<u32, Sum>(base, first, end, from, scale);
    else addWeighted<u16, Sum>(base, first, end, from, scale);
  }
}

/** Where the sums of a stage are, as if it began with compartment 0. */
function openStage(stage: u32): usize {
  if (load<u8>(stageOpen + stage) == 0) {
    store<u8>(stageOpen + stage, 1);
    store<u32>(openStages + (<usize>openCount << 2), stage);
    openCount++;
  }
  const record = stages + <usize>stage * STAGE_BYTES;
  // The difference may be below the array; targets bring it back.
  return wide + (<usize>(load<u32>(record, STAGE_PLACE) - load<u32>(record, STAGE_FROM)) << 2);
}

/** The sources ids[0] .. ids[count - 1] emit one spike each. Returns the synaptic events. */
export function deliver(step: u32, count: u32): f64 {
  let events: f64 = 0;
  for (let k: u32 = 0; k < count; k++) {
    const source: usize = load<u32>(ids + (<usize>k << 2));
    events += <f64>load<u32>(rowEvents + (source << 2));
    const end = runs + <usize>load<u32>(rowStart + (source << 2), 4) * RUN_BYTES;
    for (let run = runs + <usize>load<u32>(rowStart + (source << 2)) * RUN_BYTES; run < end; run += RUN_BYTES) {
      const stage = load<i32>(run, STAGE);
      const scale = load<i32>(run, SCALE);
      if (stage >= 0) {
        addRun<i32>(run, openStage(stage), scale);
        continue;
      }
      const place = load<i32>(run, BITMAP);
      if (place >= 0) {
        addBitmapRow(step, load<u32>(run, CLASS), place);
        continue;
      }
      const slot = slotOf(step, load<u32>(run, DELAY));
      if (narrow != 0) addRun<i16>(run, narrowSlot(slot), scale);
      else addRun<i32>(run, wideSlot(slot), scale);
    }
  }
  flushBitmaps(step);
  return events;
}

/**
 * One source emits `count` spikes or a payload, which no bound of a narrow slot has foreseen. Returns the synaptic events.
 * @param worth of the scale of its runs without a stage
 */
export function deliverOne(step: u32, source: u32, count: i32, worth: i32): f64 {
  const at: usize = <usize>source << 2;
  const end = runs + <usize>load<u32>(rowStart + at, 4) * RUN_BYTES;
  for (let run = runs + <usize>load<u32>(rowStart + at) * RUN_BYTES; run < end; run += RUN_BYTES) {
    const stage = load<i32>(run, STAGE);
    const amount = load<i32>(run, SCALE) * count;
    if (stage >= 0) {
      addRun<i32>(run, openStage(stage), amount);
      continue;
    }
    const slot = slotOf(step, load<u32>(run, DELAY));
    store<u8>(slotUsed + slot, 1);
    const place = load<i32>(run, BITMAP);
    if (place >= 0) scatterBitmap<i32>(wideSlot(slot), place, amount * worth);
    else addRun<i32>(run, wideSlot(slot), amount * worth);
  }
  return <f64>load<u32>(rowEvents + at);
}

/** Shifts the sums of the open stages, with floor, into their slots. */
export function flush(step: u32): void {
  for (let o: u32 = 0; o < openCount; o++) {
    const stage = load<u32>(openStages + (<usize>o << 2));
    const record = stages + <usize>stage * STAGE_BYTES;
    const slot = slotOf(step, load<u32>(record, STAGE_DELAY));
    // A shift by 32 or more would wrap around in the machine: the sum's sign is all that is left.
    const places = min<i32>(load<i32>(record, STAGE_SHIFT), 31);
    const from: usize = load<u32>(record, STAGE_FROM);
    const to: usize = load<u32>(record, STAGE_TO);
    store<u8>(slotUsed + slot, 1);
    let into = wideSlot(slot) + (from << 2);
    const end = wideSlot(slot) + (to << 2);
    let sums = wide + (<usize>load<u32>(record, STAGE_PLACE) << 2);
    for (; into + 16 <= end; into += 16, sums += 16) {
      v128.store(into, i32x4.add(v128.load(into), i32x4.shr_s(v128.load(sums), places)));
      v128.store(sums, i32x4.splat(0));
    }
    for (; into < end; into += 4, sums += 4) {
      store<i32>(into, load<i32>(into) + (load<i32>(sums) >> places));
      store<i32>(sums, 0);
    }
    store<u8>(stageOpen + stage, 0);
  }
  openCount = 0;
}

/** To be called when the slots were written anew. */
export function forgetStages(): void {
  openCount = 0;
}
