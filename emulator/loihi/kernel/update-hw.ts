/**
 * Neuron update of the `hw` profile, all steps of a block for one compartment after another:
 *
 *   q  ← wrap22( a )                    a: sum of weights already shifted by 6 + exponent
 *   u  ← wrap24( T(u, du) + q )         two's complement
 *   u2 ← wrap24( u + bias )
 *   v  ← clip( T(v, dv) + u2, vmin, vmax ) ;  v ← 0 where the refractory counter is > 0
 *   spike if v > threshold: v ← 0, counter ← refractory period ;  counter ← max(counter - 1, 0)
 *
 * Source: loihi spec §9 (nengo-loihi emulator).
 */
import { decay } from "./decay.js";
import { ACCUMULATOR_WRAPPED, noteLoss, U_WRAPPED, V_CLIPPED_HIGH, V_CLIPPED_LOW, type KernelState } from "./kernel.js";

export function updateHw(state: KernelState, step: number, steps: number): void {
  const { n, u, v, refractory, refractoryPeriod, uFactor, vFactor, bias, threshold, vmin, vmax } = state;
  const { ring, slotMask, noiseU, noiseV, fired, firedCount } = state;
  const { uBits, accumulatorBits, inputShift, decayBits } = state.arithmetic;
  const uUnused = 32 - uBits;
  const qUnused = 32 - accumulatorBits;
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
      let sum = ring[at] << inputShift;
      ring[at] = 0;
      if (noiseU !== null) sum = (sum + noiseU[k * n + i]) | 0;
      const q = (sum << qUnused) >> qUnused;
      if (q !== sum) noteLoss(state, ACCUMULATOR_WRAPPED, i, sum, q);

      sum = (decay(ui, fu, decayBits) + q) | 0;
      ui = (sum << uUnused) >> uUnused;
      if (ui !== sum) noteLoss(state, U_WRAPPED, i, sum, ui);

      sum = (ui + b) | 0;
      if (noiseV !== null) sum = (sum + noiseV[k * n + i]) | 0;
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
