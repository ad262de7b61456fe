/**
 * Synapse rows of the board with SDRAM, in 16-bit words (docs/fpga-ulx3s.md): runs of  count | core, exponent, negative, delay | count synapses
 * (magnitude·2^8 + gap), then a zero word. Millions of synapses: one 32-bit number each, sorted row by row.
 */

/** An entry is header·2^18 + target·2^8 + magnitude; the header is core·2^10 + exponent·2^7 + negative·2^6 + delay. */
const HEADER_SHIFT = 18;
const TARGET_SHIFT = 8;
const TARGET_MASK = 1023;
const LARGEST_MAGNITUDE = 255;
const LARGEST_EXPONENT = 7;
const WIDEST_GAP = 255;
const LONGEST_RUN = 65535;

/** The largest weight that `splitWeight` takes. */
export const LARGEST_WEIGHT = LARGEST_MAGNITUDE << LARGEST_EXPONENT;

/**
 * Takes a weight apart into magnitudes of 8 bits with exponents, that of its group first: one, or more where 8 bits are not enough.
 * @param weight integer of at most 255 << 7, without its sign
 */
export function splitWeight(weight: number, exponent: number, part: (magnitude: number, shift: number) => void): void {
  for (let rest = weight; rest > 0;) {
    let shift = Math.min(exponent, LARGEST_EXPONENT);
    while (shift > 0 && rest % 2 ** shift !== 0) shift--;
    while (rest / 2 ** shift > LARGEST_MAGNITUDE && shift < LARGEST_EXPONENT) shift++;
    const magnitude = Math.floor(rest / 2 ** shift);
    part(magnitude, shift);
    rest -= magnitude * 2 ** shift;
  }
}

export const rowEntry = (
  core: number,
  shift: number,
  negative: boolean,
  delay: number,
  target: number,
  magnitude: number,
): number =>
  (((core << 10) | (shift << 7) | (negative ? 64 : 0) | delay) * 2 ** HEADER_SHIFT +
    (target << TARGET_SHIFT) +
    magnitude) >>>
  0;

/**
 * Writes the row of these entries, which it sorts.
 * @param words where to; beyond their end nothing is written, but counting goes on
 * @param at first word of the row
 * @returns the word behind the row
 */
export function writeRow(entries: Uint32Array, words: Uint16Array, at: number): number {
  entries.sort();
  for (let k = 0; k < entries.length;) {
    const header = entries[k] >>> HEADER_SHIFT;
    const countAt = at;
    at += 2;
    let target = 0;
    let count = 0;
    for (; k < entries.length && entries[k] >>> HEADER_SHIFT === header; k++) {
      const next = (entries[k] >>> TARGET_SHIFT) & TARGET_MASK;
      const skips = Math.floor(Math.max(0, next - target - 1) / WIDEST_GAP);
      if (count + skips + 1 > LONGEST_RUN) break;
      for (; next - target > WIDEST_GAP; target += WIDEST_GAP, count++) words[at++] = WIDEST_GAP;
      words[at++] = ((entries[k] & LARGEST_MAGNITUDE) << 8) | (next - target);
      target = next;
      count++;
    }
    words[countAt] = count;
    words[countAt + 1] = header;
  }
  words[at] = 0;
  return at + 1;
}
