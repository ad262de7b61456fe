/**
 * Vectors of nengo-loihi's discretize_block: real parameters of a block of LIF neurons → registers.
 *
 * The recording holds no real weights (the recorded arrays were turned into integers in place: their float32 bit patterns are
 * the registers, or null where those bits are not a number) and not the scale that follows from them. What can be checked is
 *   decays   du = round(4095·(1 - e^(-dt/τ_s)) - 1), dv = round(4095·(1 - e^(-dt/τ_rc))), both half to even, dt = 1 ms;
 *   scale    one real v scale must give the threshold (V_th = 1, 17-bit mantissa << 6) and all biases, mantissa·2^exponent of
 *            round(bias·scale·4096·Σ): the intervals of scale that each register allows must meet;
 *   memory   bits of every axon: dense, 8-bit weights;  weights: bit patterns, multiples of 2^6, at most 256·2^(6+exponent).
 */
import type { Comparison } from "./difference.js";
import { decayRegister } from "../interchange/nengo-loihi-discretize.js";
import { listBits } from "../program/synapse-memory.js";
import { LOIHI1 } from "../targets/loihi1.js";
import { matrixOf, numberOf, numbersOf, objectOf, objectsOf, type JsonObject } from "./vector.js";

/** nengo's time step, s. */
const DT = 0.001;

export function replayDiscretizeBlock(vector: JsonObject, comparison: Comparison): void {
  objectsOf(vector, "cases").forEach((block, c) => {
    const out = objectOf(block, "out");
    const where = `cases[${c}]`;
    replayDecays(block, out, where, comparison);
    replayScale(block, out, where, comparison);
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

/** The bias scale (LSB per unit) that all biases have in common, as an interval; a register that leaves it is the difference. */
function replayScale(block: JsonObject, out: JsonObject, where: string, comparison: Comparison): void {
  const { biasMantissa, biasExponentMax } = LOIHI1.widths;
  const largest = 2 ** (biasMantissa - 1) - 1;
  const biases = numbersOf(out, "bias");
  let low = 0;
  let high = Infinity;
  numbersOf(block, "bias_float").forEach((real, i) => {
    if (real === 0) return comparison.equal(biases[i], 0, "bias", `${where}[${i}]`);
    const magnitude = Math.abs(biases[i]);
    let exponent = 0;
    while (exponent < biasExponentMax && magnitude > largest * 2 ** exponent) exponent++;
    const step = 2 ** exponent;
    comparison.equal(0, magnitude % step, "bias remainder of its exponent", `${where}[${i}]`);
    // The bias is rounded to an integer first, then to the register.
    const reach = step / 2 + 0.5;
    low = Math.max(low, (magnitude - reach) / Math.abs(real));
    high = Math.min(high, (magnitude + reach) / Math.abs(real));
    comparison.equal(true, low <= high && Math.sign(biases[i]) === Math.sign(biases[i] === 0 ? 0 : real), "bias on the common scale", `${where}[${i}]`);
  });
  const thresholds = numbersOf(out, "vth");
  const unit = 2 ** LOIHI1.widths.thresholdShift;
  thresholds.forEach((vth, i) => {
    comparison.equal(thresholds[0], vth, "threshold", `${where}[${i}]`);
    comparison.equal(0, vth % unit, "threshold remainder", `${where}[${i}]`);
  });
  // A spike of the voltage decay's size: bias scale ≈ v scale · dv/4096, up to the decay's truncation loss.
  const ratio = numbersOf(out, "decay_v")[0] / 2 ** LOIHI1.widths.decay;
  const expected = thresholds[0] * ratio;
  comparison.equal(true, low <= expected * 1.01 + unit && high >= expected * 0.99 - unit, "threshold on the scale of the biases", where);
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
  const width = LOIHI1.synapse.weightBits[LOIHI1.synapse.weightBits.length - 1];
  const perAxon = matrix.reduce((sum, row) => sum + listBits(row.length, width, LOIHI1.synapse), 0);
  comparison.equal(numbersOf(out, "bits")[k - 1], perAxon, "synapse memory bits", where);
}
