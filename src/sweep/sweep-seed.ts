/** One seed of a sweep: the network is drawn once and the reference runs once; every variant is compiled from that network and emulated. */
import { createReference } from "../../emulator/reference/reference.js";
import { analyse, analyseBlocks } from "../analysis/analyse.js";
import type { NetworkDescription } from "../description/types.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { programDigest } from "../program/digest.js";
import { rasterHash, type Recording } from "../recording/recording.js";
import type { TargetSpec } from "../targets/target.js";
import { compareModels, type ModelComparison } from "../theory/compare-models.js";
import { meanFieldOf } from "../theory/mean-field-model.js";
import { prepare } from "../measure/build.js";
import { familyOf } from "../families/registry.js";
import { optionsWith } from "../families/check-options.js";
import type { FamilyOptions, OptionChanges } from "../families/option-tables.js";
import { runAndClose } from "../measure/run-and-close.js";
import { conductanceSample, inputMetrics, inputsOfReference } from "../measure/sampled-inputs.js";
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
  const probed = conductanceSample(network);
  const run = (on: ExecutionTarget, unit: "mV" | "LSB") =>
    runAndClose(on, network, progress, probed.length > 0 ? { neurons: probed, unit } : undefined);
  const { burnInSteps } = network;
  const blocks = (recording: Recording) =>
    task.blocks > 1 ? analyseBlocks(recording, { burnInSteps }, task.blocks) : undefined;

  const reference = await run(createReference(network), "mV");
  const ofReference = {
    seed,
    referenceHash: rasterHash(reference),
    reference: analyse(reference, { burnInSteps, ...inputMetrics(inputsOfReference(network, reference), network) }),
    referenceBlocks: blocks(reference),
  };
  const variants: SweptVariant[] = [];
  for (const changes of task.variants) {
    const compiled = familyOf(target).compile(network, target, optionsWith(target, { ...sized, ...changes }), {
      progress,
    });
    const { program, onChip } = compiled;
    const comparison = compareModels(floatModel, meanFieldOf(onChip));
    const recording = await run(await compiled.createEmulator(), "LSB");
    variants.push({
      run: {
        ...ofReference,
        digest: programDigest(program),
        targetHash: rasterHash(recording),
        target: analyse(recording, { burnInSteps, ...inputMetrics(compiled.inputsOnChip(recording), onChip) }),
        targetBlocks: blocks(recording),
        counters: recording.counters,
        losses: recording.losses,
      },
      comparison,
      predicted: comparison.shifts.map((s) => ({ population: s.name, float: s.before, quantized: s.after })),
    });
  }
  return { variants };
}
