/** --target where the reference always runs: the chips beside it. */
import { REFERENCE } from "../../../phenomena/experiment.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { allTargets, targetById } from "../../targets/registry.js";
import { splitTargets, TARGET_ALIASES } from "../target-list.js";

export const sidesOption = {
  alias: TARGET_ALIASES,
  type: "string",
  default: "reference,loihi1,spinnaker1",
  describe: `chips beside the float64 reference, which always runs: ${allTargets()
    .filter((t) => t.family !== "sized")
    .map((t) => t.id)
    .join(", ")}`,
} as const;

/** The targets beside the reference, which always runs. @throws EquipoiseError `bad-option`, `target-unknown` */
export function targetsBesideReference(list: string): string[] {
  const chips = splitTargets(list).filter((id) => id !== REFERENCE);
  for (const id of chips) {
    const target = targetById(id);
    if (target.family === "sized")
      fail("not-bit-accurate", `${target.title} cannot be emulated: ${target.notEmulated}`, {
        hint: "choose a target that runs: `equipoise targets`",
      });
  }
  return chips;
}
