/**
 * Running mean and variance in one pass (Welford 1962; merge by Chan, Golub & LeVeque 1979):
 *   mean' = mean + (x - mean)/n,  S' = S + (x - mean)(x - mean').
 */
export class Moments {
  count = 0;
  mean = NaN;
  min = Infinity;
  max = -Infinity;
  private sumOfSquares = 0;

  add(x: number): this {
    this.count++;
    if (x < this.min) this.min = x;
    if (x > this.max) this.max = x;
    if (this.count === 1) {
      this.mean = x;
      return this;
    }
    const delta = x - this.mean;
    this.mean += delta / this.count;
    this.sumOfSquares += delta * (x - this.mean);
    return this;
  }

  addAll(values: Iterable<number>): this {
    for (const value of values) this.add(value);
    return this;
  }

  /** Adds everything that `other` has seen. */
  merge(other: Moments): this {
    if (other.count === 0) return this;
    if (this.count === 0) {
      this.count = other.count;
      this.mean = other.mean;
      this.sumOfSquares = other.sumOfSquares;
    } else {
      const count = this.count + other.count;
      const delta = other.mean - this.mean;
      this.mean += (delta * other.count) / count;
      this.sumOfSquares += other.sumOfSquares + (delta * delta * this.count * other.count) / count;
      this.count = count;
    }
    this.min = Math.min(this.min, other.min);
    this.max = Math.max(this.max, other.max);
    return this;
  }

  /** Unbiased (n - 1); NaN below two values. */
  get variance(): number {
    return this.count < 2 ? NaN : this.sumOfSquares / (this.count - 1);
  }

  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  /** Mean of x²: mean² + S/n; NaN without values. */
  get meanSquare(): number {
    return this.count === 0 ? NaN : this.mean * this.mean + this.sumOfSquares / this.count;
  }
}
