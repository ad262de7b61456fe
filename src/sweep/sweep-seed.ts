/** One seed of a sweep: the network is drawn once and the reference runs once; every variant is compiled from that network and emulated. */
import type { NetworkDescription } from "../description/types.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import type { FamilyOptions, OptionChanges } from "../options/option-tables.js";
import { optionsWith } from "../options/check-options.js";
import type { TargetSpec } from "../targets/target.js";
import { DrawnOnce, type SweptVariant } from "./drawn-once.js";

export interface SweepTask {
  readonly description: NetworkDescription;
  readonly seed: number;
  readonly target: TargetSpec;
  /** Shared by all variants. */
  readonly options: FamilyOptions;
  readonly variants: readonly OptionChanges[];
  /** Parts into which every record is divided, where one seed has to give the intervals; 0: not divided. */
  readonly blocks: number;
}

export interface SeedSweep {
  /** In the order of the task's variants. */
  readonly variants: readonly SweptVariant[];
}

/** @throws EquipoiseError with exit code 5 where a variant does not fit and `oversize` is off */
export async function sweepSeed(task: SweepTask, progress: ProgressSink = () => {}): Promise<SeedSweep> {
  const { target, options } = task;
  const drawn = new DrawnOnce(task, progress);
  const variants: SweptVariant[] = [];
  for (const changes of task.variants)
    variants.push(await drawn.measure(target, optionsWith(target, { ...options, ...changes })));
  return { variants };
}
