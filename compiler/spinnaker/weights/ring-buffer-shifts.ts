/**
 * The left shift of a ring buffer: large sums want a high one, small weights a low one.
 *
 *   bounded-saturation   (ours) the smallest shift at which the largest weight fits and no neuron's slot overflows in one tick with more
 *                        than the stated probability, by the rates expected (saturation-probability.ts) on top of the largest known input
 *   published            sPyNNaker's rule with its head-room defect (published-shift.ts);  published-repaired: without that defect
 *
 * Whatever the rule, the result says what it costs: the overflow probability and the bits left for the smallest and the mean weight.
 */
import { roundHalfEven } from "../../../src/numerics/round-half-even.js";
import type { IncomingWeights } from "./incoming-weights.js";
import { publishedShift, type PublishedProjection } from "./published-shift.js";
import { bitsOf, LARGEST_SHIFT, LARGEST_SUM, weightScale, weightStep, type GlobalScale } from "./ring-buffer-scale.js";
import type { ShiftRule } from "../../../src/options/spinnaker.js";
import { logSaturationBound } from "./saturation-probability.js";

export interface ShiftOptions {
  /** ms */
  readonly dt: number;
  readonly globalScale: GlobalScale;
  /** Of a synaptic word. */
  readonly largestWeight: number;
  /** Overflow probability of one neuron in one tick that is accepted; 10^-9 unless told: less than once in 250 s of 4,000 neurons at 1 ms. */
  readonly acceptedProbability?: number;
  /** Variance of the input counts relative to Poisson; 1 unless told. Synchrony makes it larger. */
  readonly fano?: number;
}

export interface RingBufferShift {
  readonly rule: ShiftRule;
  readonly shift: number;
  /** nA or µS per unit of the 16-bit weight. */
  readonly step: number;
  /** Upper bound of the overflow probability of the worst neuron in one tick; 1 where known spike times alone overflow it. */
  readonly saturationProbability: number;
  /** Whether the largest weight fits a synaptic word. */
  readonly representable: boolean;
  /** log2 of a weight in steps; NaN without synapses. */
  readonly bitsOfSmallest: number;
  readonly bitsOfMean: number;
  /** What forbids the next lower shift; `nothing`: the shift is 0, the format's own resolution. Ours only. */
  readonly limitedBy?: "saturation" | "largest weight" | "nothing";
  /** False where even the highest shift overflows more often than accepted. Ours only. */
  readonly bounded?: boolean;
}

const ACCEPTED_PROBABILITY = 1e-9;

/** ln of the bound for the neuron most likely to overflow, in the tick of its largest known input. */
function worstLogProbability(
  incoming: IncomingWeights,
  shift: number,
  { dt, globalScale, fano = 1 }: ShiftOptions,
): number {
  const capacity = LARGEST_SUM * weightStep(shift, globalScale);
  let worst = -Infinity;
  for (let i = 0; i < incoming.sumRate.length; i++) {
    const mean = (incoming.sumRate[i] * dt) / 1000;
    const variance = (fano * incoming.sumSquareRate[i] * dt) / 1000;
    // A known spike takes its weight of the slot, and up to a step more for the rounding. One more than is known has room: a packet that the
    // machine handles a tick late, or one that a host gives beside the list, may meet the others.
    const known =
      incoming.knownPeak[i] + incoming.largestKnown[i] + incoming.knownSpikes[i] * weightStep(shift, globalScale);
    worst = Math.max(
      worst,
      logSaturationBound({ mean, variance, largest: incoming.largestByChance[i] }, capacity - known),
    );
  }
  return worst;
}

function largestOf(values: Float64Array): number {
  return values.reduce((best, value) => Math.max(best, value), 0);
}

function fits(largest: number, shift: number, { globalScale, largestWeight }: ShiftOptions): boolean {
  return roundHalfEven(largest * weightScale(shift, globalScale)) <= largestWeight;
}

/** The cost of a shift, however it was chosen. */
export function assessShift(
  rule: ShiftRule,
  shift: number,
  incoming: IncomingWeights,
  options: ShiftOptions,
): RingBufferShift {
  const { globalScale } = options;
  let synapses = 0;
  let sum = 0;
  let smallest = Infinity;
  for (let i = 0; i < incoming.sum.length; i++) {
    synapses += incoming.indegree[i];
    sum += incoming.sum[i];
    smallest = Math.min(smallest, incoming.smallest[i]);
  }
  const bits = (weight: number) => (synapses === 0 ? NaN : bitsOf(weight, shift, globalScale));
  return {
    rule,
    shift,
    step: weightStep(shift, globalScale),
    saturationProbability: Math.exp(worstLogProbability(incoming, shift, options)),
    representable: fits(largestOf(incoming.largest), shift, options),
    bitsOfSmallest: bits(smallest),
    bitsOfMean: bits(sum / synapses),
  };
}

/** Our default. `incoming` may be of a population or of the atoms of one core. */
export function boundedSaturationShift(incoming: IncomingWeights, options: ShiftOptions): RingBufferShift {
  const { acceptedProbability = ACCEPTED_PROBABILITY } = options;
  const largest = largestOf(incoming.largest);
  const accepted = Math.log(acceptedProbability);
  // 12 digits: the last bit of a logarithm differs between engines and must not decide a shift.
  const safe = (shift: number) => Number(worstLogProbability(incoming, shift, options).toPrecision(12)) <= accepted;
  let least = 0;
  while (least < LARGEST_SHIFT && !fits(largest, least, options)) least++;
  let shift = least;
  while (shift < LARGEST_SHIFT && !safe(shift)) shift++;
  const assessed = assessShift("bounded-saturation", shift, incoming, options);
  const limitedBy = shift > least ? "saturation" : shift > 0 ? "largest weight" : "nothing";
  return { ...assessed, limitedBy, bounded: assessed.representable && safe(shift) };
}

/** @param published what the published rules look at; not needed for ours */
export function ringBufferShift(
  rule: ShiftRule,
  incoming: IncomingWeights,
  published: readonly PublishedProjection[],
  options: ShiftOptions,
): RingBufferShift {
  if (rule === "bounded-saturation") return boundedSaturationShift(incoming, options);
  const headRoom = rule === "published" ? "published" : "repaired";
  const { shift } = publishedShift(published, { dt: options.dt, globalScale: options.globalScale, headRoom });
  return assessShift(rule, shift, incoming, options);
}
