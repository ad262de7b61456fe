/** Shared bins for two samples, so that their histograms can lie on each other. */

export interface PairedHistogram {
  /** One more than there are bins. */
  readonly edges: readonly number[];
  /** Share of the sample in each bin; the two outermost bins also hold what lies beyond them. */
  readonly reference: readonly number[];
  readonly target: readonly number[];
}

const MOST_BINS = 36;
const LEAST_BINS = 8;
/** Share of the pooled sample on each side that may lie beyond the axis: one odd neuron must not squeeze all others. */
const TAIL = 0.001;
/** Relative distance at which edges are still numbers of their own, and the size below which numbers lose digits. */
const RESOLUTION = 2 ** 12 * Number.EPSILON;
const SMALLEST = 1e-290;

/**
 * null where neither sample has a finite value. Width by Freedman & Diaconis (1981): 2·IQR/∛n. Where all values are
 * multiples of a quantum, every bin holds equally many multiples: else bins would differ by the number of values they can hold.
 */
export function pairedHistogram(reference: Float64Array, target: Float64Array, quantum = 0): PairedHistogram | null {
  const a = reference.filter(Number.isFinite);
  const b = target.filter(Number.isFinite);
  const pooled = new Float64Array(a.length + b.length);
  pooled.set(a);
  pooled.set(b, a.length);
  pooled.sort();
  if (pooled.length === 0) return null;
  const at = (q: number) => pooled[Math.min(pooled.length - 1, Math.max(0, Math.round(q * (pooled.length - 1))))];
  let [low, high] = [at(TAIL), at(1 - TAIL)];
  if (low >= 0 && low < 0.35 * high) low = 0; // an axis of rates starts at 0
  // Values that differ by so little that no edges fit between them are one value.
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (!(high - low > RESOLUTION * size) || size < SMALLEST)
    [low, high] = size < SMALLEST ? [-0.5, 0.5] : [low - size / 2, low + size / 2];
  const width = (2 * (at(0.75) - at(0.25))) / Math.cbrt(Math.max(1, pooled.length / 2));
  let bins = Math.min(MOST_BINS, Math.max(LEAST_BINS, width > 0 ? Math.ceil((high - low) / width) : LEAST_BINS));
  if (quantum > 0) {
    const multiples = Math.max(1, Math.round((high - low) / bins / quantum));
    low = (Math.round(low / quantum) - 0.5) * quantum;
    bins = Math.max(1, Math.ceil((high - low) / (multiples * quantum)));
    high = low + bins * multiples * quantum;
  }
  const edges = Array.from({ length: bins + 1 }, (_, k) => low + ((high - low) * k) / bins);
  const shares = (values: Float64Array) => {
    const counts = new Array<number>(bins).fill(0);
    for (const x of values) counts[Math.min(bins - 1, Math.max(0, Math.floor(((x - low) / (high - low)) * bins)))]++;
    return counts.map((n) => (values.length === 0 ? 0 : n / values.length));
  };
  return { edges, reference: shares(a), target: shares(b) };
}
