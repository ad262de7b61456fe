/**
 * Inverse-CDF table of the Poisson distribution on a 32-bit uniform x: count = number of k with x ≥ round(2^32 · P(N ≤ k)).
 *
 * The probabilities come from the recurrence p(k+1) = p(k)·λ/(k+1), started at 1 in the mode and normalised by their sum:
 * only + - × ÷ of IEEE 754, so every engine makes the same table, and no λ underflows as exp(-λ) would.
 * The tail is cut where it is below the resolution of 2^-32.
 */

/** Relative to the mode; what is left out is far below 2^-32 of the total. */
const NEGLIGIBLE = 2 ** -60;

/** Mean counts go to this: counts must fit 16 bits with room for the tail. */
export const LARGEST_POISSON_MEAN = 60_000;

export class PoissonTable {
  /** Smallest count that can occur. */
  readonly first: number;
  /** thresholds[i]: the first x that gives more than first + i spikes. */
  readonly thresholds: Uint32Array;
  /** guide[x >>> shift]: the smallest i possible for that x, where the search starts. */
  readonly guide: Uint16Array;
  readonly shift: number;

  /**
   * @param mean expected count, 0 ≤ mean ≤ 60,000
   * @param guideBits 2^guideBits entries of search guide, 1..12; changes speed only, never a count
   */
  constructor(
    readonly mean: number,
    guideBits = 10,
  ) {
    if (!(mean >= 0 && mean <= LARGEST_POISSON_MEAN))
      throw new RangeError(`Poisson mean ${mean} is outside 0..${LARGEST_POISSON_MEAN}`);
    const mode = Math.floor(mean);
    const down: number[] = [];
    for (let k = mode, p = 1; k > 0; k--) {
      p *= k / mean;
      if (p < NEGLIGIBLE) break;
      down.push(p);
    }
    const relative = [...down.reverse(), 1];
    for (let k = mode + 1, p = 1; mean > 0; k++) {
      p *= mean / k;
      if (p < NEGLIGIBLE) break;
      relative.push(p);
    }
    let total = 0;
    for (const p of relative) total += p;
    const thresholds: number[] = [];
    let sum = 0;
    for (const p of relative) {
      sum += p;
      const threshold = Math.round((sum / total) * 4294967296);
      if (threshold >= 4294967296) break;
      thresholds.push(threshold);
    }
    this.first = mode - down.length;
    this.thresholds = Uint32Array.from(thresholds);
    this.shift = 32 - guideBits;
    this.guide = new Uint16Array(2 ** guideBits);
    for (let bin = 0, i = 0; bin < this.guide.length; bin++) {
      const x = bin * 2 ** this.shift;
      while (i < thresholds.length && x >= thresholds[i]) i++;
      this.guide[bin] = i;
    }
  }

  /** The count for a uniform uint32. */
  count(x: number): number {
    const thresholds = this.thresholds;
    let i = this.guide[x >>> this.shift];
    while (i < thresholds.length && x >= thresholds[i]) i++;
    return this.first + i;
  }
}
