// Adds the rows of spikes to the ring buffers: sums of 16 bits that saturate, in the order of the words (../row-stream.ts has the format).
//
// Words of one ring entry lie in one run, in their order, so every saturation and what it lost is that of the specification. Where there are
// bitmaps (bitmap-runs.ts), a tick is tried in another order first: where no sum passed 16 bits, no order would have saturated.

import { addConstant, addDelayed, addTo, addWeighted, Group, LARGEST, Ledger } from "./add-words";
import { addRun, BITMAP, classAt, classCount, endOfBitmap, flushBitmaps, letWait } from "./bitmap-runs";

/** A run begins with: group, delay << 2 | kind, words, weight; then a half-word of ring place for each word, then its weight unless all have one. */
const HEADER_BYTES: usize = 8;
const ONE_WEIGHT: u32 = 1;
const ONE_DELAY: u32 = 2;

/** The row stream[from..to) of a spike that was sent in the tick in which it is received. */
function deliverRow(from: usize, to: usize, tick: u32, groups: usize, ledger: Ledger): void {
  let events: u32 = 0;
  for (let p = from; p < to; ) {
    const first: u32 = load<u16>(p);
    if ((first & BITMAP) != 0) {
      const k = first ^ BITMAP;
      const each = classAt(k);
      events += load<u16>(p, 2);
      if (ledger.trying != 0) letWait(k, p, groups, tick, ledger);
      else addRun(changetype<Group>(groups + (<usize>each.group << 4)), each, p, tick, each.weight, ledger);
      p = endOfBitmap(p, each);
      continue;
    }
    const group = changetype<Group>(groups + (<usize>first << 4));
    const kind: u32 = load<u16>(p, 2);
    const words: u32 = load<u16>(p, 4);
    const weight: u32 = load<u16>(p, 6);
    p += HEADER_BYTES;
    const end = p + (<usize>words << 1);
    if ((kind & ONE_DELAY) != 0) {
      const slot = group.ring + (<usize>((tick + (kind >> 2)) & group.delayMask) << (group.slotBits + 1));
      if ((kind & ONE_WEIGHT) != 0) addConstant(group, slot, p, end, weight, ledger);
      else addWeighted(group, slot, p, end, ledger);
    } else {
      const offset = (tick & group.delayMask) << group.slotBits;
      if ((kind & ONE_WEIGHT) != 0) addDelayed(group, offset, p, end, 0, weight, ledger);
      else addDelayed(group, offset, p, end, end - p, 0, ledger);
    }
    events += words;
    p = (kind & ONE_WEIGHT) != 0 ? end : end + (<usize>words << 1);
  }
  ledger.events += <f64>events;
}

/** The same for a spike sent `late` ticks before `tick`: what would arrive in a past slot is skipped; the field 0, the longest delay, is never past. */
function deliverLateRow(from: usize, to: usize, tick: u32, late: u32, groups: usize, ledger: Ledger): void {
  for (let p = from; p < to; ) {
    const first: u32 = load<u16>(p);
    if ((first & BITMAP) != 0) {
      const each = classAt(first ^ BITMAP);
      const events = <f64>load<u16>(p, 2);
      ledger.events += events;
      if (each.delay != 0 && each.delay <= late) ledger.skipped += events;
      else addRun(changetype<Group>(groups + (<usize>each.group << 4)), each, p, tick - late, each.weight, ledger);
      p = endOfBitmap(p, each);
      continue;
    }
    const group = changetype<Group>(groups + (<usize>first << 4));
    const kind: u32 = load<u16>(p, 2);
    const words: u32 = load<u16>(p, 4);
    const weight: u32 = load<u16>(p, 6);
    p += HEADER_BYTES;
    const weights = p + (<usize>words << 1);
    const slotBits = group.slotBits;
    const mask: u32 = (<u32>(group.delayMask + 1) << slotBits) - 1;
    for (let k: usize = 0; k < <usize>words; k++) {
      const stored: u32 = load<u16>(p + 2 * k);
      const field: u32 = (kind & ONE_DELAY) != 0 ? kind >> 2 : (stored >> slotBits) & group.delayMask;
      if (field != 0 && field <= late) {
        ledger.skipped += 1;
        continue;
      }
      const column = stored & (((<u32>1) << slotBits) - 1);
      const at = (stored & ~mask) | (((tick - late + field) & group.delayMask) << slotBits) | column;
      addTo(group, group.ring + (<usize>at << 1), (kind & ONE_WEIGHT) != 0 ? weight : load<u16>(weights + 2 * k), ledger);
    }
    ledger.events += <f64>words;
    p = (kind & ONE_WEIGHT) != 0 ? weights : weights + (<usize>words << 1);
  }
}

