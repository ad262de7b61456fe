/**
 * Decay registers: the chip multiplies u by (4096 - du - ds_offset)/4096 and v by (4096 - dv - dm_offset)/4096.
 *   compensated:   du = round(4096·(1 - P)) - ds_offset: the factor nearest to P;
 *   uncompensated: du = round(4096·(1 - P)), as toolchains do that forget ds_offset.
 * P comes from src/numerics/portable-exp.ts, so that a P near the middle between two registers falls to the same side on every engine.
 * The gains that restore the DC response are (1-fu)(1-fv)/((1-Pu)(1-Pv)) for weights and (1-fv)/(1-Pv) for the bias.
 */
import { portableExpm1 } from "../../../src/numerics/portable-exp.js";
import type { LoihiTarget } from "../../../src/targets/loihi/target.js";

export function decayRegister(decay: number, bits: number, offset: number, compensate: boolean): number {
  const one = 2 ** bits;
  const nearest = Math.round(one * (1 - decay)) - (compensate ? offset : 0);
  // A register that holds 0 where the neuron leaks would make a perfect integrator; with compensation the least leak is kept.
  const least = compensate && decay < 1 && offset === 0 ? 1 : 0;
  return Math.min(one - 1, Math.max(least, nearest));
}

export function uFactor(du: number, target: LoihiTarget): number {
  return 1 - (du + target.widths.uDecayOffset) / 2 ** target.widths.decay;
}

export function vFactor(dv: number, target: LoihiTarget): number {
  return 1 - (dv + target.widths.vDecayOffset) / 2 ** target.widths.decay;
}

/** The step goes into the program's bytes, and the last bit of a logarithm differs between engines: 12 digits do not. */
function stableTime(step: number): number {
  return Number(step.toPrecision(12));
}

/**
 * The time step (ms) within ±maxRelativeChange of dt at which the decays e^(-dt/tau) of all `taus` (ms) land closest to
 * the chip's grid of 2^bits: least worst relative error of 1 - P, ties to the smallest change.
 */
export function fitTimestep(taus: readonly number[], dt: number, maxRelativeChange: number, bits: number): number {
  const grid = 2 ** bits;
  const used = taus.filter((tau) => tau > 0 && Number.isFinite(tau));
  if (used.length === 0 || !(maxRelativeChange > 0)) return dt;
  const error = (step: number): number => {
    let worst = 0;
    for (const tau of used) {
      const x = -grid * portableExpm1(-step / tau);
      worst = Math.max(worst, Math.abs(Math.round(x) - x) / x);
    }
    return worst;
  };
  const lowest = dt * (1 - maxRelativeChange);
  const highest = dt * (1 + maxRelativeChange);
  // The best step has some tau exactly on the grid, or balances two errors: the exact landings and a fine raster cover both.
  const candidates: number[] = [dt];
  for (const tau of used) {
    for (
      let k = Math.max(1, Math.ceil(-grid * portableExpm1(-lowest / tau)));
      k <= -grid * portableExpm1(-highest / tau) && k < grid;
      k++
    ) {
      candidates.push(stableTime(-tau * Math.log1p(-k / grid)));
    }
  }
  const raster = 4096;
  for (let k = 0; k <= raster; k++) candidates.push(stableTime(lowest + ((highest - lowest) * k) / raster));
  const inside = candidates.filter((step) => step >= lowest && step <= highest);
  let best = dt;
  let bestError = error(dt);
  for (const step of inside) {
    const e = error(step);
    if (e < bestError - 1e-12 || (e < bestError + 1e-12 && Math.abs(step - dt) < Math.abs(best - dt)))
      [best, bestError] = [step, e];
  }
  return best;
}
