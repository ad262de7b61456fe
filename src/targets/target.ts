import type { LoihiTarget } from "./loihi/target.js";
import type { SizedTarget } from "./sized/target.js";
import type { SpinnakerTarget } from "./spinnaker/target.js";

/**
 * A target is a family (its arithmetic) plus limits, all of it data with its source. Behaviour code holds no such number.
 */
export type TargetSpec = LoihiTarget | SpinnakerTarget | SizedTarget;
