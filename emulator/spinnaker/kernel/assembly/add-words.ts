// Additions to ring buffers: sums of 16 bits that saturate, word by word in their order.

export const LARGEST: u32 = 0xffff;

/** Buffers that lie one after the other and whose places in the ring fit 16 bits together (../ring-groups.ts). */
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
  /** Not 0: additions are tried in another order than that of the words; sums wrap, and nothing is counted. */
  trying: u32;
  /** Not 0: a sum passed 16 bits meanwhile. */
  trouble: u32;
  /** Deliveries that are not tried. */
  patience: u32;
}

/** A sum that passed 16 bits: the entry holds the largest, what it lost is counted for its column. Not inlined: it is rare. */
export function saturate(group: Group, at: usize, sum: u32, ledger: Ledger): void {
  if (ledger.trying != 0) {
    ledger.trouble = 1;
    return;
  }
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
export function addTo(group: Group, at: usize, weight: u32, ledger: Ledger): void {
  const sum = <u32>load<u16>(at) + weight;
  store<u16>(at, sum);
  if (sum > LARGEST) saturate(group, at, sum, ledger);
}

/** One weight, one delay. */
export function addConstant(group: Group, slot: usize, p: usize, end: usize, weight: u32, ledger: Ledger): void {
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
export function addWeighted(group: Group, slot: usize, p: usize, end: usize, ledger: Ledger): void {
  const weights = end - p;
  for (; p < end; p += 2) addTo(group, slot + (<usize>load<u16>(p) << 1), load<u16>(p + weights), ledger);
}

/** Any delays; `weights` is the distance in bytes from a place to its weight, 0 where all have `weight`. */
// @ts-ignore: decorator
@inline
export function addDelayed(
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
