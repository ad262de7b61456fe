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

/** Median (smallest–largest), three digits. */
function summary(values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b);
  const show = (x: number) => x.toPrecision(3);
  return `${show(sorted[sorted.length >> 1])} (${show(sorted[0])}–${show(sorted[sorted.length - 1])})`;
}

export function clock(): number {
  return Number(process.hrtime.bigint()) * 1e-9;
}
