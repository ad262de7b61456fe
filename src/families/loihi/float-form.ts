/**
 * The network with only one thing quantized at a time (docs/verdict.md, "attribution").
 *
 * All variants run the chip's update in float64 (emulator/reference/loihi-form.ts), in voltage LSB. With nothing quantized
 * that form *is* exact integration; with everything quantized it is the chip. Between the two, each switch takes one
 * group of numbers from the quantized stage in place of the ideal ones.
 */
import type { Quantized } from "../../../compiler/loihi/stages.js";
import { NoiseGenerator } from "../../../emulator/loihi/noise.js";
import type { ChipFormModel, ChipFormNoise, ChipFormRow } from "../../../emulator/reference/loihi-form.js";
import type { CoreNoise } from "../../program/loihi/program.js";
import type { LoihiProfileSpec, LoihiTarget } from "../../targets/loihi/target.js";

export const quantizations = [
  "weights",
  "decays",
  "threshold and bias",
  "state rounding",
  "saturation",
  "delays",
  "refractory",
] as const;
export type Quantization = (typeof quantizations)[number];

/** Voltage LSB a unit of mantissa adds: 2^(weightShift + exponent). */
function mantissaUnit(target: LoihiTarget, exponent: number): number {
  return 2 ** (target.widths.weightShift + exponent);
}

function weightsOf(
  quantized: Quantized,
  index: number,
  target: LoihiTarget,
  useIntegers: boolean,
  useDecays: boolean,
): ChipFormRow {
  const { scaled } = quantized;
  const { lowered } = scaled;
  const { projection, weightFactor, negativeWeightFactor = weightFactor, delayShift } = lowered.projections[index];
  const integers = quantized.projections[index];
  const rowGain = new Float64Array(projection.postSize);
  for (let i = 0; i < rowGain.length; i++) {
    const neuron = projection.postFirst + i;
    const gain = scaled.weightGain[neuron];
    // The gain compensates rounded decays: it belongs to them, not to the weights.
    rowGain[i] = useIntegers
      ? useDecays
        ? 1
        : 1 / gain
      : lowered.neurons.unitWeight[neuron] * weightFactor * scaled.scale[neuron] * (useDecays ? gain : 1);
  }
  if (!useIntegers)
    return {
      projection,
      weight: withNegativeFactor(projection.weight, negativeWeightFactor / weightFactor),
      rowGain,
      delayField: idealDelay(projection.delay, delayShift),
    };
  const { mantissa, group } = integers;
  const unit = scaled.groups.map((g) => mantissaUnit(target, g.weightExponent));
  if (typeof mantissa === "number" && typeof group === "number")
    return {
      projection,
      weight: mantissa * unit[group],
      rowGain,
      delayField: idealDelay(projection.delay, delayShift),
    };
  const weight = new Float32Array(projection.source.length); // exact: |mantissa| ≤ 256, unit a power of two
  for (let k = 0; k < weight.length; k++)
    weight[k] =
      (typeof mantissa === "number" ? mantissa : mantissa[k]) * unit[typeof group === "number" ? group : group[k]];
  return { projection, weight, rowGain, delayField: idealDelay(projection.delay, delayShift) };
}

/**
 * Where lowering merged two synaptic time constants into one, negative weights carry a factor of their own that keeps their charge. It belongs to the
 * merge, which is in every variant: without it the merge would look like a fault of the weights.
 */
function withNegativeFactor(weight: number | Float32Array, ratio: number): number | Float32Array | Float64Array {
  const scaled = (w: number) => (w < 0 ? w * ratio : w);
  if (ratio === 1) return weight;
  return typeof weight === "number" ? scaled(weight) : Float64Array.from(weight, scaled);
}

function idealDelay(delay: number | Uint8Array | Uint16Array, shift: number): number | Uint16Array {
  return typeof delay === "number" ? delay - shift : Uint16Array.from(delay, (d) => d - shift);
}

function times(values: Float64Array, factor: Float64Array, gain?: Float64Array): Float64Array {
  return values.map((value, i) => value * factor[i] * (gain ? gain[i] : 1));
}

function registers(
  mantissa: ArrayLike<number>,
  exponent: ArrayLike<number>,
  divideBy?: (i: number) => number,
): Float64Array {
  return Float64Array.from(mantissa, (m, i) => (m * 2 ** exponent[i]) / (divideBy ? divideBy(i) : 1));
}

