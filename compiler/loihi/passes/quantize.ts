/**
 * Quantize: every real number of the scaled network becomes the integer a register holds.
 *   weight mantissa = rounding(w·P21·gain·S / 2^(6+e)) (compiler/common/round-row.ts);  bias = mantissa << exponent, the smallest exponent that fits;
 *   refractory register = dead steps + 1;  v0 = round(S·(V_m - V_reset)).
 */
import { checkQuantized } from "../checks/check-quantized.js";
import { quantizeProjection } from "../rounding/quantize-projection.js";
import { boardSumsOf, foreseeBoardOverflow } from "../scaling/board-accumulator.js";
import { enterTruncation } from "../scaling/enter-truncation.js";
import { foreseeOtherSide } from "../scaling/foresee-other-side.js";
import { foreseeOverflow } from "../scaling/foresee-overflow.js";
import { tellOverflows } from "../scaling/tell-overflows.js";
import { biasRegister } from "../scaling/neuron-registers.js";
import {
  LARGEST_NOISE_EXPONENT,
  noiseMoments,
  UNIT_NOISE_EXPONENT,
  UNIT_NOISE_SD,
} from "../../../src/program/loihi/core-noise.js";
import type { CoreNoise } from "../../../src/program/loihi/program.js";
import type { Pass, PassContext, Quantized, Scaled } from "../stages.js";

/** What the program has room for where the chip's own limit is not public. */
const REFRACTORY_FIELD = 0xff;

/** The exponent whose SD is nearest to `sd` in octaves, found without a logarithm so that every engine finds the same. */
function nearestNoiseExponent(sd: number): number {
  let exponent = UNIT_NOISE_EXPONENT;
  while (
    exponent < LARGEST_NOISE_EXPONENT &&
    (sd / UNIT_NOISE_SD) ** 2 >= 2 ** (2 * (exponent - UNIT_NOISE_EXPONENT) + 1)
  )
    exponent++;
  return exponent;
}

function quantizeNoise(scaled: Scaled, context: PassContext): { noiseOf: Int16Array; noises: CoreNoise[] } {
  const { network, noise } = scaled.lowered;
  const noiseOf = new Int16Array(network.size).fill(-1);
  const noises: CoreNoise[] = [];
  for (const request of noise) {
    let sd = 0;
    request.neurons.forEach(
      (id, k) => (sd += (request.sd[k] * scaled.weightGain[id] * scaled.scale[id]) / request.neurons.length),
    );
    if (!(sd > 0)) continue;
    const exponent = nearestNoiseExponent(sd);
    const share = noiseMoments({ target: request.target, exponent, mantissaOffset: 0 }).sd / sd;
    let index = noises.findIndex((n) => n.exponent === exponent && n.target === request.target);
    if (index < 0) index = noises.push({ target: request.target, exponent, mantissaOffset: 0 }) - 1;
    request.neurons.forEach((id) => (noiseOf[id] = index));
    const name = network.populations.find((p) => p.first === request.neurons[0])?.name ?? "";
    context.ledger.add({
      kind: "input-approximated",
      where: `population ${name}`,
      count: request.neurons.length,
      worst: Math.abs(share - 1),
      unit: "relative noise SD",
      note: `noise exponent ${exponent}: SD is ${share.toFixed(3)} of what was asked for`,
    });
  }
  return { noiseOf, noises };
}

function run(scaled: Scaled, context: PassContext): Quantized {
  const { lowered, scale, biasGain } = scaled;
  const { network, neurons } = lowered;
  const { target, profile, ledger } = context;
  const n = network.size;
  // What a board's accumulator holds depends on the weights as they are rounded; what a chip's does, not.
  const ofBoard = boardSumsOf(scaled.groups, context) !== null;
  const arrivals = ofBoard ? null : foreseeOverflow(scaled, context);
  const projections = lowered.projections.map((_, index) => quantizeProjection(scaled, index, context));
  const board = ofBoard ? foreseeBoardOverflow(scaled, projections, context) : null;
  tellOverflows(
    scaled,
    board?.arrivals ?? arrivals ?? foreseeOverflow(scaled, context),
    board?.byScale ?? true,
    context,
  );
  const biasMantissa = new Int16Array(n);
  const biasExponent = new Int8Array(n);
  const refractory = new Uint8Array(n);
  const u0 = new Int32Array(n);
  const v0 = new Int32Array(n);
  const vLimit = 2 ** (target.widths.v - 1) - 1;
  const longest = target.limits.maxRefractory.value ?? REFRACTORY_FIELD;
  for (const p of network.populations) {
    let [rounded, clipped, worst, error, sum, started] = [0, 0, 0, 0, 0, 0];
    for (let i = p.first; i < p.first + p.size; i++) {
      const ideal = neurons.bias[i] * biasGain[i] * scale[i];
      const register = biasRegister(ideal, context);
      biasMantissa[i] = register.mantissa;
      biasExponent[i] = register.exponent;
      const difference = register.mantissa * 2 ** register.exponent - ideal;
      if (register.clipped) clipped++;
      else if (Math.abs(difference) > 1e-9 * Math.abs(ideal)) rounded++;
      worst = Math.max(worst, Math.abs(difference) / (biasGain[i] * scale[i]));
      error += difference / scale[i];
      sum += ideal / scale[i];
      refractory[i] = profile.refractory ? Math.min(longest, neurons.refractorySteps[i] + 1) : 0;
      const start = Math.round(scale[i] * neurons.initialV[i]);
      v0[i] = Math.min(vLimit, Math.max(-vLimit, start));
      if (v0[i] !== start) started++;
    }
    const entry = {
      where: `population ${p.name}`,
      of: p.size,
      worst,
      unit: "mV per step",
      meanInputChange: sum === 0 ? NaN : error / sum,
    };
    ledger.add({ ...entry, kind: "bias-rounded", count: rounded });
    ledger.add({ ...entry, kind: "bias-clipped", count: clipped });
    ledger.add({ kind: "initial-state-clipped", where: `population ${p.name}`, count: started, of: p.size });
  }
  const biasChanges = lowered.biasChanges.map((change) => {
    const registers = Array.from(change.neurons, (id, k) =>
      biasRegister(change.bias[k] * biasGain[id] * scale[id], context),
    );
    ledger.add({
      kind: "bias-clipped",
      where: `step ${change.step}`,
      count: registers.filter((r) => r.clipped).length,
      of: registers.length,
    });
    return {
      step: change.step,
      neurons: change.neurons,
      mantissa: Int16Array.from(registers, (r) => r.mantissa),
      exponent: Int8Array.from(registers, (r) => r.exponent),
    };
  });
  const quantized = {
    scaled,
    projections,
    biasMantissa,
    biasExponent,
    refractory,
    u0,
    v0,
    biasChanges,
    ...quantizeNoise(scaled, context),
  };
  enterTruncation(quantized, context);
  foreseeOtherSide(quantized, context);
  return quantized;
}

export const quantizePass: Pass<Scaled, Quantized> = {
  name: "quantize",
  summary:
    "Round weights, biases and states to the registers' integers, keeping each neuron's summed input where `balance` rounding is on.",
  run,
  check: checkQuantized,
};
