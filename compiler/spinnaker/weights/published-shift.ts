/**
 * The left shift as sPyNNaker chooses it, with its quirks (per synapse type; r in Hz, S ticks a second, g = 1 or 1024):
 *
 *   λ     = n·r/S, over all incoming synapses n of the type pooled, with pooled mean and SD of the weights (times g)
 *   bound = λ·mean + σ·√(λ·mean² + weight variance)
 *   total = Σ max(1, r/S)·w_max·n          biggest = max w_max·g
 *   w     = max(total, biggest) where no delay varies, else max(min(bound, total), biggest)
 *   shift = the smallest s ≥ 0 with 2^s > w
 *
 * Its head-room defect: `total` lacks g, so that for conductances it is 1024 times too small, and the minimum discards the bound;
 * the shift then covers little more than one weight. `headRoom: "repaired"` multiplies it by g. Other quirks, kept in both:
 * "no delay varies" looks within projections only; the weight variance vanishes below λ ≈ 0.025 and above λ ≈ 710.
 * Source: SpiNNaker spec §3.3 (abstract_population_vertex.py, running_stats.py; read, not run).
 */
import { logGamma } from "../../../src/numerics/incomplete-beta.js";
import { roundHalfEven } from "../../../src/numerics/round-half-even.js";
import type { GlobalScale } from "./ring-buffer-scale.js";

/** One projection onto the population, as far as it has the synapse type. Weights in nA or µS, before g. */
export interface PublishedProjection {
  /** Most synapses that one neuron gets from it. */
  readonly connections: number;
  readonly weightMean: number;
  readonly weightVariance: number;
  readonly weightLargest: number;
  /** Any unit: only whether it is 0 matters. */
  readonly delayVariance: number;
  /** Hz of a Poisson source; absent or 0: the rule's default. */
  readonly rate?: number;
  /** Spikes a tick of one source in the worst case; absent: max(1, r/S) at the default rate. */
  readonly largestCount?: number;
}

export interface PublishedOptions {
  /** ms */
  readonly dt: number;
  readonly globalScale: GlobalScale;
  readonly headRoom: "published" | "repaired";
  /** Hz; 30 unless told. */
  readonly spikesPerSecond?: number;
  /** 5 unless told. */
  readonly sigma?: number;
}

export interface PublishedShift {
  readonly shift: number;
  /** What the shift was made to hold, and the three figures it comes from (nA, or µS·1024). */
  readonly largestSum: number;
  readonly bound: number;
  readonly total: number;
  readonly biggest: number;
}

/** Standard deviations of a Poisson count that the weight variance is summed over. */
const SUMMATION_LIMIT = 3;
const LARGEST_EXPONENT = 701;
/** A shift of 31 empties an int32; a rule that asks for more has been given no weights in nA. */
const MOST_SHIFTS = 31;

/** Moments of a union of samples that are known by mean, variance and count (Chan et al.): n - 1 throughout. */
class Pooled {
  mean = 0;
  private squares = 0;
  private n = 0;

  add(mean: number, variance: number, n: number): void {
    if (n <= 0) return;
    const together = this.n + n;
    this.squares += variance * (n - 1) + ((mean - this.mean) ** 2 * this.n * n) / together;
    this.mean = (this.n * this.mean + n * mean) / together;
    this.n = together;
  }

  get variance(): number {
    return this.n <= 1 ? 0 : this.squares / (this.n - 1);
  }
}

/**
 * sd²·λ·P(N < ub), ub = round(λ + 3√λ): the closed form of the source, e^(-λ + ln λ + 2 ln sd + ln(e^λ·Q(1 + ub, λ) - e^br)),
 * since e^λ·Q(1 + ub, λ) = Σ_{k ≤ ub} λ^k/k!  and  e^br is its last term.
 */
function weightVariance(lambda: number, variance: number): number {
  if (!(variance > 0 && lambda > 0)) return 0;
  const upper = roundHalfEven(lambda + SUMMATION_LIMIT * Math.sqrt(lambda));
  const ratio = Math.log(lambda) * upper - logGamma(1 + upper);
  if (upper === 0 || Math.abs(ratio) >= LARGEST_EXPONENT) return 0;
  let term = Math.exp(-lambda);
  let below = 0;
  for (let k = 0; k < upper; k++) {
    below += term;
    term *= lambda / (k + 1);
  }
  return variance * lambda * below;
}

/** The smallest s ≥ 0 with 2^s > w. */
export function shiftFor(w: number): number {
  let shift = 0;
  while (shift < MOST_SHIFTS && 2 ** shift <= w) shift++;
  return shift;
}

export function publishedShift(projections: readonly PublishedProjection[], options: PublishedOptions): PublishedShift {
  const { dt, globalScale: g, headRoom, spikesPerSecond = 30, sigma = 5 } = options;
  const ticks = 1000 / dt;
  const weights = new Pooled();
  const delays = new Pooled();
  const rates = new Pooled();
  let total = 0;
  let biggest = 0;
  let n = 0;
  for (const p of projections) {
    if (p.connections <= 0) continue;
    const rate = p.rate !== undefined && p.rate > 0 ? p.rate : spikesPerSecond;
    weights.add(p.weightMean * g, p.weightVariance * g * g, p.connections);
    delays.add(0, p.delayVariance, p.connections);
    rates.add(rate, 0, p.connections);
    total +=
      (p.largestCount ?? Math.max(1, rate / ticks)) *
      p.weightLargest *
      p.connections *
      (headRoom === "repaired" ? g : 1);
    biggest = Math.max(biggest, p.weightLargest * g);
    n += p.connections;
  }
  const lambda = (n * rates.mean) / ticks;
  const bound =
    lambda * weights.mean + sigma * Math.sqrt(lambda * weights.mean ** 2 + weightVariance(lambda, weights.variance));
  const expected = delays.variance === 0 ? total : Math.min(bound, total);
  // 12 digits: the last bit of a logarithm differs between engines, and a sum of exactly 2^s must not depend on it.
  const largestSum = Number(Math.max(expected, biggest).toPrecision(12));
  return { shift: shiftFor(largestSum), largestSum, bound, total, biggest };
}
