/** The families by the target's own word for them. */
import type { CompileOptions } from "../../compiler/loihi/stages.js";
import type { SpinnakerOptions } from "../../compiler/spinnaker/stages.js";
import type { SpinnakerTarget } from "../targets/spinnaker/target.js";
import type { LoihiTarget } from "../targets/loihi/target.js";
import type { TargetSpec } from "../targets/target.js";
import type { AnyOptions, Family } from "./family.js";
import { loihiFamily } from "./loihi/family.js";
import { sizedFamily } from "./sized/family.js";
import { spinnakerFamily } from "./spinnaker/family.js";

const FAMILIES: Readonly<Record<TargetSpec["family"], unknown>> = {
  loihi: loihiFamily,
  spinnaker: spinnakerFamily,
  sized: sizedFamily,
};

/** Takes the target's own options; options of another family are a fault of the caller. */
export function familyOf(target: TargetSpec): Family {
  return FAMILIES[target.family] as Family;
}

/** The compiler's options for any target, as `build` and `verify` take them. */
export function defaultOptions(target: LoihiTarget): CompileOptions;
export function defaultOptions(target: SpinnakerTarget): SpinnakerOptions;
export function defaultOptions(target: TargetSpec): AnyOptions;
export function defaultOptions(target: TargetSpec): AnyOptions {
  return familyOf(target).defaultOptions(target);
}
