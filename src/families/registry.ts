/** The families by the target's own word for them. */
import type { TargetSpec } from "../targets/target.js";
import type { Family } from "./family.js";
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
