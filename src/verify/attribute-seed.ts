/** One seed of an attribution: the network with exactly one thing quantized at a time, each run and measured. */
import { createReference } from "../../emulator/reference/reference.js";
import { analyse, analyseBlocks } from "../analysis/analyse.js";
import type { Metrics } from "../analysis/metrics.js";
import type { NetworkDescription } from "../description/types.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import { drawNetwork } from "../network/draw-network.js";
import type { Network } from "../network/types.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { TargetSpec } from "../targets/target.js";
import { quantize } from "../measure/quantize.js";
import type { FamilyOptions } from "../options/option-tables.js";
import { runAndClose } from "../measure/run-and-close.js";

export interface AttributionTask {
  readonly description: NetworkDescription;
  readonly seed: number;
  readonly target: TargetSpec;
  readonly options: FamilyOptions;
  /** Parts into which every record is divided, where one seed has to give the intervals; 0: not divided. */
  readonly blocks: number;
}

export interface Variant {
  readonly name: string;
  /** Of the whole record, or of its blocks. */
  readonly metrics: readonly Metrics[];
}

export interface SeedVariants {
  /** Each with one thing quantized; to be held against the reference run of the seed. */
  readonly variants: readonly Variant[];
  /** The reference at half the time step: the run against which the reference itself shows the effect of the time step. */
  readonly halfStep: readonly Metrics[];
}

/** By how much the time step is divided to see what it does. */
const FINER = 2;

export async function attributeSeed(task: AttributionTask, progress: ProgressSink = () => {}): Promise<SeedVariants> {
  const { target, options, seed } = task;
  // As far as the integers: what is quantized one at a time needs no program.
  const { network, variants: runs } = quantize(task.description, target, options, { seed, progress });
  const measure = async (execution: ExecutionTarget, of: Network) => {
    const recording = await runAndClose(execution, of, progress);
    const options = { burnInSteps: of.burnInSteps };
    return task.blocks > 1 ? analyseBlocks(recording, options, task.blocks) : [analyse(recording, options)];
  };
  const variants: Variant[] = [];
  for (const { name, create } of runs) variants.push({ name, metrics: await measure(create(), network) });
  const finer = drawNetwork(task.description, { seed, dt: network.dt / FINER });
  return { variants, halfStep: await measure(createReference(finer), finer) };
}
