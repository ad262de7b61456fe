/**
 * Sorts one row of presynaptic ids ascending: least-significant-digit radix sort with digits just wide enough for the ids.
 * A row of 1,000 ids below 100,000 takes two passes of nine bits.
 */
import type { SourceArray } from "./synapse-rows.js";

const SMALL = 48;

export class RowSorter {
  private scratch: Uint32Array;
  /** One histogram a digit, one after the other. */
  private readonly histogram: Uint32Array;
  private readonly digits: number;
  private readonly bits: number;

  /** @param range ids are 0..range-1 */
  constructor(range: number, longestRow: number) {
    const width = Math.max(1, 32 - Math.clz32(Math.max(0, range - 1)));
    this.digits = Math.ceil(width / 11);
    this.bits = Math.ceil(width / this.digits);
    this.histogram = new Uint32Array(this.digits << this.bits);
    this.scratch = new Uint32Array(longestRow);
  }

  /** Writes `row[0..length-1]`, sorted, to `out` from index `first` on; what is left in `row` is of no use. */
  sort(row: Uint32Array, length: number, out: SourceArray, first: number): void {
    if (length <= SMALL) {
      insertionSort(row, length);
      for (let i = 0; i < length; i++) out[first + i] = row[i];
      return;
    }
    if (this.scratch.length < length) this.scratch = new Uint32Array(Math.max(length, 2 * this.scratch.length));
    const { histogram, bits, digits } = this;
    const mask = (1 << bits) - 1;
    histogram.fill(0);
    if (digits === 2)
      for (let i = 0; i < length; i++) {
        const id = row[i];
        histogram[id & mask]++;
        histogram[(id >>> bits) + mask + 1]++;
      }
    else
      for (let i = 0; i < length; i++)
        for (let digit = 0; digit < digits; digit++)
          histogram[((row[i] >>> (digit * bits)) & mask) + (digit << bits)]++;
    let from = row;
    let to = this.scratch;
    for (let digit = 0; digit < digits; digit++) {
      const base = digit << bits;
      const shift = digit * bits;
      const last = digit === digits - 1;
      for (let bin = base, sum = last ? first : 0; bin <= base + mask; bin++) {
        const count = histogram[bin];
        histogram[bin] = sum;
        sum += count;
      }
      if (last) distribute(from, length, out, histogram, shift, mask, base);
      else distribute(from, length, to, histogram, shift, mask, base);
      [from, to] = [to, from];
    }
  }
}

/** Puts each id where the cursor of its digit stands. */
function distribute(
  ids: Uint32Array,
  length: number,
  out: SourceArray,
  cursor: Uint32Array,
  shift: number,
  mask: number,
  base: number,
): void {
  for (let i = 0; i < length; i++) {
    const id = ids[i];
    out[cursor[((id >>> shift) & mask) + base]++] = id;
  }
}

function insertionSort(row: Uint32Array, length: number): void {
  for (let i = 1; i < length; i++) {
    const id = row[i];
    let j = i - 1;
    while (j >= 0 && row[j] > id) {
      row[j + 1] = row[j];
      j--;
    }
    row[j + 1] = id;
  }
}
