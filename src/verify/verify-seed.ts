/**
 * One seed of a verification: draw, compile, run the float64 reference and the emulator on the same connectivity,
 * initial state and input spikes, and measure both.
 */
import type { InputCurrents } from "../analysis/input-currents.js";
import type { NetworkDescription } from "../description/types.js";
import type { Diagnostic, ProgressSink } from "../diagnostics/diagnostic.js";
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import type { Network } from "../network/types.js";
import { programDigest } from "../program/digest.js";
import type { Utilisation } from "../program/loihi/utilisation.js";
import type { Recording } from "../recording/recording.js";
import type { TargetSpec } from "../targets/target.js";
import { blindSpotsOf } from "../theory/blind-spots.js";
import { notesOfBoth, compareModels, qualified } from "../theory/compare-models.js";
import { meanFieldOf } from "../theory/mean-field-model.js";
import type { Integers } from "../interchange/integers/integers.js";
import { build, type BuildHooks } from "../measure/build.js";
import { buildAgainst } from "../measure/build-integers.js";
import type { FamilyOptions } from "../options/option-tables.js";
import { measureOnChip, measureReference } from "../measure/both-sides.js";
import type { NetworkSummary, PredictedShift, SampleCurrents, VerifiedRun } from "./verification.js";
import { predictedRates, verifiedRun } from "./verified-run.js";

export interface SeedTask {
  readonly description: NetworkDescription;
  /** What runs on the chip's side instead of the compiled description. */
  readonly integers?: Integers;
  readonly seed: number;
  readonly target: TargetSpec;
  readonly options: FamilyOptions;
  /** Keep recordings, currents and the core map: for the first seed. */
  readonly detail: boolean;
  /** Blocks into which the record of a single seed is divided, for its intervals; 0 for none. */
  readonly blocks: number;
}

export interface SeedResult {
  readonly run: VerifiedRun;
  readonly prediction: PredictedShift;
  readonly network: NetworkSummary;
  readonly ledger: readonly LossEntry[];
  readonly diagnostics: readonly Diagnostic[];
  readonly detail: SeedDetail | null;
}

export interface SeedDetail {
  readonly reference: Recording;
  readonly target: Recording;
  readonly currents: readonly SampleCurrents[];
  readonly utilisation: Utilisation;
}

/** Neurons of each population whose currents are kept for the report's plots. */
const PLOTTED_NEURONS = 3;

export async function verifySeed(task: SeedTask, progress: ProgressSink = () => {}): Promise<SeedResult> {
  const diagnostics: Diagnostic[] = [];
  const { target, options, description, integers } = task;
  const hooks: BuildHooks = { seed: task.seed, progress, report: (d) => diagnostics.push(d) };
  const built =
    integers === undefined
      ? build(description, target, options, hooks)
      : buildAgainst(integers, description, target, options, hooks);
  const { network, compiled } = built;
  const { onChip } = compiled;
  const digest = programDigest(compiled.program);

  const measuring = { blocks: task.blocks, progress };
  const reference = await measureReference(network, measuring);
  const onTarget = await measureOnChip(network, compiled, measuring);

  const comparison = compareModels(built.floatModel, meanFieldOf(onChip));
  const notes = notesOfBoth(comparison);
  const blindSpots = blindSpotsOf(network).map(({ message }) => message);
  return {
    run: verifiedRun(task.seed, digest, reference, onTarget),
    prediction: {
      rates: predictedRates(comparison),
      summary: qualified(comparison, notes, blindSpots),
      conditionNumber: comparison.before.balance.condition,
      balancedStateFloat: comparison.before.balanced,
      balancedStateQuantized: comparison.after.balanced,
      caveats: [...notes.map(({ text }) => text), ...blindSpots],
    },
    network: summariseNetwork(network),
    ledger: compiled.program.ledger,
    diagnostics,
    detail: task.detail
      ? {
          // Currents are shown, the voltages that they came from are not kept.
          reference: { ...reference.recording, probes: undefined },
          target: { ...onTarget.recording, probes: undefined },
          currents: plottedCurrents(network, reference.inputs.currents, onTarget.inputs.currents),
          utilisation: compiled.utilisation(),
        }
      : null,
  };
}

function plottedCurrents(
  network: Network,
  reference: ReadonlyMap<string, readonly InputCurrents[]>,
  target: ReadonlyMap<string, readonly InputCurrents[]>,
): SampleCurrents[] {
  return [...reference].flatMap(([population, list]) => {
    const other = target.get(population);
    return other === undefined
      ? []
      : list.slice(0, PLOTTED_NEURONS).map((current, k) => ({
          neuron: current.neuron,
          population,
          unit: current.unit,
          fromStep: network.burnInSteps,
          referenceE: Float32Array.from(current.E.subarray(network.burnInSteps)),
          referenceI: Float32Array.from(current.I.subarray(network.burnInSteps)),
          targetE: Float32Array.from(other[k].E.subarray(network.burnInSteps)),
          targetI: Float32Array.from(other[k].I.subarray(network.burnInSteps)),
        }));
  });
}

function summariseNetwork(network: Network): NetworkSummary {
  return {
    name: network.name,
    populations: network.populations.map(({ name, size, model }) => ({ name, size, model })),
    projections: network.projections.map((p) => ({
      name: p.name,
      synapses: p.source.length,
      indegree: p.source.length / p.postSize,
    })),
    synapses: network.synapses,
    dt: network.dt,
    duration: network.steps * network.dt,
    burnIn: network.burnInSteps * network.dt,
  };
}
