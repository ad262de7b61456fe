/**
 * Poisson spike sources as SpiNNaker's Poisson core runs them: one KISS64 stream a core, three algorithms by rate λ a tick.
 *
 *   slow    λ < 0.01   time to spike in 1/1000 ticks, t += round(1000·Exp(1))·meanInterval; each tick: count while t < 1000, then t -= 1000
 *   fast    λ < 10     Knuth: multiply U0.32 uniforms until p ≤ e^-λ
 *   faster  λ ≥ 10     x = normal/2 + √λ, count = round(x²)
 * Sources draw in order, each only while it is active; slow sources also draw once when their rate is set.
 * Source: SpiNNaker spec §4 (spike_source_poisson.c).
 */
import { Kiss64, type Kiss64Seed } from "../../../src/numerics/mars-kiss.js";
import { mulHigh } from "../../../src/numerics/wide-multiply.js";
import { multiplyFloor, roundToInteger, S1615_ONE } from "../../../src/numerics/s1615.js";
import { expk } from "../../../src/numerics/s1615-exp.js";
import { normalInverse } from "../../../src/numerics/s1615-normal-inverse.js";
import { sqrtk } from "../../../src/numerics/s1615-sqrt.js";
import type { PoissonImage } from "../../../src/program/spinnaker/machine-image.js";
import { exponentialDraw } from "../../../src/numerics/kiss-exponential.js";
import type { PoissonSources } from "./spike-input.js";

/** Words of a generator's state. */
export const KISS64_WORDS = 4;
/** Times to spike count thousandths of a tick. */
const INTERVAL_SCALE = 1000;
const MS_PER_SECOND = 1000;
const HALF = S1615_ONE / 2;

/** Which algorithm a source uses, and its constant. */
export type PoissonRegime =
  | { readonly kind: "slow"; /** ticks; 0: never fires */ readonly meanInterval: number }
  | { readonly kind: "fast"; /** e^-λ, U0.32 */ readonly expMinusLambda: number }
  | { readonly kind: "faster"; /** √λ, S16.15 */ readonly sqrtLambda: number };

type PoissonClock = Pick<PoissonImage, "secondsPerTick" | "ticksPerMs" | "slowCutoff" | "fastCutoff">;

/** @param rate Hz, U16.16 */
export function poissonRegime(
  rate: number,
  { secondsPerTick, ticksPerMs, slowCutoff, fastCutoff }: PoissonClock,
): PoissonRegime {
  const perTick = Number(BigInt.asIntN(32, (BigInt(rate) * BigInt(secondsPerTick)) >> 33n));
  if (perTick < slowCutoff) {
    const ticksPerSecond = Math.imul(ticksPerMs, MS_PER_SECOND) >>> 0;
    return { kind: "slow", meanInterval: rate === 0 ? 0 : Math.floor(ticksPerSecond / rate) };
  }
  // The C code converts e^-λ from S16.15, so its lower 17 bits are 0.
  return perTick < fastCutoff
    ? { kind: "fast", expMinusLambda: (expk(-perTick) << 17) >>> 0 }
    : { kind: "faster", sqrtLambda: sqrtk(perTick) };
}

/** Ticks · 1000 until the next spike; uint32. */
function slowInterval(random: Kiss64, meanInterval: number): number {
  const scaled = roundToInteger(multiplyFloor(exponentialDraw(random), INTERVAL_SCALE * S1615_ONE));
  return Math.imul(scaled, meanInterval) >>> 0;
}

/** Knuth's count of factors until the product is at most `expMinusLambda` (U0.32). */
export function poissonCount(random: Kiss64, expMinusLambda: number): number {
  let count = 0;
  for (let p = mulHigh(0xffffffff, random.next()); p > expMinusLambda; count++) p = mulHigh(p, random.next());
  return count;
}

function gaussianCount(random: Kiss64, sqrtLambda: number): number {
  const x = (multiplyFloor(normalInverse(random.next()), HALF) + sqrtLambda) | 0;
  return roundToInteger(multiplyFloor(x, x));
}

/** The sources of one Poisson core. */
export class PoissonCore implements PoissonSources {
  private readonly random: Kiss64;
  private readonly regimes: readonly PoissonRegime[];
  /** Slow sources: thousandths of a tick until the next spike. */
  private readonly timeToSpike: Uint32Array;

  constructor(private readonly image: PoissonImage) {
    this.random = new Kiss64(image.seed);
    this.timeToSpike = new Uint32Array(image.size);
    this.regimes = Array.from({ length: image.size }, (_, i) => {
      const regime = poissonRegime(image.rates[image.rates.length === 1 ? 0 : i], image);
      if (regime.kind === "slow") this.timeToSpike[i] = slowInterval(this.random, regime.meanInterval);
      return regime;
    });
  }

  /** Calls `emit` for each source that spikes in `tick`, ascending. */
  play(tick: number, emit: (source: number, count: number) => void): void {
    const { startTick, stopTick, size } = this.image;
    if (tick < startTick || tick >= stopTick) return;
    for (let i = 0; i < size; i++) {
      const count = this.count(i);
      if (count > 0) emit(i, count);
    }
  }

  private count(source: number): number {
    const { random, timeToSpike } = this;
    const regime = this.regimes[source];
    if (regime.kind === "faster") return gaussianCount(random, regime.sqrtLambda);
    // So small that it rounded to 0: the C code gives up rather than loop for long.
    if (regime.kind === "fast") return regime.expMinusLambda === 0 ? 0 : poissonCount(random, regime.expMinusLambda);
    if (regime.meanInterval === 0) return 0;
    let count = 0;
    for (; timeToSpike[source] < INTERVAL_SCALE; count++)
      timeToSpike[source] += slowInterval(random, regime.meanInterval);
    timeToSpike[source] -= INTERVAL_SCALE;
    return count;
  }

  /** The dynamic state, as words: generator, then times to spike. */
  save(): Uint32Array {
    return Uint32Array.from([...this.random.state(), ...this.timeToSpike]);
  }

  load(words: Uint32Array): void {
    this.random.reseed([words[0], words[1], words[2], words[3]] satisfies Kiss64Seed);
    this.timeToSpike.set(words.subarray(KISS64_WORDS));
  }
}
