/**
 * An *integer network*: what a chip computes with, flat and without a place on it; the form in which engineers have integers of their own,
 * and in which every compiled program can be written out (docs/integers.md).
 */
import type { LoihiIntegers } from "./loihi-integers.js";
import type { SpinnakerIntegers } from "./spinnaker-integers.js";

export type Integers = LoihiIntegers | SpinnakerIntegers;
