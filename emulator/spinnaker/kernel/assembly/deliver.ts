// Adds the rows of spikes to the ring buffers: sums of 16 bits that saturate, in the order of the words (../wasm-rows.ts has the format).
//
// Words of one ring entry lie in one run, in their order, so every saturation and what it lost is that of the specification.

/** A run begins with: group, delay << 2 | kind, words, weight; then a half-word of ring place for each word, then its weight unless all have one. */
const HEADER_BYTES: usize = 8;
const ONE_WEIGHT: u32 = 1;
const ONE_DELAY: u32 = 2;

const LARGEST: u32 = 0xffff;

/** Buffers that lie one after the other and whose places in the ring fit 16 bits together (../wasm-rows.ts). */
@unmanaged
export class Group {
  ring: usize;
  slotBits: i32;
  delayMask: i32;
  /** Of each buffer: where its columns begin in `saturations` and `lost`. */
  columnBases: usize;
}

/** What deliveries did, and where their losses are counted. */
@unmanaged
export class Ledger {
  events: f64;
  saturated: f64;
  skipped: f64;
  saturations: usize;
  lost: usize;
  /** Places of eight words, moved to their slots. */
  scratch: usize;
}

/** A sum that passed 16 bits: the entry holds the largest, what it lost is counted for its column. Not inlined: it is rare. */
export function saturate(group: Group, at: usize, sum: u32, ledger: Ledger): void {
  store<u16>(at, LARGEST);
  const place = (at - group.ring) >> 1;
  const buffer = place / (<usize>(group.delayMask + 1) << group.slotBits);
  const column = <usize>load<u32>(group.columnBases + 4 * buffer) + (place & ((<usize>1 << group.slotBits) - 1));
  const count = ledger.saturations + 4 * column;
  const lost = ledger.lost + 8 * column;
  store<u32>(count, load<u32>(count) + 1);
  store<f64>(lost, load<f64>(lost) + <f64>(sum - LARGEST));
  ledger.saturated += 1;
}

// @ts-ignore: decorator
@inline
function addTo(group: Group, at: usize, weight: u32, ledger: Ledger): void {
  const sum = <u32>load<u16>(at) + weight;
  store<u16>(at, sum);
  if (sum > LARGEST) saturate(group, at, sum, ledger);
}

/** One weight, one delay. */
function addConstant(group: Group, slot: usize, p: usize, end: usize, weight: u32, ledger: Ledger): void {
  const four = end - 6;
  for (; p < four && p < end; p += 8) {
    addTo(group, slot + (<usize>load<u16>(p) << 1), weight, ledger);
    addTo(group, slot + (<usize>load<u16>(p, 2) << 1), weight, ledger);
    addTo(group, slot + (<usize>load<u16>(p, 4) << 1), weight, ledger);
    addTo(group, slot + (<usize>load<u16>(p, 6) << 1), weight, ledger);
  }
  for (; p < end; p += 2) addTo(group, slot + (<usize>load<u16>(p) << 1), weight, ledger);
}

/** One delay. */
function addWeighted(group: Group, slot: usize, p: usize, end: usize, ledger: Ledger): void {
  const weights = end - p;
  for (; p < end; p += 2) addTo(group, slot + (<usize>load<u16>(p) << 1), load<u16>(p + weights), ledger);
}

/** Any delays; `weights` is the distance in bytes from a place to its weight, 0 where all have `weight`. */
// @ts-ignore: decorator
@inline
function addDelayed(
  group: Group,
  offset: u32,
  p: usize,
  end: usize,
  weights: usize,
  weight: u32,
  ledger: Ledger,
): void {
  const ring = group.ring;
  const scratch = ledger.scratch;
  const mask: u32 = (<u32>(group.delayMask + 1) << group.slotBits) - 1;
  const inBuffer = i16x8.splat(<i16>mask);
  const moved = i16x8.splat(<i16>offset);
  const eight = end - 14;
  for (; p < eight && p < end; p += 16) {
    const places = v128.load(p);
    v128.store(scratch, v128.bitselect(i16x8.add(places, moved), places, inBuffer));
    const q = p + weights;
    addTo(group, ring + (<usize>load<u16>(scratch) << 1), weights == 0 ? weight : load<u16>(q), ledger);
    addTo(group, ring + (<usize>load<u16>(scratch, 2) << 1), weights == 0 ? weight : load<u16>(q, 2), ledger);
    addTo(group, ring + (<usize>load<u16>(scratch, 4) << 1), weights == 0 ? weight : load<u16>(q, 4), ledger);
    addTo(group, ring + (<usize>load<u16>(scratch, 6) << 1), weights == 0 ? weight : load<u16>(q, 6), ledger);
    addTo(group, ring + (<usize>load<u16>(scratch, 8) << 1), weights == 0 ? weight : load<u16>(q, 8), ledger);
    addTo(group, ring + (<usize>load<u16>(scratch, 10) << 1), weights == 0 ? weight : load<u16>(q, 10), ledger);
    addTo(group, ring + (<usize>load<u16>(scratch, 12) << 1), weights == 0 ? weight : load<u16>(q, 12), ledger);
    addTo(group, ring + (<usize>load<u16>(scratch, 14) << 1), weights == 0 ? weight : load<u16>(q, 14), ledger);
  }
  for (; p < end; p += 2) {
    const stored: u32 = load<u16>(p);
    const at = (stored & ~mask) | ((stored + offset) & mask);
    addTo(group, ring + (<usize>at << 1), weights == 0 ? weight : load<u16>(p + weights), ledger);
  }
}

/** The row stream[from..to) of a spike that was sent in the tick in which it is received. */
function deliverRow(from: usize, to: usize, tick: u32, groups: usize, ledger: Ledger): void {
  let events: u32 = 0;
  for (let p = from; p < to; ) {
    const group = changetype<Group>(groups + (<usize>load<u16>(p) << 4));
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
    const group = changetype<Group>(groups + (<usize>load<u16>(p) << 4));
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
