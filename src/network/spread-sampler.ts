/**
 * Draws one value of a Spread from a counter-based stream.
 *
 * normal: mean + sd·z. uniform: low + (high - low)·u.
 * lognormal, by mean m and sd s of the variable itself: σ² = ln(1 + s²/m²), μ = ln|m| - σ²/2, value = sign(m)·exp(μ + σz).
 * `min` and `max` clip the drawn value; nothing is drawn again, so every value costs the same draws.
 */
import { fail } from "../diagnostics/diagnostic.js";
import type { Spread } from "../description/types.js";
import type { BulkStream } from "../numerics/bulk-stream.js";
import type { CounterStream } from "../numerics/philox.js";

export interface SpreadSampler {
  /** The one value all have, or null where they differ. */
  readonly constant: number | null;
  /** Mean of the unclipped distribution (of the list, for a list). */
  readonly mean: number;
  /** Value number `index` (only a list looks at it). */
  draw(stream: CounterStream, index: number): number;
  /**
   * The first n values of an item at once, as `draw` after `draw` gives them, to `out`, which has room for one more. The index of
   * value i is first + i, or what `entry` has there.
   */
  row(stream: BulkStream, out: Float64Array, n: number, first: number, entry: Uint32Array | null): void;
}

/**
 * @param what names the value in errors, e.g. `projection E→I: weight`
 * @param count how many values are needed; a list must have exactly as many
 * @throws EquipoiseError `wrong-length`, `not-finite`, `lognormal-zero-mean`
 */
export function spreadSampler(spread: Spread, what: string, count: number): SpreadSampler {
  switch (spread.kind) {
    case "constant":
      requireFinite(what, spread.value);
      return fixed(spread.value);
    case "normal": {
      const { mean, sd } = spread;
      requireFinite(what, mean, sd);
      requireSpread(what, sd);
      const [min, max] = bounds(what, spread);
      if (sd === 0) return fixed(clip(mean, min, max));
      return {
        constant: null,
        mean,
        draw: (stream) => clip(mean + sd * stream.normal(), min, max),
        row: (stream, out, n) => {
          stream.normals(out, n);
          for (let i = 0; i < n; i++) out[i] = clip(mean + sd * out[i], min, max);
        },
      };
    }
    case "lognormal": {
      const { mean, sd } = spread;
      requireFinite(what, mean, sd);
      requireSpread(what, sd);
      const [min, max] = bounds(what, spread);
      if (sd === 0) return fixed(clip(mean, min, max));
      if (mean === 0)
        fail("lognormal-zero-mean", `${what}: a lognormal distribution cannot have mean 0`, {
          hint: "give a mean other than 0, or use normal",
        });
      const variance = Math.log1p((sd / mean) ** 2);
      const mu = Math.log(Math.abs(mean)) - variance / 2;
      const sigma = Math.sqrt(variance);
      const sign = Math.sign(mean);
      return {
        constant: null,
        mean,
        draw: (stream) => clip(sign * Math.exp(mu + sigma * stream.normal()), min, max),
        row: (stream, out, n) => {
          stream.normals(out, n);
          for (let i = 0; i < n; i++) out[i] = clip(sign * Math.exp(mu + sigma * out[i]), min, max);
        },
      };
    }
    case "uniform": {
      const { low, high } = spread;
      requireFinite(what, low, high);
      if (low > high)
        fail("bounds-empty", `${what}: the uniform range from ${low} to ${high} is empty`, {
          hint: "give the smaller bound first",
        });
      if (low === high) return fixed(low);
      return {
        constant: null,
        mean: (low + high) / 2,
        draw: (stream) => low + (high - low) * stream.uniform(),
        row: (stream, out, n) => {
          stream.uniforms(out, n);
          for (let i = 0; i < n; i++) out[i] = low + (high - low) * out[i];
        },
      };
    }
    case "list": {
      const { values } = spread;
      if (values.length !== count)
        fail("wrong-length", `${what}: the list has ${values.length} values, but ${count} are needed`, {
          hint: "give one value for each, in order, or a constant or distribution",
        });
      let sum = 0;
      for (const value of values) {
        requireFinite(what, value);
        sum += value;
      }
      return {
        constant: null,
        mean: sum / values.length,
        draw: (_stream, index) => values[index],
        row: (_stream, out, n, first, entry) => {
          for (let i = 0; i < n; i++) out[i] = values[entry === null ? first + i : entry[first + i]];
        },
      };
    }
  }
}

function fixed(value: number): SpreadSampler {
  return { constant: value, mean: value, draw: () => value, row: (_stream, out, n) => out.fill(value, 0, n) };
}

function clip(value: number, min: number, max: number): number {
  return value < min ? min : value > max ? max : value;
}

function bounds(what: string, spread: { readonly min?: number; readonly max?: number }): [number, number] {
  const { min = -Infinity, max = Infinity } = spread;
  if (!(min <= max))
    fail("bounds-empty", `${what}: min ${min} is above max ${max}`, { hint: "swap the bounds or drop one" });
  return [min, max];
}

function requireFinite(what: string, ...values: number[]): void {
  for (const value of values)
    if (!Number.isFinite(value))
      fail("not-finite", `${what}: ${value} is not a finite number`, { hint: "give a finite number" });
}

function requireSpread(what: string, sd: number): void {
  if (sd < 0)
    fail("negative-sd", `${what}: the standard deviation ${sd} is negative`, { hint: "give a value of 0 or more" });
}
