/** One seed of a sweep: the network is drawn once and the reference runs once; every variant is compiled from that network and emulated. */
import type { NetworkDescription } from "../description/types.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import { programDigest } from "../program/digest.js";
import { rasterHash } from "../recording/recording.js";
import type { TargetSpec } from "../targets/target.js";
import { compareModels, type ModelComparison } from "../theory/compare-models.js";
import { meanFieldOf } from "../theory/mean-field-model.js";
import { prepare } from "../measure/build.js";
import { familyOf } from "../families/registry.js";
import { optionsWith } from "../options/check-options.js";
import type { FamilyOptions, OptionChanges } from "../options/option-tables.js";
import { measureOnChip, measureReference } from "../measure/both-sides.js";
import type { PredictedRate, VerifiedRun } from "../verify/verification.js";

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

export interface SweptVariant {
  readonly run: VerifiedRun;
  /** Hz, from theory. */
  readonly predicted: readonly PredictedRate[];
  /** All that theory says of the ideal and of the quantized network. */
  readonly comparison: ModelComparison;
}

export interface SeedSweep {
  /** In the order of the task's variants. */
  readonly variants: readonly SweptVariant[];
}

/** @throws EquipoiseError with exit code 5 where a variant does not fit and `oversize` is off */
export async function sweepSeed(task: SweepTask, progress: ProgressSink = () => {}): Promise<SeedSweep> {
  const { target, seed } = task;
  const { network, floatModel, sized } = prepare(task.description, target, task.options, { seed, progress });
  const measuring = { blocks: task.blocks, progress };

  const reference = await measureReference(network, measuring);
  const ofReference = {
    seed,
    referenceHash: rasterHash(reference.recording),
    reference: reference.metrics,
    referenceBlocks: reference.blocks,
  };
  const variants: SweptVariant[] = [];
  for (const changes of task.variants) {
    const compiled = familyOf(target).compile(network, target, optionsWith(target, { ...sized, ...changes }), {
      progress,
    });
    const { program, onChip } = compiled;
    const comparison = compareModels(floatModel, meanFieldOf(onChip));
    const { recording, metrics, blocks } = await measureOnChip(network, compiled, measuring);
    variants.push({
      run: {
        ...ofReference,
        digest: programDigest(program),
        targetHash: rasterHash(recording),
        target: metrics,
        targetBlocks: blocks,
        counters: recording.counters,
        losses: recording.losses,
      },
      comparison,
      predicted: comparison.shifts.map((s) => ({ population: s.name, float: s.before, quantized: s.after })),
    });
  }
  return { variants };
}
