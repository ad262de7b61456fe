/**
 * Both sides of a comparison: a network run in float64, and the same network as a chip runs it, measured alike. Whoever compares the two
 * (a verification, a sweep, an experiment, a study) measures here, so that no difference comes from the measuring.
 */
import { createReference } from "../../emulator/reference/reference.js";
import { analyse, analyseBlocks } from "../analysis/analyse.js";
import type { Metrics } from "../analysis/metrics.js";
import { conductanceSample, inputMetrics, inputsOfReference, type SampledInputs } from "../analysis/sampled-inputs.js";
import type { ProgressSink } from "../diagnostics/diagnostic.js";
import type { CompiledNetwork } from "../families/family.js";
import type { Network } from "../network/types.js";
import type { ExecutionTarget } from "../program/execution-target.js";
import { probesOfIds } from "../description/probe.js";
import type { Recording } from "../recording/recording.js";
import { runAndClose } from "./run-and-close.js";

export interface Measuring {
  /** Parts into which the record is divided besides, where one seed has to give the intervals; 0: not divided. */
  readonly blocks?: number;
  /** Global ids of neurons whose voltage is read after every step, beside those whose currents need it. */
  readonly traced?: ArrayLike<number>;
  readonly progress?: ProgressSink;
}

/** What one side did. */
export interface MeasuredSide {
  /** Its voltages are in the units of the side. */
  readonly recording: Recording;
  readonly inputs: SampledInputs;
  readonly metrics: Metrics;
  /** undefined unless asked for. */
  readonly blocks: readonly Metrics[] | undefined;
}

/** Runs the float64 reference on a network and measures it. */
export async function measureReference(network: Network, measuring: Measuring = {}): Promise<MeasuredSide> {
  const recording = await recordSide(createReference(network), network, measuring);
  return measured(recording, network, network, inputsOfReference(network, recording), measuring);
}

/**
 * Runs the emulator of a compiled network and measures it.
 * @param network as drawn, which `compiled` was made of
 */
export async function measureOnChip(
  network: Network,
  compiled: CompiledNetwork,
  measuring: Measuring = {},
): Promise<MeasuredSide> {
  const recording = await recordSide(await compiled.createEmulator(), network, measuring);
  return measured(recording, network, compiled.onChip, compiled.inputsOnChip(recording), measuring);
}

function recordSide(
  target: ExecutionTarget,
  network: Network,
  { traced = [], progress = () => {} }: Measuring,
): Promise<Recording> {
  // Only conductance neurons need voltages: all other inputs follow from the spikes.
  const neurons = Uint32Array.from(new Set([...Array.from(traced), ...conductanceSample(network)])).sort();
  const probes = probesOfIds(network.populations, neurons, ["v"]);
  return runAndClose(target, network, progress, probes.length > 0 ? probes : undefined);
}

function measured(
  recording: Recording,
  { burnInSteps }: Network,
  onSide: Network,
  inputs: SampledInputs,
  { blocks = 0 }: Measuring,
): MeasuredSide {
  return {
    recording,
    inputs,
    metrics: analyse(recording, { burnInSteps, ...inputMetrics(inputs, onSide) }),
    blocks: blocks > 1 ? analyseBlocks(recording, { burnInSteps }, blocks) : undefined,
  };
}
