/** A histogram of positive values in bins of equal ratio, so that a run of any length takes little memory and its quantiles are good to a hundredth. */

/** Ratio of a bin's ends. */
const RATIO = 1.01;
const LOG_RATIO = Math.log(RATIO);

export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export class LogHistogram {
  count = 0;
  least = Infinity;
  most = -Infinity;
  private readonly bins = new Map<number, number>();

  /** @param floor what is smaller, 0 and less too, counts as this much */
  constructor(private readonly floor = 1e-6) {}

  /** Takes a whole sample. @param floor as of the constructor */
  static of(values: Iterable<number>, floor?: number): LogHistogram {
    const histogram = new LogHistogram(floor);
    for (const value of values) histogram.add(value);
    return histogram;
  }

  add(value: number): void {
    this.count++;
    this.least = Math.min(this.least, value);
    this.most = Math.max(this.most, value);
    const bin = Math.floor(Math.log(Math.max(value, this.floor)) / LOG_RATIO);
    this.bins.set(bin, (this.bins.get(bin) ?? 0) + 1);
  }

  /** The value below which the share `p` lies, within a hundredth of itself; NaN where nothing was added. @param p 0 … 1; 1 gives the largest value itself */
  quantile(p: number): number {
    if (this.count === 0) return NaN;
    if (p >= 1) return this.most;
    const rank = Math.floor(p * (this.count - 1));
    let below = 0;
    for (const [bin, count] of this.sorted()) {
      below += count;
      if (below > rank) return Math.min(this.most, Math.max(this.least, Math.exp((bin + 0.5) * LOG_RATIO)));
    }
    return this.most;
  }

  /** The same values in `n` bins of equal ratio from the least to the largest, with the values at their edges good to a hundredth. */
  coarse(n: number): HistogramBin[] {
    if (this.count === 0) return [];
    const low = Math.max(this.least, this.floor);
    const high = Math.max(this.most, low * RATIO);
    const edge = (k: number) => low * (high / low) ** (k / n);
    const counts = new Array<number>(n).fill(0);
    for (const [bin, count] of this.sorted()) {
      const k = Math.floor((n * Math.log(Math.exp((bin + 0.5) * LOG_RATIO) / low)) / Math.log(high / low));
      counts[Math.min(n - 1, Math.max(0, k))] += count;
    }
    return counts.map((count, k) => ({ from: edge(k), to: edge(k + 1), count }));
  }

  private sorted(): [number, number][] {
    return [...this.bins].sort(([a], [b]) => a - b);
  }
}
