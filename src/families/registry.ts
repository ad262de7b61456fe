/** The families by the target's own word for them. */
import type { TargetSpec } from "../targets/target.js";
import type { Family } from "./family.js";
import { loihiFamily } from "./loihi/family.js";
import { sizedFamily } from "./sized/family.js";
import { spinnakerFamily } from "./spinnaker/family.js";

const OURS = {
  loihi: loihiFamily,
  spinnaker: spinnakerFamily,
  sized: sizedFamily,
} satisfies Record<TargetSpec["family"], unknown>;

const families = new Map<string, unknown>(Object.entries(OURS));

/** Adds a family from elsewhere (register-family.ts). @throws RangeError for a name that is taken */
export function addFamily(name: string, family: unknown): void {
  if (families.has(name)) throw new RangeError(`there is a family ${name} already`);
  families.set(name, family);
}

/** Takes the target's own options; options of another family are a fault of the caller. */
export function familyOf(target: TargetSpec): Family {
  return families.get(target.family) as Family;
}
