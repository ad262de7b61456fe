// Spikes along the rows of their sources into later slots.

import { addBitmapRow, flushBitmaps, scatterBitmap } from "./bit-sliced";
import { addList, BITMAP, DELAY, formOf, PLACE, RUN_BYTES, SCALE, STAGE } from "./lists";
import {
  atOnce,
  byDelay,
  cursors,
  firstDelay,
  ids,
  lastDelay,
  lists,
  narrow,
  narrowSlot,
  openStages,
  rowEvents,
  rowLists,
  rowStart,
  runs,
  slotOf,
  slotUsed,
  stageOpen,
  stages,
  wide,
  wideSlot,
} from "./memory";

/** What a cache takes from memory at once. */
const LINE: usize = 64;

// Words of a stage.
const STAGE_BYTES: usize = 20;
const STAGE_DELAY: usize = 0;
const STAGE_SHIFT: usize = 4;
const STAGE_FROM: usize = 8;
const STAGE_TO: usize = 12;
const STAGE_PLACE: usize = 16;

let openCount: u32 = 0;

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

/** The machine has what was read here in its caches; what it was is of no use. */
let touched: u32 = 0;

// @ts-ignore: decorator
@inline
function touch(from: usize, to: usize): void {
  let sum: u32 = 0;
  for (let at = from; at < to; at += LINE) sum += load<u8>(at);
  touched += sum;
}

// @ts-ignore: decorator
@inline
function sourceAt(k: u32): usize {
  return <usize>load<u32>(ids + (<usize>k << 2));
}

// @ts-ignore: decorator
@inline
function rowBegin(source: usize): usize {
  return runs + <usize>load<u32>(rowStart + (source << 2)) * RUN_BYTES;
}

/** Brings the lists of a row into the caches, while others are added. */
// @ts-ignore: decorator
@inline
function touchLists(source: usize): void {
  const at = rowLists + (source << 2);
  touch(lists + <usize>load<u32>(at), lists + <usize>load<u32>(at, 4));
}

// @ts-ignore: decorator
@inline
function deliverRun(step: u32, run: usize): void {
  const scale = load<i32>(run, SCALE);
  if (formOf(run) == BITMAP) {
    addBitmapRow(step, load<u32>(run, STAGE), load<u32>(run, PLACE));
    return;
  }
  const stage = load<i32>(run, STAGE);
  if (stage >= 0) {
    addList<i32>(run, openStage(stage), scale);
    return;
  }
  const slot = slotOf(step, load<u8>(run, DELAY));
  if (narrow != 0) addList<i16>(run, narrowSlot(slot), scale);
  else addList<i32>(run, wideSlot(slot), scale);
}

function deliverBySpike(step: u32, from: u32, to: u32): void {
  for (let k = from; k < to; k++) {
    if (k + 1 < to) touchLists(sourceAt(k + 1));
    const source = sourceAt(k);
    const end = rowBegin(source + 1);
    for (let run = rowBegin(source); run < end; run += RUN_BYTES) deliverRun(step, run);
  }
}

/** A slot stays in the fastest cache while all spikes add to it; their rows, which are in the order of delays, wait in the second. */
function deliverByDelay(step: u32, from: u32, to: u32): void {
  let last = cursors;
  for (let k = from; k < to; k++, last += 8) {
    const source = sourceAt(k);
    const begin = rowBegin(source);
    const end = rowBegin(source + 1);
    store<u32>(last, <u32>begin);
    store<u32>(last, <u32>end, 4);
    touch(begin, end);
    touchLists(source);
  }
  for (let delay = firstDelay; delay <= lastDelay; delay++)
    for (let cursor = cursors; cursor < last; cursor += 8) {
      let run: usize = load<u32>(cursor);
      const end: usize = load<u32>(cursor, 4);
      for (; run < end && <u32>load<u8>(run, DELAY) == delay; run += RUN_BYTES) deliverRun(step, run);
      store<u32>(cursor, <u32>run);
    }
}

/** The sources ids[0] .. ids[count - 1] emit one spike each. Returns the synaptic events. */
export function deliver(step: u32, count: u32): f64 {
  let events: f64 = 0;
  for (let k: u32 = 0; k < count; k++) events += <f64>load<u32>(rowEvents + (sourceAt(k) << 2));
  if (byDelay) {
    for (let from: u32 = 0; from < count; from += atOnce) deliverByDelay(step, from, min(count, from + atOnce));
  } else deliverBySpike(step, 0, count);
  flushBitmaps(step);
  return events;
}

/**
 * One source emits `count` spikes or a payload, which no bound of a narrow slot has foreseen. Returns the synaptic events.
 * @param worth of the scale of its runs without a stage
 */
export function deliverOne(step: u32, source: u32, count: i32, worth: i32): f64 {
  const end = rowBegin(<usize>source + 1);
  for (let run = rowBegin(source); run < end; run += RUN_BYTES) {
    const amount = load<i32>(run, SCALE) * count;
    const isBitmap = formOf(run) == BITMAP;
    const stage = load<i32>(run, STAGE);
    if (!isBitmap && stage >= 0) {
      addList<i32>(run, openStage(stage), amount);
      continue;
    }
    const slot = slotOf(step, load<u8>(run, DELAY));
    store<u8>(slotUsed + slot, 1);
    if (isBitmap) scatterBitmap<i32>(wideSlot(slot), load<u32>(run, PLACE), amount * worth);
    else addList<i32>(run, wideSlot(slot), amount * worth);
  }
  return <f64>load<u32>(rowEvents + (<usize>source << 2));
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
