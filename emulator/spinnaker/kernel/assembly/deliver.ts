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

/** What is done with the words of a row. Constants wherever they are passed: each walk is compiled for itself. */
const DELIVER: u32 = 0;
/** What arrives in a past slot is skipped; the field 0, the longest delay, is never past. */
const DELIVER_LATE: u32 = 1;
/** Sums wrap, so all that was added in any order goes away again. */
const TAKE_BACK: u32 = 2;

/** Walks the row stream[from..to) of a spike that is received in `tick`, `late` ticks after it was sent. */
// @ts-ignore: decorator
@inline
function walkRow(
  what: u32,
  from: usize,
  to: usize,
  tick: u32,
  late: u32,
  groups: usize,
  ledger: Ledger,
): void {
  let events: u32 = 0;
  for (let p = from; p < to; ) {
    const first: u32 = load<u16>(p);
    if ((first & BITMAP) != 0) {
      const k = first ^ BITMAP;
      const each = classAt(k);
      const group = changetype<Group>(groups + (<usize>each.group << 4));
      events += load<u16>(p, 2);
      if (what == TAKE_BACK) addRun(group, each, p, tick, (0 - each.weight) & LARGEST, ledger);
      else if (what == DELIVER_LATE) {
        if (each.delay != 0 && each.delay <= late) ledger.skipped += <f64>load<u16>(p, 2);
        else addRun(group, each, p, tick - late, each.weight, ledger);
      } else if (ledger.trying != 0) letWait(k, p, groups, tick, ledger);
      else addRun(group, each, p, tick, each.weight, ledger);
      p = endOfBitmap(p, each);
      continue;
    }
    const group = changetype<Group>(groups + (<usize>first << 4));
    const kind: u32 = load<u16>(p, 2);
    const words: u32 = load<u16>(p, 4);
    const weight: u32 = load<u16>(p, 6);
    p += HEADER_BYTES;
    const weights = p + (<usize>words << 1);
    if (what == DELIVER) addWords(group, kind, weight, p, weights, tick, ledger);
    else if (what == DELIVER_LATE) addLateWords(group, kind, weight, p, words, tick, late, ledger);
    else takeBackWords(group, kind, weight, p, words, tick);
    events += words;
    p = (kind & ONE_WEIGHT) != 0 ? weights : weights + (<usize>words << 1);
  }
  if (what != TAKE_BACK) ledger.events += <f64>events;
}

// @ts-ignore: decorator
@inline
function addWords(
  group: Group,
  kind: u32,
  weight: u32,
  from: usize,
  to: usize,
  tick: u32,
  ledger: Ledger,
): void {
  if ((kind & ONE_DELAY) != 0) {
    const slot = group.ring + (<usize>((tick + (kind >> 2)) & group.delayMask) << (group.slotBits + 1));
    if ((kind & ONE_WEIGHT) != 0) addConstant(group, slot, from, to, weight, ledger);
    else addWeighted(group, slot, from, to, ledger);
  } else {
    const offset = (tick & group.delayMask) << group.slotBits;
    if ((kind & ONE_WEIGHT) != 0) addDelayed(group, offset, from, to, 0, weight, ledger);
    else addDelayed(group, offset, from, to, to - from, 0, ledger);
  }
}

function addLateWords(
  group: Group,
  kind: u32,
  weight: u32,
  from: usize,
  words: u32,
  tick: u32,
  late: u32,
  ledger: Ledger,
): void {
  const weights = from + (<usize>words << 1);
  const slotBits = group.slotBits;
  const mask: u32 = (<u32>(group.delayMask + 1) << slotBits) - 1;
  for (let k: usize = 0; k < <usize>words; k++) {
    const stored: u32 = load<u16>(from + 2 * k);
    const field: u32 = (kind & ONE_DELAY) != 0 ? kind >> 2 : (stored >> slotBits) & group.delayMask;
    if (field != 0 && field <= late) {
      ledger.skipped += 1;
      continue;
    }
    const column = stored & (((<u32>1) << slotBits) - 1);
    const at = (stored & ~mask) | (((tick - late + field) & group.delayMask) << slotBits) | column;
    addTo(group, group.ring + (<usize>at << 1), (kind & ONE_WEIGHT) != 0 ? weight : load<u16>(weights + 2 * k), ledger);
  }
}

function takeBackWords(group: Group, kind: u32, weight: u32, from: usize, words: u32, tick: u32): void {
  const weights = from + (<usize>words << 1);
  const slotBits = group.slotBits;
  const mask: u32 = (<u32>(group.delayMask + 1) << slotBits) - 1;
  const offset = (kind & ONE_DELAY) != 0 ? (tick + (kind >> 2)) << slotBits : tick << slotBits;
  for (let k: usize = 0; k < <usize>words; k++) {
    const stored: u32 = load<u16>(from + 2 * k);
    const at = group.ring + ((<usize>((stored & ~mask) | ((stored + offset) & mask))) << 1);
    store<u16>(at, <u32>load<u16>(at) - ((kind & ONE_WEIGHT) != 0 ? weight : <u32>load<u16>(weights + 2 * k)));
  }
}

function deliverRow(from: usize, to: usize, tick: u32, groups: usize, ledger: Ledger): void {
  walkRow(DELIVER, from, to, tick, 0, groups, ledger);
}

function deliverLateRow(from: usize, to: usize, tick: u32, late: u32, groups: usize, ledger: Ledger): void {
  walkRow(DELIVER_LATE, from, to, tick, late, groups, ledger);
}

function takeBackRow(from: usize, to: usize, tick: u32, groups: usize, ledger: Ledger): void {
  walkRow(TAKE_BACK, from, to, tick, 0, groups, ledger);
}

/** Walks the row of every spike as often as it was sent. @param lateness 0: none of them is late */
// @ts-ignore: decorator
@inline
function walkSpikes(
  what: u32,
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
  for (let s: usize = 0; s < <usize>n; s++) {
    const row = rows + (<usize>load<u32>(ids + 4 * s) << 2);
    const from = stream + (<usize>load<u32>(row) << 1);
    const to = stream + (<usize>load<u32>(row, 4) << 1);
    const late: u32 = lateness == 0 ? 0 : load<u8>(lateness + s);
    for (let count = load<u32>(counts + 4 * s); count > 0; count--) {
      if (what == TAKE_BACK) takeBackRow(from, to, tick, groups, ledger);
      else if (late == 0) deliverRow(from, to, tick, groups, ledger);
      else deliverLateRow(from, to, tick, late, groups, ledger);
    }
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
  walkSpikes(DELIVER, n, ids, counts, lateness, tick, rows, stream, groups, ledger);
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
  walkSpikes(DELIVER, n, ids, counts, 0, tick, rows, stream, groups, ledger);
  flushBitmaps(groups, tick, ledger);
  const right = ledger.trouble == 0;
  if (!right) {
    ledger.events = events;
    walkSpikes(TAKE_BACK, n, ids, counts, 0, tick, rows, stream, groups, ledger);
  }
  ledger.trying = 0;
  return right;
}
