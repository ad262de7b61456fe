/**
 * Weights and delays as SpiNNaker's on-machine expander turns S16.15 into the fields of a synaptic word.
 *
 *   weight: |w| (U32.32) · scale (U32.32), truncated, then rounded half up, then cut to 16 bits: 65536 becomes 0
 *   delay:  S16.15 · steps per ms, negative → 1 step, else truncated
 * The host path rounds half to even instead, so the two paths may disagree by one step. Source: SpiNNaker spec §3.4.
 */
import { multiplyFloor, S1615_ONE } from "./s1615.js";

/** @param scaleInteger @param scaleFraction the scale as U32.32 */
export function rescaleWeight(weight: number, scaleInteger: number, scaleFraction: number): number {
  const magnitude = BigInt(Math.abs(weight)) << 17n;
  const product = (magnitude * ((BigInt(scaleInteger) << 32n) + BigInt(scaleFraction))) >> 32n;
  return Number(BigInt.asUintN(16, (product + 0x80000000n) >> 32n));
}

export function rescaleDelay(delay: number, stepsPerUnit: number): number {
  const steps = multiplyFloor(delay, stepsPerUnit);
  return (steps < 0 ? S1615_ONE : steps) >>> 15;
}
