/**
 * Warns of constant input that rounding holds on the other side of the threshold: a population that is silent on the chip and not in the description, since
 * truncation keeps v short of where its input would hold it (src/numerics/truncated-decay.ts), or that fires since bias or threshold were rounded.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import type { Population } from "../../../src/network/types.js";
import { restingState } from "../../../src/numerics/truncated-decay.js";
import { twoDigitsAbove } from "../../../src/numerics/two-digits.js";
import type { PassContext, Quantized, Scaled } from "../stages.js";
import { biasRegister, thresholdRegister } from "./neuron-registers.js";

const significant = (x: number) => Number(x.toPrecision(3));
/** Of voltages that differ in their last digits. */
const precise = (x: number) => Number(x.toPrecision(6));

/** Warns once for each population and side. Random input carries V on: of that, theory has the rate. */
export function foreseeOtherSide(quantized: Omit<Quantized, "projections">, context: PassContext): void {
  const sides = new Sides(quantized.scaled, context);
  const found = quantized.scaled.lowered.network.populations
    .filter((population) => population.size > 0 && isConstant(population, quantized))
    .map((population) => ({ population, ...otherSidesOf(population, quantized, sides) }));
  // A pinned scale is that of all populations.
  const inputs = found.flatMap((one) => one.inputs);
  for (const { population, otherSides } of found)
    if (otherSides.size > 0) warnOfOtherSide(population, otherSides, inputs, quantized.scaled, context);
}

/** A constant input of one neuron: as it was asked for, and as the register has it. */
interface ConstantInput {
  readonly neuron: number;
  /** mV per step */
  readonly ideal: number;
  /** LSB per step */
  readonly register: number;
  /** Steps until the next one; Infinity: it stays. */
  readonly steps: number;
}

/** The inputs of each neuron one after the other, in the order of time. */
function* constantInputs(
  { first, size }: Population,
  { scaled, biasMantissa, biasExponent, biasChanges }: Omit<Quantized, "projections">,
): Generator<ConstantInput> {
  const { neurons, biasChanges: asked } = scaled.lowered;
  const later = new Map<number, { readonly step: number; readonly ideal: number; readonly register: number }[]>();
  for (const [c, { step, neurons: changed, mantissa, exponent }] of biasChanges.entries())
    for (const [k, neuron] of changed.entries()) {
      if (neuron < first || neuron >= first + size) continue;
      const change = { step, ideal: asked[c].bias[k], register: mantissa[k] * 2 ** exponent[k] };
      later.set(neuron, [...(later.get(neuron) ?? []), change]);
    }
  for (let neuron = first; neuron < first + size; neuron++) {
    const register = biasMantissa[neuron] * 2 ** biasExponent[neuron];
    const pieces = [{ step: 0, ideal: neurons.bias[neuron], register }, ...(later.get(neuron) ?? [])];
    for (const [k, { step, ...input }] of pieces.entries())
      yield { neuron, ...input, steps: (pieces[k + 1]?.step ?? Infinity) - step };
  }
}

/** Relative difference of two voltages below which they are one: the reference itself decides by its last bits there. */
const SAME = 1e-9;

/** On which side of the threshold an input holds a neuron, in the description and on the chip at some scale. */
class Sides {
  constructor(
    private readonly scaled: Scaled,
    private readonly context: PassContext,
  ) {}

  /** Where it would hold v, LSB, and the threshold there. @param register LSB per step */
  onChip(i: number, register: number, mantissa: number): { rests: number; threshold: number; fires: boolean } {
    const { widths, comparator } = this.context.target;
    const rests = restingState(register, this.scaled.dv[i] + widths.vDecayOffset, widths.decay);
    const threshold = mantissa * 2 ** widths.thresholdShift;
    return { rests, threshold, fires: comparator === ">" ? rests > threshold : rests >= threshold };
  }

  /** Whether the chip does at `scale` what the description asks; where the registers cannot hold the two, it does not. */
  agree({ neuron: i, ideal }: ConstantInput, scale: number): boolean {
    const { lowered, biasGain } = this.scaled;
    const { neurons } = lowered;
    const { widths } = this.context.target;
    const bias = biasRegister(ideal * biasGain[i] * scale, this.context);
    const mantissa = thresholdRegister(neurons.threshold[i] * scale, this.context);
    if (bias.clipped || mantissa < 0 || mantissa >= 2 ** widths.thresholdMantissa) return false;
    const wanted = ideal / (1 - neurons.decayV[i]);
    return this.onChip(i, bias.mantissa * 2 ** bias.exponent, mantissa).fires === wanted > neurons.threshold[i];
  }
}

/** Scales that are tried, as shares of the one at hand, nearest first. */
const SHARES = Array.from({ length: 28 }, (_, k) => 1.25 ** (k + 1));

/**
 * LSB per mV, of two digits, at which the chip does for all inputs what the description asks, and has room for everything; null: none was found.
 * @param pinned whether it may be larger than `scale`: where that was not chosen as the largest with room
 */
