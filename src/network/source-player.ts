/**
 * Plays spike sources, the same for the reference and for every program and board.
 *
 * Poisson: the count of local source s in step n is T(x), T the inverse-CDF table of mean rate·dt/1000 and
 *   x = word (s mod 4) of Philox(key = (seed, stream), counter = (n, floor(s/4), 4, 0)).
 * A count is a pure function of (seed, stream, s, n): any step, any slice of sources, any worker gets the same one.
 * Spike times are looked up by step; sources of kind `host` are fed from outside and emit nothing here.
 */
import { fail } from "../diagnostics/diagnostic.js";
import { philox4x32 } from "../numerics/philox.js";
import { LARGEST_POISSON_MEAN, PoissonTable } from "../numerics/poisson-table.js";
import { DrawPurpose } from "./draw-purpose.js";

/** What a SpikeSource of a Network and an input port of a program have in common. */
export interface PlayableSource {
  readonly name?: string;
  /** Global id of the first source. */
  readonly first: number;
  readonly size: number;
  readonly kind: "poisson" | "spike_times" | "host";
  /** Hz; a number or an array of length 1 holds for all, else one value a source. */
  readonly rate: number | Float64Array;
  /** Poisson sources fire in steps startStep ≤ n < stopStep. */
  readonly startStep: number;
  readonly stopStep: number;
  /** Philox stream. */
  readonly stream: number;
  /** spike_times: sorted by (step, local id); a repeated pair is two spikes. */
  readonly spikeSteps: Uint32Array;
  readonly spikeIds: Uint32Array;
}

export interface SourcePlayerOptions {
  readonly seed: number;
  /** ms */
  readonly dt: number;
  readonly sources: readonly PlayableSource[];
}

/** All that the counts of a Poisson source with one rate depend on, but for step and source. */
export interface UniformDraw {
  readonly seed: number;
  readonly stream: number;
  readonly startStep: number;
  readonly stopStep: number;
  readonly table: PoissonTable;
}

/** Above this many distinct rates the search guides of the tables shrink, to stay in cache. */
const MANY_TABLES = 32;

/** Tables of one source: one for all, or one for each. */
type Tables = PoissonTable | readonly PoissonTable[];

export class SourcePlayer {
  private readonly block = new Uint32Array(4);
  private readonly tables: readonly (Tables | null)[];
  private readonly scratch: Uint16Array;

  /** @throws EquipoiseError `source-rate` for a rate that is negative or above 60,000 spikes a step */
  constructor(private readonly options: SourcePlayerOptions) {
    const { sources } = options;
    this.tables = tablesOf(options);
    this.scratch = new Uint16Array(sources.reduce((longest, s) => Math.max(longest, s.size), 0));
  }

  /** For whoever draws the counts of a source elsewhere; null where its sources have several rates, or none. */
  uniformDraw(sourceIndex: number): UniformDraw | null {
    const { stream, startStep, stopStep } = this.options.sources[sourceIndex];
    const table = this.tables[sourceIndex];
    return table instanceof PoissonTable ? { seed: this.options.seed, stream, startStep, stopStep, table } : null;
  }

  /** Calls `emit` once for each source that spikes in `step`, by ascending global id, with its number of spikes. */
  play(step: number, emit: (globalId: number, count: number) => void): void {
    const { sources } = this.options;
    const { scratch } = this;
    for (let s = 0; s < sources.length; s++) {
      const { first, size, kind } = sources[s];
      if (kind === "poisson") {
        if (!this.counts(step, s, 0, size, scratch)) continue;
        for (let i = 0; i < size; i++) if (scratch[i] > 0) emit(first + i, scratch[i]);
      } else if (kind === "spike_times") {
        playTrain(sources[s], step, (id, count) => emit(first + id, count));
      }
    }
  }

  /**
   * Writes the counts of local sources fromLocal ≤ i < toLocal in `step` to `out[i - fromLocal]`.
   * @param sourceIndex position in `sources`
   * @returns false where no source can have spiked; `out` is then all zero
   */
  counts(step: number, sourceIndex: number, fromLocal: number, toLocal: number, out: Uint16Array): boolean {
    const source = this.options.sources[sourceIndex];
    const tables = this.tables[sourceIndex];
    if (tables !== null && step >= source.startStep && step < source.stopStep) {
      if (tables instanceof PoissonTable) this.countsOfOneRate(step, source.stream, tables, fromLocal, toLocal, out);
      else this.countsOfManyRates(step, source.stream, tables, fromLocal, toLocal, out);
      return true;
    }
    out.fill(0, 0, toLocal - fromLocal);
    if (source.kind !== "spike_times") return false;
    let any = false;
    playTrain(source, step, (id, count) => {
      if (id < fromLocal || id >= toLocal) return;
      out[id - fromLocal] = count;
      any = true;
    });
    return any;
  }

