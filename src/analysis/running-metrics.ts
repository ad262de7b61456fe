/**
 * What `run` prints of a run, without its spikes: rate, CV, silent share and mean correlation of every population, from sums that do not grow
 * with the run. The definitions are those of analyse.ts (interval-statistics.ts, count-correlation.ts); all sums are of whole numbers, hence exact.
 */
import type { RecordedPopulation } from "../recording/recording.js";

/** As in `analyse`, unless told. */
const BIN_MS = 20;
const SAMPLE = 300;
const LEAST_INTERVALS = 10;
const MS_PER_SECOND = 1000;

export interface RunningSummary {
  readonly name: string;
  readonly size: number;
  /** Hz */
  readonly rate: number;
  /** Means over neurons and pairs; NaN where there is none. */
  readonly cv: number;
  readonly silentFraction: number;
  readonly correlation: number;
}

/** Neurons a population, evenly spaced, whose counts in bins are correlated. */
interface Sample {
  readonly n: number;
  readonly counts: Uint32Array;
  /** Sample neurons that fired in this bin. */
  active: number[];
  readonly sums: Float64Array;
  /** Σ c_i·c_j over bins, i ≥ j, at i(i+1)/2 + j. */
  readonly products: Float64Array;
}

export class RunningMetrics {
  private readonly binSteps: number;
  private readonly spikesOf: Float64Array;
  private readonly firstStep: Float64Array;
  private readonly lastStep: Float64Array;
  private readonly squares: Float64Array;
  /** Of each neuron: its population's sample, and its place there; -1: none. */
  private readonly sampleOf: Int32Array;
  private readonly placeOf: Int32Array;
  private readonly samples: readonly Sample[];
  private bin = 0;

  /** @param dt ms @param fromStep first step that counts: the end of the burn-in */
  constructor(
    private readonly populations: readonly RecordedPopulation[],
    private readonly dt: number,
    private readonly fromStep: number,
  ) {
    this.binSteps = Math.max(1, Math.round(BIN_MS / dt));
    const neurons = populations.reduce((end, { first, size }) => Math.max(end, first + size), 0);
    const array = () => new Float64Array(neurons);
    [this.spikesOf, this.firstStep, this.lastStep, this.squares] = [array(), array(), array(), array()];
    this.sampleOf = new Int32Array(neurons).fill(-1);
    this.placeOf = new Int32Array(neurons);
    this.samples = populations.map(({ first, size }, p) => {
      const n = Math.min(SAMPLE, size);
      for (let s = 0; s < n; s++) {
        const id = first + Math.floor((s * size) / n);
        this.sampleOf[id] = p;
        this.placeOf[id] = s;
      }
      return {
        n,
        counts: new Uint32Array(n),
        active: [],
        sums: new Float64Array(n),
        products: new Float64Array((n * (n + 1)) / 2),
      };
    });
  }

  readonly spikes = (step: number, ids: Uint32Array, count: number): void => {
    if (step < this.fromStep) return;
    const at = step - this.fromStep;
    const bin = Math.floor(at / this.binSteps);
    if (bin !== this.bin) this.closeBin(bin);
    for (let k = 0; k < count; k++) {
      const id = ids[k];
      if (this.spikesOf[id]++ === 0) this.firstStep[id] = at;
      else this.squares[id] += (at - this.lastStep[id]) ** 2;
      this.lastStep[id] = at;
      if (this.sampleOf[id] < 0) continue;
      const sample = this.samples[this.sampleOf[id]];
      if (sample.counts[this.placeOf[id]]++ === 0) sample.active.push(this.placeOf[id]);
    }
  };

  /** @param toStep the step at which the run ended */
  summary(toStep: number): RunningSummary[] {
    const length = toStep - this.fromStep;
    const bins = Math.floor(length / this.binSteps);
    // A last bin that is not complete is left out.
    if (this.bin < bins) this.closeBin(bins);
    const seconds = (length * this.dt) / MS_PER_SECOND;
    return this.populations.map(({ name, first, size }, p) => {
      let [spikes, silent] = [0, 0];
      const cvs: number[] = [];
      for (let id = first; id < first + size; id++) {
        spikes += this.spikesOf[id];
        if (this.spikesOf[id] === 0) silent++;
        const cv = this.cvOf(id);
        if (cv !== null) cvs.push(cv);
      }
      return {
        name,
        size,
        rate: spikes / size / seconds,
        cv: mean(cvs),
        silentFraction: silent / size,
        correlation: correlationOf(this.samples[p], bins),
      };
    });
  }

  /** Numbers that are kept, whatever the length of the run. */
  get held(): number {
    return this.samples.reduce(
      (sum, { products, counts, active }) => sum + products.length + counts.length + active.length,
      6 * this.spikesOf.length,
    );
  }

  private closeBin(next: number): void {
    for (const sample of this.samples) {
      const { counts, sums, products } = sample;
      for (const i of sample.active) {
        sums[i] += counts[i];
        for (const j of sample.active) if (j <= i) products[(i * (i + 1)) / 2 + j] += counts[i] * counts[j];
      }
      for (const i of sample.active) counts[i] = 0;
      sample.active = [];
    }
    this.bin = next;
  }

  private cvOf(id: number): number | null {
    const n = this.spikesOf[id] - 1;
    if (n < LEAST_INTERVALS) return null;
    const whole = this.lastStep[id] - this.firstStep[id];
    const variance = Math.max(0, (n * this.squares[id] - whole * whole) / n / (n - 1));
    return Math.sqrt(variance) / (whole / n);
  }
}

/** Mean over the pairs of those neurons whose counts vary. */
function correlationOf({ n, sums, products }: Sample, bins: number): number {
  const variance = (i: number) => bins * products[(i * (i + 1)) / 2 + i] - sums[i] * sums[i];
  const varying = Array.from({ length: n }, (_, i) => i).filter((i) => variance(i) > 0);
  if (varying.length < 2 || bins < 2) return NaN;
  const scale = varying.map((i) => 1 / Math.sqrt(variance(i)));
  let sum = 0;
  varying.forEach((i, a) => {
    for (let b = 0; b < a; b++) {
      const j = varying[b];
      sum += (bins * products[(i * (i + 1)) / 2 + j] - sums[i] * sums[j]) * scale[a] * scale[b];
    }
  });
  return sum / ((varying.length * (varying.length - 1)) / 2);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((a, b) => a + b, 0) / values.length;
}