function scaleFor(
  inputs: readonly ConstantInput[],
  scale: number,
  { roomyScale }: Pick<Scaled, "roomyScale">,
  pinned: boolean,
  sides: Sides,
): number | null {
  const tried = [...(pinned ? SHARES.map((x) => scale * x) : []), ...SHARES.slice(0, 12).map((x) => scale / x)];
  const fits = (candidate: number) => candidate <= roomyScale && inputs.every((input) => sides.agree(input, candidate));
  return tried.map(twoDigitsAbove).find(fits) ?? null;
}

function wayOut(found: number | null, scale: number, pinned: boolean): string {
  if (found !== null)
    return `compile with --scale ${found} instead of ${significant(scale)} LSB per mV: there the chip decides as the description does`;
  return pinned
    ? "no scale was found at which the chip decides as the description does: move I_e or V_th apart, or make the time step longer"
    : `${significant(scale)} LSB per mV is the largest scale that holds the other input, and none below decides as the description does: make the largest weights or currents smaller, move I_e or V_th apart, or make the time step longer, which shortens the stretch in which V sticks`;
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
}

function sentenceOf(
  silent: boolean,
  { neurons, wanted, rests, threshold, scale }: OtherSide,
  spikesArrive: boolean,
): string {
  const who = counted(neurons.size, "neuron");
  const lsb = `steps of ${significant(1 / scale)} mV are truncated and rounded`;
  const alone = spikesArrive ? "By this input alone they" : "They";
  return silent
    ? `constant input takes V of ${who} past the threshold in the description, but not on the chip: it would rest at ${precise(wanted)} mV, and stops at ${precise(rests)} mV there, where the threshold is ${precise(threshold)} mV, since ${lsb}. ${alone} fall silent.`
    : `constant input takes V of ${who} past the threshold on the chip, but not in the description: it should rest at ${precise(wanted)} mV, and would at ${precise(rests)} mV there, where the threshold is ${precise(threshold)} mV, since ${lsb}. ${alone} fire where they should not.`;
}

/** V, mV above the reset, after some steps of an input that would hold it at `held`. */
function reached(from: number, held: number, decay: number, steps: number): number {
  return steps === Infinity ? held : held + (from - held) * decay ** steps;
}

/** Whether no random input carries V on. */
function isConstant(
  { index, first, size }: Population,
  { scaled: { lowered }, noiseOf }: Omit<Quantized, "projections">,
): boolean {
  const random = lowered.projections.some(
    ({ projection: { post, preKind, pre } }) =>
      post === index && preKind === "source" && lowered.network.sources[pre].kind !== "spike_times",
  );
  return !random && !noiseOf.subarray(first, first + size).some((k) => k >= 0);
}

/** The constant inputs of a population, and those of them that are on the other side on the chip, by whether it falls silent. */
function otherSidesOf(
  population: Population,
  quantized: Omit<Quantized, "projections">,
  sides: Sides,
): { readonly inputs: readonly ConstantInput[]; readonly otherSides: ReadonlyMap<boolean, OtherSide> } {
  const { scaled } = quantized;
  const { scale } = scaled;
  const { neurons } = scaled.lowered;
  const inputs: ConstantInput[] = [];
  const found = new Map<boolean, OtherSide>();
  let last = -1;
  // V in the description, mV above the reset; 0 after a piece in which it fires.
  let v = 0;
  for (const input of constantInputs(population, quantized)) {
    const { neuron: i, ideal, register, steps } = input;
    const limit = neurons.threshold[i];
    if (i !== last) v = neurons.initialV[i];
    last = i;
    const wanted = ideal / (1 - neurons.decayV[i]);
    const began = v;
    const fires = reached(began, wanted, neurons.decayV[i], steps) > limit;
    v = fires ? 0 : reached(began, wanted, neurons.decayV[i], steps);
    if (!(Math.abs(wanted - limit) > SAME * limit)) continue;
    const chip = sides.onChip(i, register, scaled.thresholdMantissa[i]);
    const silent = wanted > limit;
    inputs.push(input);
    if (chip.fires === silent) continue;
    // A piece that is over before V comes to the threshold decides nothing.
    const onChip = reached(began, chip.rests / scale[i], neurons.decayV[i], steps);
    const comes = silent ? fires : onChip >= chip.threshold / scale[i];
    if (!comes) continue;
    const reset = neurons.reset[i];
    const side = found.get(silent) ?? {
      neurons: new Set(),
      wanted: reset + wanted,
      rests: reset + chip.rests / scale[i],
      threshold: reset + chip.threshold / scale[i],
      scale: scale[i],
    };
    side.neurons.add(i);
    found.set(silent, side);
  }
  return { inputs, otherSides: found };
}

function warnOfOtherSide(
  { name, index }: Population,
  otherSides: ReadonlyMap<boolean, OtherSide>,
  inputs: readonly ConstantInput[],
  scaled: Scaled,
  context: PassContext,
): void {
  const pinned = context.options.scale !== null;
  const sides = new Sides(scaled, context);
  const spikesArrive = scaled.lowered.projections.some(({ projection }) => projection.post === index);
  for (const [silent, side] of otherSides)
    context.report({
      code: "constant-drive-rounded",
      severity: "warning",
      place: { object: `population ${name}` },
      message: `Population ${name}: ${sentenceOf(silent, side, spikesArrive)}`,
      hint: wayOut(scaleFor(inputs, side.scale, scaled, pinned, sides), side.scale, pinned),
    });
}
