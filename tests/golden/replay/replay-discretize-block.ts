/**
 * Vectors of nengo-loihi's discretize_block: real parameters of a block of LIF neurons → registers.
 *
 * The recording holds no real weights (the recorded arrays were turned into integers in place: their float32 bit patterns are
 * the registers, or null where those bits are not a number) and not the scale that follows from them. What can be checked is
 *   decays   du = round(4095·(1 - e^(-dt/τ_s)) - 1), dv = round(4095·(1 - e^(-dt/τ_rc))), both half to even, dt = 1 ms;
 *   search   one number is missing, the largest real weight. The registers confine it to an interval; from its middle the search for the
 *            weight exponent is replayed forward, and must give the exponent, the threshold (V_th = 1) and every bias bit for bit;
 *   memory   bits of every axon: dense, 8-bit weights;
 *   weights  bit patterns, multiples of 2^6, at most 256·2^(6+exponent); a matrix with an exponent above the least uses more than half of
 *            its mantissa, else it would have got a smaller one.
 */
import type { Comparison } from "./difference.js";
import {
  decayRegister,
  discretizeWeight,
  registersAtScale,
  searchWeightExponent,
  SMALLEST_WEIGHT_EXPONENT,
  voltageScale,
  type RealBlock,
} from "../../../src/interchange/nengo-loihi-discretize.js";
import { listBits } from "../../../src/program/loihi/synapse-memory.js";
import { LOIHI1 } from "../../../src/targets/loihi/loihi1.js";
import { matrixOf, numberOf, numbersOf, objectOf, objectsOf, type JsonObject } from "./vector.js";

/** nengo's time step, s. */
const DT = 0.001;
/** What nengo sets all thresholds to. */
const UNIT_THRESHOLD = 1;
const WEIGHT_BITS = 8;
const LARGEST_WEIGHT = 255;
/** A threshold of 1 at this scale is far beyond the register. */
const LARGEST_SCALE = 2 ** 26;

export function replayDiscretizeBlock(vector: JsonObject, comparison: Comparison): void {
  objectsOf(vector, "cases").forEach((block, c) => {
    const out = objectOf(block, "out");
    const where = `cases[${c}]`;
    replayDecays(block, out, where, comparison);
    replaySearch(block, out, where, comparison);
    for (const k of [1, 2]) replayWeights(block, out, k, where, comparison);
  });
}

function replayDecays(block: JsonObject, out: JsonObject, where: string, comparison: Comparison): void {
  const rate = (tau: string) => 1 - Math.exp(-DT / numberOf(block, tau));
  const du = decayRegister(rate("tau_s"), LOIHI1.widths.uDecayOffset);
  const dv = decayRegister(rate("tau_rc"), LOIHI1.widths.vDecayOffset);
  numbersOf(out, "decay_u").forEach((d, i) => comparison.equal(d, du, "current decay", `${where}[${i}]`));
  numbersOf(out, "decay_v").forEach((d, i) => comparison.equal(d, dv, "voltage decay", `${where}[${i}]`));
}

/** Threshold, biases and weight exponent from one latent number, the largest real weight. */
function replaySearch(block: JsonObject, out: JsonObject, where: string, comparison: Comparison): void {
  const bias = numbersOf(out, "bias");
  const thresholds = numbersOf(out, "vth");
  const real: RealBlock = {
    decayU: numbersOf(out, "decay_u")[0],
    decayV: numbersOf(out, "decay_v")[0],
    threshold: UNIT_THRESHOLD,
    bias: numbersOf(block, "bias_float"),
  };
  const exponent = Math.max(numberOf(out, "w_exp1"), numberOf(out, "w_exp2"));
  const largest = voltageScale(real, 1, exponent) / scaleOf(real, thresholds[0], bias);
  const found = searchWeightExponent(real, largest);
  comparison.equal(exponent, found?.exponent, "weight exponent", where);
  thresholds.forEach((vth, i) => comparison.equal(vth, found?.registers.threshold, "threshold", `${where}[${i}]`));
  bias.forEach((b, i) => comparison.equal(b, found?.registers.bias[i], "bias", `${where}[${i}]`));
  const filled = [-LARGEST_WEIGHT, LARGEST_WEIGHT].map((w) => discretizeWeight(w, WEIGHT_BITS, true, exponent));
  const fills = [1, 2].some(
    (k) =>
      numberOf(out, `w_exp${k}`) === exponent &&
      matrixOf(out, `w${k}`)
        .flat()
        .some((w) => filled.includes(w)),
  );
  comparison.equal(true, fills, "largest weight fills its mantissa", where);
}

/** The middle of those scales at which every register is as recorded; each register grows with the scale, so they are an interval. */
function scaleOf(real: RealBlock, threshold: number, bias: readonly number[]): number {
  let low = 0;
  let high = Infinity;
  const narrow = (register: (scale: number) => number, recorded: number) => {
    low = Math.max(
      low,
      firstScale((scale) => register(scale) >= recorded),
    );
    high = Math.min(
      high,
      firstScale((scale) => register(scale) > recorded),
    );
  };
  narrow((scale) => registersAtScale({ ...real, bias: [] }, scale).threshold, threshold);
  bias.forEach((recorded, i) => {
    const one = { ...real, bias: [Math.abs(real.bias[i])] };
    if (real.bias[i] !== 0) narrow((scale) => registersAtScale(one, scale).bias[0], Math.abs(recorded));
  });
  return (low + high) / 2;
}

/** The smallest scale (LSB per unit) at which a condition holds that holds from there on. */
function firstScale(holds: (scale: number) => boolean): number {
  let [below, above] = [0, LARGEST_SCALE];
  for (let middle = above / 2; middle > below && middle < above; middle = (below + above) / 2) {
    if (holds(middle)) above = middle;
    else below = middle;
  }
  return above;
}

function replayWeights(block: JsonObject, out: JsonObject, k: number, where: string, comparison: Comparison): void {
  const exponent = numberOf(out, `w_exp${k}`);
  const { weightShift, weightMantissa } = LOIHI1.widths;
  const unit = 2 ** (weightShift + exponent);
  const recorded = block[`weights${k}`] as readonly (readonly (number | null)[])[];
  const bits = new Float32Array(1);
  const pattern = new Int32Array(bits.buffer);
  const matrix = matrixOf(out, `w${k}`);
  matrix.forEach((row, a) =>
    row.forEach((weight, i) => {
      const at = `${where}.w${k}[${a}][${i}]`;
      comparison.equal(0, Math.abs(weight % 2 ** weightShift), "weight remainder", at);
      comparison.equal(true, Math.abs(weight) <= unit * 2 ** weightMantissa, "weight within its mantissa", at);
      const real = recorded[a][i];
      if (real === null) return;
      bits[0] = real;
      comparison.equal(weight, pattern[0], "weight bits", at);
    }),
  );
  if (exponent > SMALLEST_WEIGHT_EXPONENT) {
    const most = matrix.flat().reduce((m, w) => Math.max(m, Math.abs(w)), 0);
    comparison.equal(
      true,
      most >= discretizeWeight(Math.ceil(LARGEST_WEIGHT / 2), WEIGHT_BITS, true, exponent),
      "matrix uses its exponent",
      `${where}.w${k}`,
    );
  }
  const width = LOIHI1.synapse.weightBits[LOIHI1.synapse.weightBits.length - 1];
  const perAxon = matrix.reduce((sum, row) => sum + listBits(row.length, width, LOIHI1.synapse), 0);
  comparison.equal(numbersOf(out, "bits")[k - 1], perAxon, "synapse memory bits", where);
}
