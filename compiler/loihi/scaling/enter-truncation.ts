/**
 * What decays truncate while a network runs, for the ledger: u and v lose a fraction of an LSB towards zero in every step, and stay short of where their
 * input would hold them. A warning is for constant input that this, or the rounding of bias and threshold, holds on the other side of the threshold:
 * a population that is silent on the chip and not in the description, or the reverse.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import type { Population } from "../../../src/network/types.js";
import { meanTruncation, restingState, worstTruncation } from "../../../src/numerics/truncated-decay.js";
import { twoDigitsAbove } from "../../../src/numerics/two-digits.js";
import type { PassContext, Quantized } from "../stages.js";

const significant = (x: number) => Number(x.toPrecision(3));
/** Of voltages that differ in their last digits. */
const precise = (x: number) => Number(x.toPrecision(6));

/** Enters one loss for v and one for u of every population, and warns of constant input that is on the other side of the threshold on the chip. */
export function enterTruncation(quantized: Omit<Quantized, "projections">, context: PassContext): void {
  for (const population of quantized.scaled.lowered.network.populations) {
    if (population.size === 0) continue;
    enterLosses(population, quantized, context);
    warnOfOtherSide(population, quantized, context);
  }
}

/** The neuron of the population of which `size` is largest. */
function worstNeuron({ first, size }: Population, of: (i: number) => number): number {
  let worst = first;
  for (let i = first; i < first + size; i++) if (of(i) > of(worst)) worst = i;
  return worst;
}

function enterLosses(
  population: Population,
  { scaled, noiseOf }: Omit<Quantized, "projections">,
  { target: { widths }, ledger }: PassContext,
): void {
  const { scale, du, dv, lowered } = scaled;
  const bits = widths.decay;
  const { name, index, first, size } = population;
  const entry = { kind: "state-rounded", where: `population ${name}`, count: size, of: size } as const;
  const leakV = (i: number) => dv[i] + widths.vDecayOffset;
  const leakU = (i: number) => du[i] + widths.uDecayOffset;

  const v = worstNeuron(population, (i) => worstTruncation(leakV(i), bits).shift / scale[i]);
  const [most, usual] = [worstTruncation(leakV(v), bits), meanTruncation(leakV(v), bits)];
  if (most.shift > 0) {
    ledger.add({
      ...entry,
      worst: most.shift / scale[v],
      unit: "mV, v",
      note: `each step rounds v towards reset, by ${significant(usual.perStep)} LSB on average: constant input leaves it up to ${significant(most.shift)} LSB short of where it belongs, input that fluctuates ${significant(usual.shift)} LSB (${significant(usual.shift / scale[v])} mV)`,
    });
  }

  const driven =
    lowered.projections.some(({ projection }) => projection.post === index && projection.source.length > 0) ||
    noiseOf.subarray(first, first + size).some((noise) => noise >= 0);
  if (!driven) return;
  // How far a shift of u moves V; an integrator without leak has no place to rest, and moves on by it in every step.
  const reach = (i: number) => (leakV(i) === 0 ? 1 : 2 ** bits / leakV(i)) / scale[i];
  const u = worstNeuron(population, (i) => worstTruncation(leakU(i), bits).shift * reach(i));
  const [mostU, usualU] = [worstTruncation(leakU(u), bits), meanTruncation(leakU(u), bits)];
  if (mostU.shift === 0) return;
  const unit = leakV(u) === 0 ? "mV per step" : "mV";
  ledger.add({
    ...entry,
    worst: mostU.shift * reach(u),
    unit: `${unit}, u`,
    note: `each step rounds u towards zero, by ${significant(usualU.perStep)} LSB on average, so that it is up to ${significant(mostU.shift)} LSB too small: ${significant(usualU.shift)} LSB while it keeps its sign (V moves by ${significant(usualU.shift * reach(u))} ${unit}), less where its sign changes`,
  });
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
  // Random input carries V on: theory has its rate.
  const random = lowered.projections.some(
    ({ projection: p }) =>
      p.post === population.index && p.preKind === "source" && network.sources[p.pre].kind !== "spike_times",
  );
  if (random || quantized.noiseOf.subarray(population.first, population.first + population.size).some((k) => k >= 0))
    return;
  const touched = new Set<number>();
  let first: { wanted: number; rests: number; threshold: number; neuron: number } | undefined;
  let needed = 0;
  for (const { neuron: i, ideal, register } of constantInputs(population, quantized)) {
    const wanted = ideal / (1 - neurons.decayV[i]);
    if (!(Math.abs(wanted - neurons.threshold[i]) > SAME * neurons.threshold[i])) continue;
    const leak = scaled.dv[i] + widths.vDecayOffset;
    const rests = restingState(register, leak, widths.decay);
    const threshold = scaled.thresholdMantissa[i] * 2 ** widths.thresholdShift;
    const fires = comparator === ">" ? rests > threshold : rests >= threshold;
    if (fires === wanted > neurons.threshold[i]) continue;
    touched.add(i);
    first ??= { wanted, rests: rests / scale[i], threshold: threshold / scale[i], neuron: i };
    needed = Math.max(needed, neededScale(wanted, neurons.threshold[i], Math.abs(ideal), leak, target));
  }
  if (first === undefined) return;
  const { wanted, rests, threshold, neuron } = first;
  const reset = neurons.reset[neuron];
  const silent = wanted > neurons.threshold[neuron];
  const where = silent ? "stops" : "goes on to";
  report({
    code: "constant-drive-rounded",
    severity: "warning",
    place: { object: `population ${population.name}` },
    message: `Population ${population.name}: constant input takes V of ${counted(touched.size, "neuron")} ${silent ? "past" : "not to"} the threshold in the description, but ${silent ? "not " : ""}on the chip: it would rest at ${precise(reset + wanted)} mV, and ${where} ${silent ? "at " : ""}${precise(reset + rests)} mV there, where the threshold is ${precise(reset + threshold)} mV, since steps of ${significant(1 / scale[neuron])} mV are truncated and rounded. ${silent ? "They stay silent unless something else arrives" : "They fire though they should not"}.`,
    hint: wayOut(needed, scale[neuron], options.scale !== null),
  });
}
