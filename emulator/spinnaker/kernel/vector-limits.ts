/**
 * Up to where the arithmetic of four atoms at a time is that of one: no result of S16.15 leaves 32 bits, no product needs 64. What is beyond
 * in a tick is done atom by atom (assembly/update.ts).
 */
import { S1615_ONE } from "../../../src/numerics/s1615.js";
import type { Rounding } from "../../../src/program/spinnaker/machine-image.js";
import type { CoreState } from "./core-state.js";

export interface VectorLimits {
  /** The largest sum of a ring buffer of each synapse type; where synapses are no deltas, all are allowed. */
  readonly sums: readonly [excitatory: number, inhibitory: number];
  /** The largest magnitude of the current into the membrane, S16.15. */
  readonly current: number;
}

/** Magnitudes of S16.15 below this can be added up by fours. assembly/update.ts tests V, the synaptic states and I_offset against it. */
const LARGEST = 2 ** 29;
/** Left shifts up to here cannot wrap: 65535 · 2^15 < 2^31. */
const LARGEST_SHIFT = 15;

/** Returns null for a core whose atoms are always done one by one. */
export function vectorLimits(core: CoreState, rounding: Rounding): VectorLimits | null {
  const { stepsPerTick, leftShifts, vRest, expTC, resistance, reversalExcitatory, reversalInhibitory } = core;
  const small = (values: Int32Array) => values.every((value) => Math.abs(value) < LARGEST / 2);
  const ordinary =
    stepsPerTick === 1 &&
    rounding !== "stochastic_sat" &&
    leftShifts.every((shift) => shift <= LARGEST_SHIFT) &&
    [vRest, reversalExcitatory, reversalInhibitory].every(small) &&
    expTC.every((value) => value >= 0 && value <= S1615_ONE) &&
    resistance.every((value) => value >= 0) &&
    core.deltaScale >= 0;
  if (!ordinary) return null;
  const largestResistance = resistance.reduce((most, value) => Math.max(most, value), 1);
  const current = Math.min(LARGEST - 1, Math.floor(((LARGEST / 2) * S1615_ONE) / largestResistance) - 1);
  const sumOf = (shift: number) =>
    core.deltaScale === 0 ? 0xffff : Math.floor(((LARGEST / 2) * S1615_ONE) / core.deltaScale / 2 ** shift) - 1;
  return { sums: [sumOf(leftShifts[0]), sumOf(leftShifts[1])], current };
}
