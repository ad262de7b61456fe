// Runs as bitmaps (../bitmap-classes.ts): those of one group, synapse type, delay and weight are a class. They wait for the others of the
// tick, are added bit by bit, and what they come to is added to the slot at once.
//
// That changes the order of additions, so it is only tried: all sums wrap, and where any of the tick passed 16 bits, `trouble` says so. Sums
// that did not are those of any order.

import { addBitmaps, AT_ONCE, MOST_BITMAPS, planesFor } from "../../../../src/numerics/assembly/add-bitmaps";
import { countersOf } from "../../../../src/numerics/assembly/plane-counters";
import { addConstant, addTo, Group, Ledger, LARGEST } from "./add-words";

/** The first half-word of a run: this, and the number of its class. */
export const BITMAP: u32 = 0x8000;
/** Half-words: class, events, repeats, 0; the bitmap begins at the next whole vector, then places that a row hits again. */
const HEADER_BYTES: usize = 8;
/** Fewer are added one by one. */
const LEAST: u32 = 4;

/** What the module knows of a class; ../bitmap-classes.ts writes it. */
@unmanaged
export class BitmapClass {
  group: u32;
  delay: u32;
  weight: u32;
  /** Entries of a slot before those of its synapse type. */
  type: u32;
  indexBits: u32;
  buffers: u32;
  /** Of a bitmap: a bit for each atom of each buffer. */
  bytes: u32;
  waiting: u32;
}

let classes: usize = 0;
export let classCount: u32 = 0;
let lists: usize = 0;
let planes: usize = 0;
let counters: usize = 0;
let empty: usize = 0;

/** To be called once, where there are bitmaps: addresses of the classes, of their lists (u32 each), and of scratch for the longest bitmap. */
export function setBitmaps(
  classesAt: usize,
  count: u32,
  listsAt: usize,
  planesAt: usize,
  countersAt: usize,
  emptyAt: usize,
): void {
  classes = classesAt;
  classCount = count;
  lists = listsAt;
  planes = planesAt;
  counters = countersAt;
  empty = emptyAt;
}

// @ts-ignore: decorator
@inline
export function classAt(k: u32): BitmapClass {
  return changetype<BitmapClass>(classes + <usize>k * offsetof<BitmapClass>());
}

// @ts-ignore: decorator
@inline
function bitmapOf(run: usize): usize {
  return (run + HEADER_BYTES + 15) & ~(<usize>15);
}

/** Where the run ends. */
// @ts-ignore: decorator
@inline
export function endOfBitmap(run: usize, kind: BitmapClass): usize {
  return bitmapOf(run) + kind.bytes + (<usize>load<u16>(run, 4) << 1);
}

/** Of the first buffer: where the slot of the class begins. */
// @ts-ignore: decorator
@inline
function slotOf(group: Group, kind: BitmapClass, tick: u32): usize {
  return group.ring + (<usize>((tick + kind.delay) & group.delayMask) << (group.slotBits + 1));
}

/** Adds `weight` for every word of a run, one by one. */
export function addRun(group: Group, kind: BitmapClass, run: usize, tick: u32, weight: u32, ledger: Ledger): void {
  const bitmap = bitmapOf(run);
  addBits(group, kind, bitmap, tick, weight, ledger);
  const repeats = bitmap + kind.bytes;
  addConstant(group, slotOf(group, kind, tick), repeats, repeats + (<usize>load<u16>(run, 4) << 1), weight, ledger);
}

/** Lets a run wait for others of its class in this tick. */
// @ts-ignore: decorator
@inline
export function letWait(k: u32, run: usize, groups: usize, tick: u32, ledger: Ledger): void {
  const kind = classAt(k);
  const waiting = kind.waiting;
  store<u32>(lists + ((<usize>(k * MOST_BITMAPS + waiting)) << 2), <u32>bitmapOf(run));
  kind.waiting = waiting + 1;
  // What a row hits again is rare: it is added at once.
  const repeats = <usize>load<u16>(run, 4) << 1;
  if (repeats != 0) {
    const group = changetype<Group>(groups + (<usize>kind.group << 4));
    const from = bitmapOf(run) + kind.bytes;
    addConstant(group, slotOf(group, kind, tick), from, from + repeats, kind.weight, ledger);
  }
  if (waiting + 1 == MOST_BITMAPS) flushClass(k, groups, tick, ledger);
}

