/**
 * Neuron update of the plain kernel, all steps of a block for one compartment after another. What differs between targets are widths
 * and rules of their profiles, never the order. There is one loop for each overflow rule of u: asking within the loop costs a tenth.
 *
 *   q  ← wrap_acc( a << inputShift + noiseU )   a: sum of what arrived, its weights shifted where inputShift is 0
 *   u  ← wrap_u( T(u, du) + q )                 two's complement; or one wrap that keeps +2^(uBits-1) and maps -2^(uBits-1) there
 *   u2 ← wrap_u( u + bias + noiseV )            two's complement only
 *   v  ← clip( T(v, dv) + u2, vmin, vmax ) ;  where the refractory counter is > 0: v ← 0, counter ← counter - 1
 *   spike if v > threshold: v ← 0, counter ← max(refractory period - 1, 0)
 *
 * Sums are 32-bit. Source: loihi spec §1.2 (Lava PyLifModelBitAcc), §9 (nengo-loihi emulator).
 */
import { decay } from "./decay.js";
import {
  ACCUMULATOR_WRAPPED,
  noteLoss,
  U_WRAPPED,
  V_CLIPPED_HIGH,
  V_CLIPPED_LOW,
  type KernelState,
} from "./neuron-arrays.js";

/** @param ring input of step s at ring[(s & slotMask)·n + i]; emptied */
export function updateCompartments(
  state: KernelState,
  ring: Int32Array,
  slotMask: number,
  step: number,
  steps: number,
): void {
  const { uOverflow } = state.arithmetic;
  state.firedCount.fill(0, 0, steps);
  if (uOverflow === "lava-single-wrap") updateWithSingleWrap(state, ring, slotMask, step, steps);
  else updateInTwosComplement(state, ring, slotMask, step, steps);
}

function updateWithSingleWrap(
  state: KernelState,
  ring: Int32Array,
  slotMask: number,
  step: number,
  steps: number,
): void {
  const { n, u, v, refractory, refractoryPeriod, uFactor, vFactor, bias, threshold, vmin, vmax } = state;
  const { noiseU, noiseV, fired, firedCount } = state;
  const { uBits, accumulatorBits, inputShift, decayBits } = state.arithmetic;
  const half = 1 << (uBits - 1);
  const span = 1 << uBits;
  const qUnused = 32 - accumulatorBits;
  const noisyU = noiseU.length > 0;
  const noisyV = noiseV.length > 0;
  for (let i = 0; i < n; i++) {
    const fu = uFactor[i];
    const fv = vFactor[i];
    const b = bias[i];
    const theta = threshold[i];
    const low = vmin[i];
    const high = vmax[i];
    let ui = u[i];
    let vi = v[i];
    let countdown = refractory[i];
    for (let k = 0; k < steps; k++) {
      const at = ((step + k) & slotMask) * n + i;
      const arrived = ring[at];
      ring[at] = 0;
      const noise = noisyU ? noiseU[k * n + i] : 0;
      const q = (((arrived << inputShift) + noise) << qUnused) >> qUnused;
      // One question for both: whether the shift or the accumulator lost a bit.
      if ((q - noise) >> inputShift !== arrived)
        noteLoss(state, ACCUMULATOR_WRAPPED, i, arrived * 2 ** inputShift + noise, q);

      ui = (decay(ui, fu, decayBits) + q) | 0;
      if (ui > half) {
        noteLoss(state, U_WRAPPED, i, ui, ui - span);
        ui = (ui - span) | 0;
      } else if (ui <= -half) {
        noteLoss(state, U_WRAPPED, i, ui, ui + span);
        ui = (ui + span) | 0;
      }

      vi = (decay(vi, fv, decayBits) + ui + b) | 0;
      if (noisyV) vi = (vi + noiseV[k * n + i]) | 0;
      if (vi > high) {
        noteLoss(state, V_CLIPPED_HIGH, i, vi, high);
        vi = high;
      } else if (vi < low) {
        noteLoss(state, V_CLIPPED_LOW, i, vi, low);
        vi = low;
      }
      if (countdown > 0) {
        vi = 0;
        countdown--;
      }

      if (vi > theta) {
        vi = 0;
        // This step is the first of the period.
        countdown = Math.max(refractoryPeriod[i] - 1, 0);
        fired[k * n + firedCount[k]++] = i;
      }
    }
    u[i] = ui;
    v[i] = vi;
    refractory[i] = countdown;
  }
}

function updateInTwosComplement(
  state: KernelState,
  ring: Int32Array,
  slotMask: number,
  step: number,
  steps: number,
): void {
  const { n, u, v, refractory, refractoryPeriod, uFactor, vFactor, bias, threshold, vmin, vmax } = state;
  const { noiseU, noiseV, fired, firedCount } = state;
  const { uBits, accumulatorBits, inputShift, decayBits } = state.arithmetic;
  const uUnused = 32 - uBits;
  const qUnused = 32 - accumulatorBits;
  const noisyU = noiseU.length > 0;
  const noisyV = noiseV.length > 0;
  for (let i = 0; i < n; i++) {
    const fu = uFactor[i];
    const fv = vFactor[i];
    const b = bias[i];
    const theta = threshold[i];
    const low = vmin[i];
    const high = vmax[i];
    let ui = u[i];
    let vi = v[i];
    let countdown = refractory[i];
    for (let k = 0; k < steps; k++) {
      const at = ((step + k) & slotMask) * n + i;
      const arrived = ring[at];
      ring[at] = 0;
      const noise = noisyU ? noiseU[k * n + i] : 0;
      const q = (((arrived << inputShift) + noise) << qUnused) >> qUnused;
      // One question for both: whether the shift or the accumulator lost a bit.
      if ((q - noise) >> inputShift !== arrived)
        noteLoss(state, ACCUMULATOR_WRAPPED, i, arrived * 2 ** inputShift + noise, q);

      let sum = (decay(ui, fu, decayBits) + q) | 0;
      ui = (sum << uUnused) >> uUnused;
      if (ui !== sum) noteLoss(state, U_WRAPPED, i, sum, ui);

      sum = (ui + b) | 0;
      if (noisyV) sum = (sum + noiseV[k * n + i]) | 0;
      const u2 = (sum << uUnused) >> uUnused;
      if (u2 !== sum) noteLoss(state, U_WRAPPED, i, sum, u2);

      vi = (decay(vi, fv, decayBits) + u2) | 0;
      if (vi > high) {
        noteLoss(state, V_CLIPPED_HIGH, i, vi, high);
        vi = high;
      } else if (vi < low) {
        noteLoss(state, V_CLIPPED_LOW, i, vi, low);
        vi = low;
      }
      if (countdown > 0) {
        vi = 0;
        countdown--;
      }

      if (vi > theta) {
        vi = 0;
        // This step is the first of the period.
        countdown = Math.max(refractoryPeriod[i] - 1, 0);
        fired[k * n + firedCount[k]++] = i;
      }
    }
    u[i] = ui;
    v[i] = vi;
    refractory[i] = countdown;
  }
}