function noiseOf({ noises, noiseOf: settingOf, scaled }: Quantized): ChipFormNoise | undefined {
  if (noises.length === 0) return undefined;
  const generator = new NoiseGenerator(scaled.lowered.network.seed);
  const into = (target: CoreNoise["target"]) => (neuron: number, step: number) => {
    const noise = noises[settingOf[neuron]] as CoreNoise | undefined;
    return noise?.target === target ? generator.sample(noise, neuron, step) : 0;
  };
  return { u: into("u"), v: into("v") };
}

/** The chip-form network in which exactly the given things are quantized. */
export function variantModel(
  quantized: Quantized,
  target: LoihiTarget,
  profile: LoihiProfileSpec,
  active: ReadonlySet<Quantization>,
): ChipFormModel {
  const { scaled } = quantized;
  const { lowered } = scaled;
  const { network, neurons } = lowered;
  const { widths } = target;
  const decays = active.has("decays");
  const registersQuantized = active.has("threshold and bias");
  const one = 2 ** widths.decay;
  const gainOf = (i: number) => (decays ? 1 : scaled.biasGain[i]);
  const biasGain = decays ? scaled.biasGain : undefined;
  const saturates = active.has("saturation");
  const top = 2 ** (widths.v - 1);
  return {
    size: network.size,
    sourceSize: network.sourceSize,
    dt: network.dt,
    seed: network.seed,
    sources: lowered.keptSources.map((index) => network.sources[index]),
    factorU: decays
      ? // psc_delta asks for no memory of the current at all: du = 4095 gives exactly 0
        Float64Array.from(scaled.du, (du) => (one - du - widths.uDecayOffset) / one)
      : neurons.decayU,
    factorV: decays ? Float64Array.from(scaled.dv, (dv) => (one - dv - widths.vDecayOffset) / one) : neurons.decayV,
    bias: registersQuantized
      ? registers(quantized.biasMantissa, quantized.biasExponent, gainOf)
      : times(neurons.bias, scaled.scale, biasGain),
    threshold: registersQuantized
      ? // On integers `v > θ` is `v ≥ θ + ½`, and the scale was chosen for that: the half belongs to the comparison, not to the rounding of θ.
        Float64Array.from(
          scaled.thresholdMantissa,
          (m) =>
            m * 2 ** widths.thresholdShift + (target.comparator === ">" && !active.has("state rounding") ? 0.5 : 0),
        )
      : times(neurons.threshold, scaled.scale),
    comparator: registersQuantized ? target.comparator : ">=",
    // It stands for Poisson input: a choice of lowering, so it is there whatever else is quantized.
    noise: noiseOf(quantized),
    refractorySteps: active.has("refractory")
      ? Uint32Array.from(quantized.refractory, (r) => (profile.refractory ? Math.max(0, r - 1) : 0))
      : neurons.refractorySteps,
    initialV: active.has("state rounding") ? Float64Array.from(quantized.v0) : times(neurons.initialV, scaled.scale),
    initialU: new Float64Array(network.size),
    rows: lowered.projections.map((_, index) => {
      const row = weightsOf(quantized, index, target, active.has("weights"), decays);
      return active.has("delays") ? { ...row, delayField: quantized.projections[index].delay } : row;
    }),
    biasChanges: registersQuantized
      ? quantized.biasChanges.map((change) => ({
          step: change.step,
          neurons: change.neurons,
          bias: registers(change.mantissa, change.exponent, (k) => gainOf(change.neurons[k])),
        }))
      : lowered.biasChanges.map((change) => ({
          step: change.step,
          neurons: change.neurons,
          bias: change.bias.map(
            (b, k) => b * scaled.scale[change.neurons[k]] * (biasGain ? biasGain[change.neurons[k]] : 1),
          ),
        })),
    truncateState: active.has("state rounding"),
    vMin: !saturates ? -Infinity : profile.voltageLimits ? scaled.vmin : -(top - 1),
    vMax: !saturates ? Infinity : profile.voltageLimits ? scaled.vmax : top - 1,
    uLimit: saturates ? 2 ** (widths.u - 1) : Infinity,
    overflow: profile.id,
    accumulatorLimit: saturates && profile.accumulatorBits !== null ? 2 ** (profile.accumulatorBits - 1) : Infinity,
  };
}
