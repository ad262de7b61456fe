/** One seed of an attribution: the network with exactly one thing quantized at a time, each run and measured. */
import type { CompileOptions } from "../../compiler/stages.js";
import { createChipForm } from "../../emulator/reference/chip-form.js";
import { createReference } from "../../emulator/reference/reference.js";
import { analyse, analyseBlocks } from "../analysis/analyse.js";
import type { Metrics } from "../analysis/metrics.js";
import type { NetworkDescription } from "../description/types.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import { drawNetwork } from "../network/draw-network.js";
import type { Network } from "../network/types.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import type { LoihiTarget } from "../targets/types.js";
import { build } from "./build.js";
import { runAndClose } from "./run-and-close.js";
import { quantizations, variantModel } from "./variants.js";

export interface AttributionTask {
  readonly description: NetworkDescription;
  readonly seed: number;
  readonly target: LoihiTarget;
  readonly options: CompileOptions;
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

/** The variant that comes first where lowering was no identity: the lowered network with nothing quantized. */
export const NEURON_MODEL = "neuron model" as const;

/** By how much the time step is divided to see what it does. */
const FINER = 2;

/** True where lowering was no identity: conductances, two synaptic time constants, Poisson input as noise. */
function wasApproximated(network: Network, options: CompileOptions): boolean {
  const differ = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  return (
    options.poisson === "noise" ||
    network.populations.some((p) => p.model === "iaf_cond_exp" || (p.model === "iaf_psc_exp" && differ(p.parameters.tau_syn_ex, p.parameters.tau_syn_in)))
  );
}

export async function attributeSeed(task: AttributionTask, progress: ProgressSink = () => {}): Promise<SeedVariants> {
  const { target, options, seed } = task;
  const { network, compiled } = build(task.description, target, options, { seed, progress });
  const profile = target.profiles[options.profile]!;
  const measure = async (execution: ExecutionTarget, of: Network) => {
    const recording = await runAndClose(execution, of, progress);
    const options = { burnInSteps: of.burnInSteps };
    return task.blocks > 1 ? analyseBlocks(recording, options, task.blocks) : [analyse(recording, options)];
  };
  const variants: Variant[] = [];
  const names = [...(wasApproximated(network, options) ? [NEURON_MODEL] : []), ...quantizations];
  for (const name of names) {
    // "neuron model": the chip's form with nothing quantized; it differs from the reference by what lowering approximated.
    const model = variantModel(compiled.quantized, target, profile, new Set(name === NEURON_MODEL ? [] : [name]));
    variants.push({ name, metrics: await measure(createChipForm(model), network) });
  }
  const finer = drawNetwork(task.description, { seed, dt: network.dt / FINER });
  return { variants, halfStep: await measure(createReference(finer), finer) };
}
