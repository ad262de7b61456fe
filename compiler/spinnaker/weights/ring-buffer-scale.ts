/**
 * Left shift, weight step and scale of a ring buffer, the same thing in three forms (g = 1, or 1024 for conductances):
 *   scale = 2^(15 - shift)·g   units of the 16-bit weight per nA or µS;   step = 1/scale
 * The chip adds int32(sum << shift) to a state in S16.15, so that a sum of 65535 steps is the largest input of a tick.
 * Source: SpiNNaker spec §3.3.
 */

import { FIELD_BITS } from "../../../src/program/spinnaker/synaptic-word.js";
import type { SpinnakerTarget } from "../../../src/targets/spinnaker/target.js";

/** Largest sum in a slot of a ring buffer, which is a uint16; and what the published host code takes a weight modulo. */
export const LARGEST_SUM = 0xffff;
/** Beyond it a full slot wraps: 65535 << 15 is the last that fits int32. */
export const LARGEST_SHIFT = 15;
/** Conductances are multiplied by 2^10 before they are scaled. */
export const CONDUCTANCE_SCALE = 1024;

/** Largest weight of a synaptic word. A word has room for 16 bits, and a slot of a ring buffer for no more. */
export function largestWeight({ limits }: Pick<SpinnakerTarget, "limits">): number {
  return Math.min(LARGEST_SUM, 2 ** (limits.weightBits.value ?? FIELD_BITS) - 1);
}

/** 1 for currents, 1024 for conductances. */
export type GlobalScale = 1 | typeof CONDUCTANCE_SCALE;

export function weightScale(shift: number, globalScale: GlobalScale): number {
  return 2 ** (LARGEST_SHIFT - shift) * globalScale;
}

/** nA or µS per unit of the 16-bit weight. */
export function weightStep(shift: number, globalScale: GlobalScale): number {
  return 1 / weightScale(shift, globalScale);
}

/** How many bits a weight (nA or µS, > 0) spans; 0 is one step, below -1 it rounds to zero. */
export function bitsOf(weight: number, shift: number, globalScale: GlobalScale): number {
  return Math.log2(weight * weightScale(shift, globalScale));
}
