/**
 * A set of (pre, post) pairs: a bitmap where that is the smaller, else a hash table with open addressing.
 * Which of the two is used never changes what the set contains.
 */
export class PairSet {
  private readonly bitmap: Uint32Array | null;
  /** pair + 1 of each slot; 0 is empty. */
  private readonly table: Float64Array;
  private readonly mask: number;

  /** @param pairs pairs are 0..pairs-1 (below 2^53); @param capacity at most so many will be added */
  constructor(pairs: number, capacity: number) {
    let slots = 16;
    while (slots < 2 * capacity) slots *= 2;
    const useBitmap = pairs / 8 <= slots * 8;
    this.bitmap = useBitmap ? new Uint32Array(Math.ceil(pairs / 32)) : null;
    this.table = new Float64Array(useBitmap ? 0 : slots);
    this.mask = slots - 1;
  }

  /** Adds the pair; false where it was there already. */
  add(pair: number): boolean {
    if (this.bitmap !== null) {
      const word = Math.floor(pair / 32);
      const bit = 1 << (pair % 32);
      if (this.bitmap[word] & bit) return false;
      this.bitmap[word] |= bit;
      return true;
    }
    const slot = this.slotOf(pair);
    if (this.table[slot] !== 0) return false;
    this.table[slot] = pair + 1;
    return true;
  }

  has(pair: number): boolean {
    if (this.bitmap !== null) return (this.bitmap[Math.floor(pair / 32)] & (1 << (pair % 32))) !== 0;
    return this.table[this.slotOf(pair)] !== 0;
  }

  /** The slot that holds the pair, or the empty one where it belongs. */
  private slotOf(pair: number): number {
    const mixed = Math.imul((pair % 4294967296) ^ Math.imul(Math.floor(pair / 4294967296), 0x85ebca6b), 0x9e3779b1);
    let slot = (mixed ^ (mixed >>> 15)) & this.mask;
    while (this.table[slot] !== 0 && this.table[slot] !== pair + 1) slot = (slot + 1) & this.mask;
    return slot;
  }
}
