/** Mantissas of a projection by synapse, one number as long as all are equal: most projections of one weight never need an array. */
export class Mantissas {
  private values: Int16Array | null = null;
  private common: number | null = null;

  constructor(private readonly synapses: number) {}

  /** Gives the next synapses, from..end-1, one value. */
  fill(value: number, from: number, end: number): void {
    if (from === end) return;
    if (this.values === null && (this.common === null || this.common === value)) this.common = value;
    else this.from(from).fill(value, from, end);
  }

  /** The array, for synapses from `from` on to be written one by one. */
  from(from: number): Int16Array {
    this.values ??= new Int16Array(this.synapses).fill(this.common ?? 0, 0, from);
    return this.values;
  }

  /** One number where all are equal; 0 for none. */
  result(): number | Int16Array {
    const { values } = this;
    if (values === null) return this.common ?? 0;
    if (values.length === 0) return 0;
    for (let k = 1; k < values.length; k++) if (values[k] !== values[0]) return values;
    return values[0];
  }
}