/** Takes back what a row added: sums wrap, so all that was added in any order goes away again. */
function takeBackRow(from: usize, to: usize, tick: u32, groups: usize, ledger: Ledger): void {
  for (let p = from; p < to; ) {
    const first: u32 = load<u16>(p);
    if ((first & BITMAP) != 0) {
      const each = classAt(first ^ BITMAP);
      addRun(changetype<Group>(groups + (<usize>each.group << 4)), each, p, tick, (0 - each.weight) & LARGEST, ledger);
      p = endOfBitmap(p, each);
      continue;
    }
    const group = changetype<Group>(groups + (<usize>first << 4));
    const kind: u32 = load<u16>(p, 2);
    const words: usize = load<u16>(p, 4);
    const weight: u32 = load<u16>(p, 6);
    p += HEADER_BYTES;
    const weights = p + (words << 1);
    const slotBits = group.slotBits;
    const mask: u32 = (<u32>(group.delayMask + 1) << slotBits) - 1;
    const offset = (kind & ONE_DELAY) != 0 ? (tick + (kind >> 2)) << slotBits : tick << slotBits;
    for (let k: usize = 0; k < words; k++) {
      const stored: u32 = load<u16>(p + 2 * k);
      const at = group.ring + ((<usize>((stored & ~mask) | ((stored + offset) & mask))) << 1);
      store<u16>(at, <u32>load<u16>(at) - ((kind & ONE_WEIGHT) != 0 ? weight : <u32>load<u16>(weights + 2 * k)));
    }
    p = (kind & ONE_WEIGHT) != 0 ? weights : weights + (words << 1);
  }
}

/** Deliveries in the order of the words after one that saturated: they often do so again. */
const PATIENCE: u32 = 64;

/** Delivers `n` spikes: ids (u32), counts (u32), lateness (u8; 0: none of them is late). Rows of source s: stream + 2·rows[s] .. 2·rows[s+1]. */
export function deliver(
  n: u32,
  ids: usize,
  counts: usize,
  lateness: usize,
  tick: u32,
  rows: usize,
  stream: usize,
  groups: usize,
  ledger: Ledger,
): void {
  if (classCount != 0 && lateness == 0) {
    if (ledger.patience > 0) ledger.patience--;
    else if (tried(n, ids, counts, tick, rows, stream, groups, ledger)) return;
    else ledger.patience = PATIENCE;
  }
  for (let s: usize = 0; s < <usize>n; s++) {
    const row = rows + (<usize>load<u32>(ids + 4 * s) << 2);
    const from = stream + (<usize>load<u32>(row) << 1);
    const to = stream + (<usize>load<u32>(row, 4) << 1);
    if (from == to) continue;
    const late: u32 = lateness == 0 ? 0 : load<u8>(lateness + s);
    for (let count = load<u32>(counts + 4 * s); count > 0; count--) {
      if (late == 0) deliverRow(from, to, tick, groups, ledger);
      else deliverLateRow(from, to, tick, late, groups, ledger);
    }
  }
}

/** Bytes of a line of the cache. */
const LINE: usize = 64;

let fetched: u32 = 0;

/** Reads every line of the rows: many at once are on their way to the cache, which a walk from run to run, each found by the last, does not manage. */
function fetchRows(n: u32, ids: usize, rows: usize, stream: usize): void {
  let any: u32 = 0;
  for (let s: usize = 0; s < <usize>n; s++) {
    const row = rows + (<usize>load<u32>(ids + 4 * s) << 2);
    const to = stream + (<usize>load<u32>(row, 4) << 1);
    for (let at = stream + (<usize>load<u32>(row) << 1); at < to; at += LINE) any |= load<u16>(at);
  }
  fetched = any;
}

/** Delivers with bitmaps added at once; where a sum passed 16 bits, takes all back and returns false. */
function tried(
  n: u32,
  ids: usize,
  counts: usize,
  tick: u32,
  rows: usize,
  stream: usize,
  groups: usize,
  ledger: Ledger,
): bool {
  const events = ledger.events;
  fetchRows(n, ids, rows, stream);
  ledger.trying = 1;
  ledger.trouble = 0;
  for (let s: usize = 0; s < <usize>n; s++) {
    const row = rows + (<usize>load<u32>(ids + 4 * s) << 2);
    const from = stream + (<usize>load<u32>(row) << 1);
    const to = stream + (<usize>load<u32>(row, 4) << 1);
    for (let count = load<u32>(counts + 4 * s); count > 0; count--) deliverRow(from, to, tick, groups, ledger);
  }
  flushBitmaps(groups, tick, ledger);
  const right = ledger.trouble == 0;
  if (!right) {
    ledger.events = events;
    for (let s: usize = 0; s < <usize>n; s++) {
      const row = rows + (<usize>load<u32>(ids + 4 * s) << 2);
      const from = stream + (<usize>load<u32>(row) << 1);
      const to = stream + (<usize>load<u32>(row, 4) << 1);
      for (let count = load<u32>(counts + 4 * s); count > 0; count--) takeBackRow(from, to, tick, groups, ledger);
    }
  }
  ledger.trying = 0;
  return right;
}