/** Adds all that waits. */
export function flushBitmaps(groups: usize, tick: u32, ledger: Ledger): void {
  for (let k: u32 = 0; k < classCount; k++) if (classAt(k).waiting != 0) flushClass(k, groups, tick, ledger);
}

function flushClass(k: u32, groups: usize, tick: u32, ledger: Ledger): void {
  const kind = classAt(k);
  const group = changetype<Group>(groups + (<usize>kind.group << 4));
  const list = lists + ((<usize>(k * MOST_BITMAPS)) << 2);
  let waiting = kind.waiting;
  kind.waiting = 0;
  if (waiting < LEAST) {
    for (let r: u32 = 0; r < waiting; r++) 
      addBits(group, kind, <usize>load<u32>(list + ((<usize>r) << 2)), tick, kind.weight, ledger);
    return;
  }
  const most = waiting * kind.weight;
  const count = planesFor(waiting);
  for (; waiting % AT_ONCE != 0; waiting++) store<u32>(list + ((<usize>waiting) << 2), <u32>empty);
  const bytes: usize = kind.bytes;
  addBitmaps(0, list, waiting, planes, bytes, count);
  countersOf(planes, bytes, counters);
  memory.fill(planes, 0, <usize>count * bytes);
  if (addCounters(group, kind, tick, most <= LARGEST)) ledger.trouble = 1;
}

/** Adds the counters, times the weight; returns whether any sum passed 16 bits. @param small no product does */
// @ts-ignore: decorator
@inline
function addCounters(group: Group, kind: BitmapClass, tick: u32, small: bool): bool {
  return small ? addProducts(group, kind, tick, true) : addProducts(group, kind, tick, false);
}

// @ts-ignore: decorator
@inline
function addProducts(group: Group, kind: BitmapClass, tick: u32, small: bool): bool {
  const stride = <usize>(group.delayMask + 1) << (group.slotBits + 1);
  const entries: usize = <usize>2 << kind.indexBits;
  const weight = i16x8.splat(<i16>kind.weight);
  let beyond = i32x4.splat(0);
  let at = counters;
  let buffer = slotOf(group, kind, tick) + (<usize>kind.type << 1);
  for (let b: u32 = 0; b < kind.buffers; b++, buffer += stride) {
    for (let entry = buffer, end = buffer + entries; entry < end; entry += 32, at += 16) {
      const counts = v128.load(at);
      const low = i16x8.extend_low_i8x16_u(counts);
      const high = i16x8.extend_high_i8x16_u(counts);
      beyond = v128.or(beyond, addEntries(entry, low, weight, small));
      beyond = v128.or(beyond, addEntries(entry + 16, high, weight, small));
    }
  }
  return v128.any_true(beyond);
}

/** Eight entries; not 0 where a sum passed 16 bits. */
// @ts-ignore: decorator
@inline
function addEntries(entry: usize, counts: v128, weight: v128, small: bool): v128 {
  const held = v128.load(entry);
  const products = i16x8.mul(counts, weight);
  const sums = i16x8.add(held, products);
  v128.store(entry, sums);
  const beyond = v128.xor(sums, i16x8.add_sat_u(held, products));
  if (small) return beyond;
  return v128.or(
    beyond,
    v128.or(
      i32x4.shr_u(i32x4.extmul_low_i16x8_u(counts, weight), 16),
      i32x4.shr_u(i32x4.extmul_high_i16x8_u(counts, weight), 16),
    ),
  );
}

/** The bits of one bitmap. */
function addBits(group: Group, kind: BitmapClass, bitmap: usize, tick: u32, weight: u32, ledger: Ledger): void {
  const stride = <usize>(group.delayMask + 1) << (group.slotBits + 1);
  const ofBuffer: usize = <usize>1 << (kind.indexBits - 3);
  let buffer = slotOf(group, kind, tick) + (<usize>kind.type << 1);
  for (let b: u32 = 0; b < kind.buffers; b++, buffer += stride) {
    let base = buffer;
    for (const end = bitmap + ofBuffer; bitmap < end; bitmap += 8, base += 128)
      for (let bits = load<u64>(bitmap); bits != 0; bits &= bits - 1)
        addTo(group, base + (<usize>ctz(bits) << 1), weight, ledger);
  }
}
