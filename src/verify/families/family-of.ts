/** The families by the target's own word for them. */
import type { TargetSpec } from "../../targets/types.js";
import type { Family } from "./family.js";
import { loihiFamily } from "./loihi.js";
import { sizedFamily } from "./sized.js";
import { spinnakerFamily } from "./spinnaker.js";

const FAMILIES: Readonly<Record<TargetSpec["family"], unknown>> = { loihi: loihiFamily, spinnaker: spinnakerFamily, sized: sizedFamily };

/** Takes the target's own options; options of another family are a fault of the caller. */
export function familyOf(target: TargetSpec): Family {
  return FAMILIES[target.family] as Family;
}
