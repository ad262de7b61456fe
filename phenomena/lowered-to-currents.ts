/** What a target without conductances makes of conductance neurons, for the reports of the experiments that need them. */
import type { TargetSpec } from "../src/targets/target.js";

/** True of targets whose neurons sum currents only. */
function isCurrentOnly({ family }: TargetSpec): boolean {
  return family === "loihi";
}

/** For `Experiment.lowered`; `lost` completes "…, so that it has". */
export function loweredToCurrents(lost: string): (target: TargetSpec) => string | null {
  return (target) =>
    isCurrentOnly(target)
      ? `Its cores sum currents: conductances were lowered to currents at the driving forces of one working point, the mean over the run, so that it has ${lost}`
      : null;
}

/** For `Quantity.notExpressible`. */
export function noConductances(target: TargetSpec): string | null {
  return isCurrentOnly(target)
    ? "it has no conductances, they were lowered to currents at a fixed driving force"
    : null;
}
