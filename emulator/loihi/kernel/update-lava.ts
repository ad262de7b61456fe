/**
 * Neuron update of the `lava` profile, all steps of a block for one compartment after another:
 *
 *   u ← wrap once( T(u, du) + (a << 6) )      u > 2^23: -2^24; u ≤ -2^23: +2^24 (Lava keeps +2^23)
 *   v ← clip( T(v, dv) + u + bias, ±(2^23-1) )
 *   spike if v > threshold: v ← 0
 *
 * Source: loihi spec §1.2 (Lava PyLifModelBitAcc). Sums are 32-bit, as in Lava.
 */
import { decay } from "./decay.js";
import { ACCUMULATOR_WRAPPED, noteLoss, U_WRAPPED, V_CLIPPED_HIGH, V_CLIPPED_LOW, type KernelState } from "./kernel.js";

export function updateLava(state: KernelState, step: number, steps: number): void {
  const { n, u, v, uFactor, vFactor, bias, threshold, ring, slotMask, noiseU, noiseV, fired, firedCount } = state;
  const { uBits, vBits, inputShift, decayBits } = state.arithmetic;
  const half = 2 ** (uBits - 1);
  const span = 2 ** uBits;
  const limit = 2 ** (vBits - 1) - 1;
  firedCount.fill(0, 0, steps);
  for (let i = 0; i < n; i++) {
    const fu = uFactor[i];
    const fv = vFactor[i];
    const b = bias[i];
    const theta = threshold[i];
    let ui = u[i];
    let vi = v[i];
    for (let k = 0; k < steps; k++) {
      const at = ((step + k) & slotMask) * n + i;
      const arrived = ring[at];
      let input = arrived << inputShift;
      ring[at] = 0;
      if (input >> inputShift !== arrived) noteLoss(state, ACCUMULATOR_WRAPPED, i, arrived * 2 ** inputShift, input);
      if (noiseU !== null) input = (input + noiseU[k * n + i]) | 0;

      ui = (decay(ui, fu, decayBits) + input) | 0;
      if (ui > half) {
        noteLoss(state, U_WRAPPED, i, ui, ui - span);
        ui -= span;
      } else if (ui <= -half) {
        noteLoss(state, U_WRAPPED, i, ui, ui + span);
        ui += span;
      }

      vi = (decay(vi, fv, decayBits) + ui + b) | 0;
      if (noiseV !== null) vi = (vi + noiseV[k * n + i]) | 0;
      if (vi > limit) {
        noteLoss(state, V_CLIPPED_HIGH, i, vi, limit);
        vi = limit;
      } else if (vi < -limit) {
        noteLoss(state, V_CLIPPED_LOW, i, vi, -limit);
        vi = -limit;
      }

      if (vi > theta) {
        vi = 0;
        fired[k * n + firedCount[k]++] = i;
      }
    }
    u[i] = ui;
    v[i] = vi;
  }
}