  private countsOfOneRate(
    step: number,
    stream: number,
    table: PoissonTable,
    from: number,
    to: number,
    out: Uint16Array,
  ): void {
    const { block, options } = this;
    let i = from;
    // Whole blocks of four, then what a slice cuts off at either end.
    for (; i < to && i % 4 !== 0; i++) out[i - from] = table.count(this.word(step, stream, i));
    for (; i + 4 <= to; i += 4) {
      philox4x32(block, options.seed, stream, step, i >>> 2, DrawPurpose.poisson, 0);
      const at = i - from;
      out[at] = table.count(block[0]);
      out[at + 1] = table.count(block[1]);
      out[at + 2] = table.count(block[2]);
      out[at + 3] = table.count(block[3]);
    }
    for (; i < to; i++) out[i - from] = table.count(this.word(step, stream, i));
  }

  private countsOfManyRates(
    step: number,
    stream: number,
    tables: readonly PoissonTable[],
    from: number,
    to: number,
    out: Uint16Array,
  ): void {
    const { block, options } = this;
    let held = -1;
    for (let i = from; i < to; i++) {
      if (i >>> 2 !== held) {
        held = i >>> 2;
        philox4x32(block, options.seed, stream, step, held, DrawPurpose.poisson, 0);
      }
      out[i - from] = tables[i].count(block[i & 3]);
    }
  }

  private word(step: number, stream: number, source: number): number {
    philox4x32(this.block, this.options.seed, stream, step, source >>> 2, DrawPurpose.poisson, 0);
    return this.block[source & 3];
  }
}

/** Tables are shared between all sources of one rate. */
function tablesOf({ sources, dt }: SourcePlayerOptions): (Tables | null)[] {
  const rates = sources.map((s) => (s.kind !== "poisson" ? [] : typeof s.rate === "number" ? [s.rate] : s.rate));
  const distinct = new Set<number>();
  sources.forEach((source, s) => {
    for (const rate of rates[s]) {
      if (!(rate >= 0 && (rate * dt) / 1000 <= LARGEST_POISSON_MEAN))
        fail(
          "source-rate",
          `spike source ${source.name ?? source.first}: a rate of ${rate} Hz cannot be played in steps of ${dt} ms`,
          {
            limit: { what: "mean spikes a step", used: (rate * dt) / 1000, max: LARGEST_POISSON_MEAN },
            hint: "rates are at least 0; split a source that is too fast",
          },
        );
      distinct.add(rate);
    }
    if (rates[s].length > 1 && rates[s].length !== source.size)
      fail(
        "source-rate",
        `spike source ${source.name ?? source.first}: ${rates[s].length} rates for ${source.size} sources`,
        {
          hint: "give one rate for all or one for each source",
        },
      );
  });
  const guideBits = distinct.size > MANY_TABLES ? 4 : 10;
  const tables = new Map<number, PoissonTable>();
  const tableOf = (rate: number): PoissonTable => {
    let table = tables.get(rate);
    if (table === undefined) tables.set(rate, (table = new PoissonTable((rate * dt) / 1000, guideBits)));
    return table;
  };
  return rates.map((r) =>
    r.length === 0 || r.every((rate) => rate === 0) ? null : r.length === 1 ? tableOf(r[0]) : Array.from(r, tableOf),
  );
}

/** Calls `emit(local id, count)` for the spikes of one step, by ascending id. */
function playTrain(
  { spikeSteps, spikeIds }: PlayableSource,
  step: number,
  emit: (id: number, count: number) => void,
): void {
  let k = lowerBound(spikeSteps, step);
  while (k < spikeSteps.length && spikeSteps[k] === step) {
    const id = spikeIds[k];
    let count = 0;
    for (; k < spikeSteps.length && spikeSteps[k] === step && spikeIds[k] === id; k++) count++;
    emit(id, count);
  }
}

/** First position whose value is ≥ `value` in an ascending array. */
function lowerBound(ascending: Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
