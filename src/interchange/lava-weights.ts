/**
 * Lava's integer weight path, for scripts and vectors written in Lava's terms.
 *
 *   clip to 8 bits:  mixed -256..255, excitatory 0..255, inhibitory -255..0
 *   truncate, k = 8 - num_weight_bits + (1 if mixed):  w ← (w >> k) << k  (floor);  inhibitory: -(((-w) >> k) << k)
 *
 * Source: loihi spec §2.1 and §2.6; Lava utils/weightutils.py @ b6822fb (formulas only).
 */
import { largestOf, smallestOf } from "../numerics/extrema.js";
import type { SignMode } from "../program/loihi/program.js";

const WEIGHT_BITS = 8;
const LARGEST = 2 ** WEIGHT_BITS - 1;
const SMALLEST_MIXED = -(2 ** WEIGHT_BITS);

/** excitatory where no weight is negative, inhibitory where none is positive, else mixed. */
export function resolveSignMode(weights: Iterable<number>): SignMode {
  let negative = false;
  let positive = false;
  for (const w of weights) {
    if (w < 0) negative = true;
    if (w > 0) positive = true;
  }
  return negative ? (positive ? "mixed" : "inhibitory") : "excitatory";
}

function clipWeight(weight: number, signMode: SignMode): number {
  const low = signMode === "mixed" ? SMALLEST_MIXED : signMode === "inhibitory" ? -LARGEST : 0;
  const high = signMode === "inhibitory" ? 0 : LARGEST;
  return Math.min(high, Math.max(low, weight));
}

function truncateWeight(weight: number, signMode: SignMode, weightBits: number): number {
  const k = WEIGHT_BITS - weightBits + (signMode === "mixed" ? 1 : 0);
  return signMode === "inhibitory" ? 0 - ((-weight >> k) << k) : (weight >> k) << k;
}

/** What Lava multiplies spikes with. */
export function effectiveWeight(weight: number, signMode: SignMode, weightBits: number): number {
  return truncateWeight(clipWeight(weight, signMode), signMode, weightBits);
}

export interface OptimizedWeights {
  readonly weights: number[];
  readonly weightBits: number;
  readonly weightExponent: number;
}

/**
 * Scales weights to use all bits: exponent = -(floor(log2 scale) + (1 if mixed)), scale = the factor that fills the range;
 * bits = 8 + exponent' - (common trailing zeros - (1 if mixed)).
 * @param loihi2 weights are right-aligned by the dropped bits
 * @returns the error text that Lava raises where its formula asks for more than 8 bits
 */
export function optimizeWeightBits(
  input: readonly number[],
  signMode: SignMode,
  loihi2: boolean,
): OptimizedWeights | { readonly error: string } {
  const mixed = signMode === "mixed" ? 1 : 0;
  const clipped = input.map((w) => clipWeight(w, signMode));
  const high = largestOf(clipped);
  const low = smallestOf(clipped);
  const scale =
    mixed === 0
      ? LARGEST / largestOf(clipped.map(Math.abs))
      : Math.min(high > 0 ? 127 / high : Infinity, low < 0 ? 128 / -low : Infinity);
  // floor(log2 x) by comparison with powers of two: exact.
  let bits = 0;
  if (Number.isFinite(scale)) {
    while (2 ** (bits + 1) <= scale) bits++;
    while (2 ** bits > scale) bits--;
  }
  const exponent = -(bits + mixed);
  const scaled = clipped.map((w) => (exponent <= 0 ? w * 2 ** -exponent : Math.trunc(w / 2 ** exponent)));
  let zeros = 0;
  while (zeros < WEIGHT_BITS && scaled.every((w) => w % 2 ** (zeros + 1) === 0)) zeros++;
  const weightBits = WEIGHT_BITS - (zeros - mixed);
  const dropped = WEIGHT_BITS - weightBits + mixed;
  if (loihi2 && weightBits > WEIGHT_BITS) return { error: "negative shift count" };
  const weights = loihi2 ? scaled.map((w) => w >> dropped) : scaled;
  return { weights, weightBits, weightExponent: exponent };
}
