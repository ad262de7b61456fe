/** As far as `check` goes: the quantized network and whether it fits, without running anything. */
import type { NetworkDescription } from "../description/types.js";
import type { Network } from "../network/types.js";
import type { TargetSpec } from "../targets/target.js";
import type { MeanFieldModel } from "../theory/mean-field-model.js";
import { prepare, type BuildHooks } from "./build.js";
import { emulationWork, type RunWork } from "./forecast/run-work.js";
import { familyOf } from "../families/registry.js";
import type { Forecast } from "../families/family.js";
import type { FamilyOptions } from "../options/option-tables.js";

export interface QuantizedForecast extends Forecast {
  /** As drawn. */
  readonly network: Network;
  readonly floatModel: MeanFieldModel;
  /** What emulating it takes; null for a family whose kernels are not known here. */
  readonly work: RunWork | null;
}

export function quantize(
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  hooks: BuildHooks = {},
): QuantizedForecast {
  const { network, floatModel, sized } = prepare(description, target, options, hooks);
  const work = emulationWork(network, sized);
  return { network, floatModel, work, ...familyOf(target).forecast(network, target, sized, hooks) };
}
