/**
 * Warns of constant input that rounding holds on the other side of the threshold: a population that is silent on the chip and not in the description, since
 * truncation keeps v short of where its input would hold it (src/numerics/truncated-decay.ts), or that fires since bias or threshold were rounded.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import type { Population } from "../../../src/network/types.js";
import { restingState } from "../../../src/numerics/truncated-decay.js";
import { twoDigitsAbove } from "../../../src/numerics/two-digits.js";
import type { PassContext, Quantized } from "../stages.js";

const significant = (x: number) => Number(x.toPrecision(3));
/** Of voltages that differ in their last digits. */
const precise = (x: number) => Number(x.toPrecision(6));

/** Warns once for each population and side. Random input carries V on: of that, theory has the rate. */
export function foreseeOtherSide(quantized: Omit<Quantized, "projections">, context: PassContext): void {
  for (const population of quantized.scaled.lowered.network.populations)
    if (population.size > 0) warnOfOtherSide(population, quantized, context);
}

/** A constant input of one neuron from some step on: as it was asked for, and as the register has it. */
interface ConstantInput {
  readonly neuron: number;
  /** mV per step */
  readonly ideal: number;
  /** LSB per step */
  readonly register: number;
}

function* constantInputs(
  { first, size }: Population,
  { scaled, biasMantissa, biasExponent, biasChanges }: Omit<Quantized, "projections">,
): Generator<ConstantInput> {
  const { neurons, biasChanges: asked } = scaled.lowered;
  for (let i = first; i < first + size; i++)
    yield { neuron: i, ideal: neurons.bias[i], register: biasMantissa[i] * 2 ** biasExponent[i] };
  for (const [c, change] of biasChanges.entries()) {
    for (const [k, neuron] of change.neurons.entries()) {
      if (neuron < first || neuron >= first + size) continue;
      yield { neuron, ideal: asked[c].bias[k], register: change.mantissa[k] * 2 ** change.exponent[k] };
    }
  }
}

/** Relative difference of two voltages below which they are one: the reference itself decides by its last bits there. */
const SAME = 1e-9;

/**
 * LSB per mV from which on the chip decides as the description does: the bias is off by half an LSB, V by what truncation takes at most, the threshold by
 * half a step. A bias of more bits than its mantissa has is off by a share of itself, which no scale mends: Infinity where that is too much, or where
 * v would not hold the threshold.
 * @param ideal mV per step
 */
function neededScale(
  wanted: number,
  threshold: number,
  ideal: number,
  leak: number,
  { widths }: PassContext["target"],
): number {
  const lsb = (1.5 * 2 ** widths.decay) / Math.max(1, leak) + 2 ** widths.thresholdShift / 2;
  const margin = Math.abs(wanted - threshold);
  const mantissas = 2 ** (widths.biasMantissa - 1);
  const held = (scale: number) => (scale * threshold < 2 ** (widths.v - 1) ? scale : Infinity);
  const needed = twoDigitsAbove(lsb / margin);
  if (needed * ideal < mantissas - 1) return held(needed);
  const left = margin - Math.abs(wanted) / mantissas;
  return left > 0 ? held(twoDigitsAbove(lsb / left)) : Infinity;
}

function wayOut(needed: number, scale: number, pinned: boolean): string {
  if (needed === Infinity)
    return "this input is nearer to the threshold than the chip's registers can tell at any scale: move I_e or V_th apart, or make the time step longer";
  return pinned
    ? `compile with --scale ${needed} or more instead of ${scale} LSB per mV, or leave it out`
    : `at ${significant(scale)} LSB per mV, the largest scale that holds the other input, V is too coarse, and it takes ${needed}: make the largest weights or currents smaller, or the time step longer, which shortens the stretch in which V sticks`;
}

/** Neurons whose constant input is on the other side of the threshold on the chip, with the voltages of the first, mV. */
interface OtherSide {
  readonly neurons: Set<number>;
  /** Where it would rest. */
  readonly wanted: number;
  /** Where it rests on the chip. */
  readonly rests: number;
  /** On the chip. */
  readonly threshold: number;
  /** LSB per mV. */
  readonly scale: number;
  /** LSB per mV that all of them need. */
  needed: number;
}

function sentencesOf(
  silent: boolean,
  { neurons, wanted, rests, threshold, scale, needed }: OtherSide,
  pinned: boolean,
): { readonly message: string; readonly hint: string } {
  const who = counted(neurons.size, "neuron");
  const lsb = `steps of ${significant(1 / scale)} mV are truncated and rounded`;
  return {
    message: silent
      ? `constant input takes V of ${who} past the threshold in the description, but not on the chip: it would rest at ${precise(wanted)} mV, and stops at ${precise(rests)} mV there, where the threshold is ${precise(threshold)} mV, since ${lsb}. They stay silent unless something else arrives.`
      : `constant input takes V of ${who} past the threshold on the chip, but not in the description: it should rest at ${precise(wanted)} mV, and would at ${precise(rests)} mV there, where the threshold is ${precise(threshold)} mV, since ${lsb}. They fire though they should not.`,
    hint: wayOut(needed, scale, pinned),
  };
}

function warnOfOtherSide(
  population: Population,
  quantized: Omit<Quantized, "projections">,
  context: PassContext,
): void {
  const { scaled } = quantized;
  const { lowered, scale } = scaled;
  const { network, neurons } = lowered;
  const { target, options, report } = context;
  const { widths, comparator } = target;
  const random = lowered.projections.some(
    ({ projection: p }) =>
      p.post === population.index && p.preKind === "source" && network.sources[p.pre].kind !== "spike_times",
  );
  if (random || quantized.noiseOf.subarray(population.first, population.first + population.size).some((k) => k >= 0))
    return;
  const found = new Map<boolean, OtherSide>();
  for (const { neuron: i, ideal, register } of constantInputs(population, quantized)) {
    const wanted = ideal / (1 - neurons.decayV[i]);
    if (!(Math.abs(wanted - neurons.threshold[i]) > SAME * neurons.threshold[i])) continue;
    const leak = scaled.dv[i] + widths.vDecayOffset;
    const rests = restingState(register, leak, widths.decay);
    const threshold = scaled.thresholdMantissa[i] * 2 ** widths.thresholdShift;
    const fires = comparator === ">" ? rests > threshold : rests >= threshold;
    const silent = wanted > neurons.threshold[i];
    if (fires === silent) continue;
    const reset = neurons.reset[i];
    const side = found.get(silent) ?? {
      neurons: new Set(),
      wanted: reset + wanted,
      rests: reset + rests / scale[i],
      threshold: reset + threshold / scale[i],
      scale: scale[i],
      needed: 0,
    };
    side.neurons.add(i);
    side.needed = Math.max(side.needed, neededScale(wanted, neurons.threshold[i], Math.abs(ideal), leak, target));
    found.set(silent, side);
  }
  for (const [silent, side] of found) {
    const { message, hint } = sentencesOf(silent, side, options.scale !== null);
    report({
      code: "constant-drive-rounded",
      severity: "warning",
      place: { object: `population ${population.name}` },
      message: `Population ${population.name}: ${message}`,
      hint,
    });
  }
}
