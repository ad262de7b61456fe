/**
 * Neuron update of the plain kernel, all steps of a block for one compartment after another. What differs between targets are widths
 * and rules of their profiles, never the order:
 *
 *   q  ← wrap_acc( a << inputShift + noiseU )   a: sum of what arrived, its weights shifted where inputShift is 0
 *   u  ← wrap_u( T(u, du) + q )                 two's complement; or one wrap that keeps +2^(uBits-1) and maps -2^(uBits-1) there
 *   u2 ← wrap_u( u + bias + noiseV )            two's complement only
 *   v  ← clip( T(v, dv) + u2, vmin, vmax ) ;  v ← 0 where the refractory counter is > 0
 *   spike if v > threshold: v ← 0, counter ← refractory period ;  counter ← max(counter - 1, 0)
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
  const { n, u, v, refractory, refractoryPeriod, uFactor, vFactor, bias, threshold, vmin, vmax } = state;
  const { noiseU, noiseV, fired, firedCount } = state;
  const { uOverflow, uBits, accumulatorBits, inputShift, decayBits } = state.arithmetic;
  const wrapsOnce = uOverflow === "lava-single-wrap";
  const half = 2 ** (uBits - 1);
  const span = 2 ** uBits;
  const uUnused = 32 - uBits;
  const qUnused = 32 - accumulatorBits;
  const noisyU = noiseU.length > 0;
  const noisyV = noiseV.length > 0;
  firedCount.fill(0, 0, steps);
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
      const shifted = arrived << inputShift;
      let sum = noisyU ? (shifted + noiseU[k * n + i]) | 0 : shifted;
      const q = (sum << qUnused) >> qUnused;
      if (q !== sum || shifted >> inputShift !== arrived) {
        const given = shifted >> inputShift === arrived ? sum : arrived * 2 ** inputShift + sum - shifted;
        noteLoss(state, ACCUMULATOR_WRAPPED, i, given, q);
      }

      sum = (decay(ui, fu, decayBits) + q) | 0;
      let drive: number;
      if (wrapsOnce) {
        ui = sum > half ? sum - span : sum <= -half ? sum + span : sum;
        if (ui !== sum) noteLoss(state, U_WRAPPED, i, sum, ui);
        drive = (ui + b) | 0;
        if (noisyV) drive = (drive + noiseV[k * n + i]) | 0;
      } else {
        ui = (sum << uUnused) >> uUnused;
        if (ui !== sum) noteLoss(state, U_WRAPPED, i, sum, ui);
        sum = (ui + b) | 0;
        if (noisyV) sum = (sum + noiseV[k * n + i]) | 0;
        drive = (sum << uUnused) >> uUnused;
        if (drive !== sum) noteLoss(state, U_WRAPPED, i, sum, drive);
      }

      vi = (decay(vi, fv, decayBits) + drive) | 0;
      if (vi > high) {
        noteLoss(state, V_CLIPPED_HIGH, i, vi, high);
        vi = high;
      } else if (vi < low) {
        noteLoss(state, V_CLIPPED_LOW, i, vi, low);
        vi = low;
      }
      if (countdown > 0) vi = 0;

      if (vi > theta) {
        vi = 0;
        countdown = refractoryPeriod[i];
        fired[k * n + firedCount[k]++] = i;
      }
      if (countdown > 0) countdown--;
    }
    u[i] = ui;
    v[i] = vi;
    refractory[i] = countdown;
  }
}
