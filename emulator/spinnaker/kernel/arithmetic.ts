/**
 * The S16.15 operations of a core with one rounding mode, counting every result that did not fit.
 *
 *   floor            product int32((a·b) >> 15), wraps; decay (x·u) >> 32
 *   nearest_sat      product sat32((a·b + 2^14) >> 15); decay (x·u + 2^31) >> 32
 *   stochastic_sat   the same with uniform noise below the cut in place of the half, from the core's own KISS64 stream
 * Sums wrap in all of them. Source: SpiNNaker spec §1 (round.h). The chip's stochastic code draws from sark_rand, whose sequence
 * depends on everything else that runs on the core: there the distribution is the same, the bits are not.
 */
import type { Kiss64 } from "../../../src/numerics/mars-kiss.js";
import {
  decayFloor,
  decayRounded,
  INT32_MAX,
  INT32_MIN,
  multiplyFloor,
  multiplySaturating,
  PRODUCT_LIMIT,
  S1615_ONE,
} from "../../../src/numerics/s1615.js";
import type { Rounding } from "../../../src/program/spinnaker/machine-image.js";
import { roundingStream } from "../../../src/program/spinnaker/rounding-stream.js";

export interface Arithmetic {
  readonly rounding: Rounding;
  /** Sums and products that wrapped or saturated since the start. */
  overflows: number;
  /** An exact sum of int32, wrapped. */
  wrap(exact: number): number;
  /** S16.15 · S16.15 */
  multiply(a: number, b: number): number;
  /** S16.15 · U0.32, which always fits. */
  decay(x: number, u: number): number;
  /** State of the random stream; empty without one. */
  save(): number[];
  load(words: readonly number[]): void;
}

/** @param seed and @param core choose the stream of stochastic rounding */
export function createArithmetic(rounding: Rounding, seed: number, core: number): Arithmetic {
  switch (rounding) {
    case "floor":
      return new FloorArithmetic();
    case "nearest_sat":
      return new NearestArithmetic();
    case "stochastic_sat":
      return new StochasticArithmetic(seed, core);
  }
}

/** Whether a product of raw words fits S16.15; float64 is exact as far as it does. */
function fits(product: number): boolean {
  return product >= -PRODUCT_LIMIT && product < PRODUCT_LIMIT;
}

abstract class WrappingSums {
  overflows = 0;

  wrap(exact: number): number {
    const kept = exact | 0;
    if (kept !== exact) this.overflows++;
    return kept;
  }

  save(): number[] {
    return [];
  }

  load(_words: readonly number[]): void {}
}

class FloorArithmetic extends WrappingSums implements Arithmetic {
  readonly rounding = "floor";

  multiply(a: number, b: number): number {
    if (!fits(a * b)) this.overflows++;
    return multiplyFloor(a, b);
  }

  decay(x: number, u: number): number {
    return decayFloor(x, u);
  }
}

abstract class SaturatingArithmetic extends WrappingSums {
  protected saturate(a: number, b: number, below: number): number {
    const result = multiplySaturating(a, b, below);
    // The limits themselves can also be true results; then the product lies within them.
    if ((result === INT32_MAX || result === INT32_MIN) && !fits(a * b + below)) this.overflows++;
    return result;
  }
}

class NearestArithmetic extends SaturatingArithmetic implements Arithmetic {
  readonly rounding = "nearest_sat";

  multiply(a: number, b: number): number {
    return this.saturate(a, b, S1615_ONE / 2);
  }

  decay(x: number, u: number): number {
    return decayRounded(x, u, 2 ** 31);
  }
}

class StochasticArithmetic extends SaturatingArithmetic implements Arithmetic {
  readonly rounding = "stochastic_sat";
  private readonly random: Kiss64;

  constructor(seed: number, core: number) {
    super();
    this.random = roundingStream(seed, core);
  }

  multiply(a: number, b: number): number {
    return this.saturate(a, b, this.random.next() & (S1615_ONE - 1));
  }

  decay(x: number, u: number): number {
    return decayRounded(x, u, this.random.next());
  }

  override save(): number[] {
    return [...this.random.state()];
  }

  override load([x, y, z, c]: readonly number[]): void {
    this.random.reseed([x, y, z, c]);
  }
}
