/**
 * Draws k different numbers out of 0..n-1, every subset equally likely, with exactly k bounded draws
 * (R. W. Floyd's algorithm, Bentley & Floyd, CACM 30, 1987): for j = n-k .. n-1, draw t in 0..j; take t, or j where t is taken.
 */
import type { BulkStream } from "../numerics/bulk-stream.js";

export class SubsetSampler {
  private readonly taken: Uint32Array;

  constructor(private readonly n: number) {
    this.taken = new Uint32Array((n + 31) >>> 5);
  }

  /** Writes the subset to `out[0..k-1]`, unsorted. */
  draw(stream: BulkStream, k: number, out: Uint32Array): void {
    const { n, taken } = this;
    for (let j = n - k, i = 0; j < n; j++, i++) {
      let t = stream.below(j + 1);
      if ((taken[t >>> 5] >>> (t & 31)) & 1) t = j;
      taken[t >>> 5] |= 1 << (t & 31);
      out[i] = t;
    }
    for (let i = 0; i < k; i++) taken[out[i] >>> 5] = 0;
  }
}
