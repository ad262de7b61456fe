/**
 * Orientation-tuned drive: preferred angles φ_i = period·i/N spread over the population in index order, and
 *   drive_i = baseline + contrast · peak · exp(κ·(cos(2π(φ_i − angle)/period) − 1))
 * a von Mises bump that is `contrast·peak` at the stimulus angle. κ = 0 is untuned.
 */
import { portable } from "./expression.js";

export interface Tuning {
  readonly angle: number;
  readonly period: number;
  readonly kappa: number;
  readonly contrast: number;
  readonly peak: number;
  readonly baseline: number;
}

/** Drive of each of `size` neurons, in the unit of peak and baseline. */
export function tunedDrive(tuning: Tuning, size: number): number[] {
  const { angle, period, kappa, contrast, peak, baseline } = tuning;
  return Array.from({ length: size }, (_, i) => {
    const phase = 2 * Math.PI * (i / size - angle / period);
    return portable(baseline + contrast * peak * Math.exp(kappa * (Math.cos(phase) - 1)));
  });
}
