/** As far as `check` goes: the quantized network and whether it fits, without running anything. */
import type { NetworkDescription } from "../description/types.js";
import type { Network } from "../network/types.js";
import type { TargetSpec } from "../targets/target.js";
import type { MeanFieldModel } from "../theory/mean-field-model.js";
import { prepare, type BuildHooks } from "./build.js";
import { familyOf } from "../families/registry.js";
import type { Forecast } from "../families/family.js";
import type { FamilyOptions } from "../options/option-tables.js";

export interface QuantizedForecast extends Forecast {
  /** As drawn. */
  readonly network: Network;
  readonly floatModel: MeanFieldModel;
}

export function quantize(
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  hooks: BuildHooks = {},
): QuantizedForecast {
  const { network, floatModel, sized } = prepare(description, target, options, hooks);
  return { network, floatModel, ...familyOf(target).forecast(network, target, sized, hooks) };
}
