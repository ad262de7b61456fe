/** Seconds by name, one for each repetition; ratios are taken inside a repetition, so that a busy machine slows both sides. */
export class Timings {
  private readonly seconds = new Map<string, number[]>();

  add(name: string, seconds: number): void {
    const list = this.seconds.get(name);
    if (list === undefined) this.seconds.set(name, [seconds]);
    else list.push(seconds);
  }

  /** How many times as long `slow` took. */
  ratio(slow: string, fast: string): string {
    const divisor = this.of(fast);
    return summary(this.of(slow).map((t, r) => t / divisor[r]));
  }

  /** Millions of `amount` a second. */
  millionsPerSecond(name: string, amount: number): string {
    return summary(this.of(name).map((t) => amount / t / 1e6));
  }

  milliseconds(name: string): string {
    return summary(this.of(name).map((t) => t * 1e3));
  }

  private of(name: string): readonly number[] {
    const list = this.seconds.get(name);
    if (list === undefined) throw new Error(`${name} was never timed`);
    return list;
  }
}

/** Of repetitions: the value in the middle (of an even number, the mean of the two there), the smallest and the largest. */
export interface Summary {
  readonly median: number;
  readonly smallest: number;
  readonly largest: number;
}

/** @throws RangeError without values */
export function summarize(values: readonly number[]): Summary {
  if (values.length === 0) throw new RangeError("there is no median of nothing");
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  return { median, smallest: sorted[0], largest: sorted[sorted.length - 1] };
}

/** Significant digits, three unless told, without powers of ten. */
export function significant(x: number, digits = 3): string {
  return Math.abs(x) >= 10 ** digits ? Math.round(x).toString() : x.toPrecision(digits);
}

/** Median (smallest–largest), three digits unless told. */
export function summary(values: readonly number[], digits = 3): string {
  const { median, smallest, largest } = summarize(values);
  return `${significant(median, digits)} (${significant(smallest, digits)}–${significant(largest, digits)})`;
}

export function clock(): number {
  return Number(process.hrtime.bigint()) * 1e-9;
}
