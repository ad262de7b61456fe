/**
 * From a description to a program, the one way in which every command builds it:
 * draw, predict the rates (they size the chip's ranges), compile.
 */
import type { CompileHooks } from "../../compiler/common/run-passes.js";
import type { LoihiOptions } from "../options/loihi.js";
import type { NetworkDescription } from "../description/types.js";
import { scaleSpread } from "../description/quantity.js";
import { drawNetwork } from "../network/draw-network.js";
import { driveEpochs } from "../network/drive-epochs.js";
import type { Network } from "../network/types.js";
import type { LoihiTarget } from "../targets/loihi/target.js";
import type { TargetSpec } from "../targets/target.js";
import { drivenRates, drivenStates } from "../theory/driven-rates.js";
import { predictRates, type Prediction } from "../theory/finite-k.js";
import { meanFieldOf, type MeanFieldModel } from "../theory/mean-field-model.js";
import { checkOptions } from "../options/check-options.js";
import { familyOf } from "../families/registry.js";
import type { CompiledNetwork } from "../families/family.js";
import type { FamilyOptions } from "../options/option-tables.js";
import type { CompiledForLoihi } from "../families/loihi/family.js";
import { emulationWork, runWorkOf, type RunWork } from "./forecast/run-work.js";
import { priceNetwork, type Work } from "./price-network.js";

export interface BuildHooks extends CompileHooks {
  readonly seed?: number;
  /** What is done with the network, for the price of a large one; `compile` unless told. */
  readonly work?: "reference" | "check" | "compile" | "program";
}

export interface Build<Compiled extends CompiledNetwork = CompiledNetwork> {
  readonly network: Network;
  readonly floatModel: MeanFieldModel;
  readonly floatPrediction: Prediction;
  readonly compiled: Compiled;
  /** What running it takes; null for a family whose kernels are not known here. */
  readonly work: RunWork | null;
}

/**
 * Theory evaluates transcendental functions, whose last bits may differ between engines; three significant digits
 * of a predicted rate are more than the choice of a scale needs, and the same everywhere.
 */
function stableRate(rate: number): number {
  return Number.isFinite(rate) ? Number(Math.max(0, rate).toPrecision(3)) : 0;
}

/** The time step of the program, in ms: the description's, or moved by --fit-timestep so that the decays land on the grid. Draws no synapses. */
export function timestepFor(
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  hooks: BuildHooks,
): number {
  const network = drawNetwork({ ...description, projections: [], sources: [], currents: [] }, { seed: hooks.seed });
  const dt = familyOf(target).timestep(network, target, options);
  if (dt !== description.timestep) {
    hooks.report?.({
      code: "timestep-fitted",
      severity: "note",
      message: `time step ${description.timestep} ms moved to ${Number(dt.toPrecision(6))} ms so that the decays land on the grid`,
    });
  }
  return dt;
}

/** The network on its grid of time steps. @param work what will be done with it, for the price that a large network has */
export function drawFor(
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  hooks: BuildHooks = {},
  work: Work = "reference",
): Network {
  priceNetwork(description, target, options, work, hooks.report);
  const dt = timestepFor(description, target, options, hooks);
  return drawNetwork(dt === description.timestep ? description : withDeadSteps(description, dt), {
    seed: hooks.seed,
    dt,
    progress: hooks.progress,
  });
}

/** Refractory periods stretched with the time step: as many steps as were described. A period that is rounded up would gain a whole one where the step shrinks by a hair. */
function withDeadSteps(description: NetworkDescription, dt: number): NetworkDescription {
  const populations = description.populations.map((p) => ({
    ...p,
    parameters: { ...p.parameters, t_ref: scaleSpread(p.parameters.t_ref, dt / description.timestep) },
  }));
  return { ...description, populations };
}

/**
 * Hz by population: what theory expects of a network where its drive is strongest, for the compiler to size the chip's ranges with.
 * The length of a run has no part in it.
 */
export function expectedRatesOf(network: Network): Record<string, number> {
  const rates = drivenRates(drivenStates(network), network.populations.length);
  return Object.fromEntries(network.populations.map((p, k) => [p.name, stableRate(rates[k])]));
}

/** What running the float64 reference of a network takes. */
export function referenceWork(network: Network): RunWork {
  return runWorkOf(network, expectedRatesOf(network), "reference");
}

export interface Prepared<Options extends FamilyOptions = FamilyOptions> {
  readonly network: Network;
  readonly floatModel: MeanFieldModel;
  readonly floatPrediction: Prediction;
  /** The options with the predicted rates, which size the chip's ranges. */
  readonly sized: Options;
}

export function prepare<Options extends FamilyOptions>(
  description: NetworkDescription,
  target: TargetSpec,
  options: Options,
  hooks: BuildHooks = {},
  work: Work = "check",
): Prepared<Options> {
  checkOptions(target, options);
  const network = drawFor(description, target, options, hooks, work);
  const floatModel = meanFieldOf(network);
  const floatPrediction = predictRates(floatModel, { oscillations: false });
  // Under one drive from beginning to end the run's mean is the state of that drive.
  const steady = driveEpochs(network).length === 1;
  const expectedRates = steady
    ? Object.fromEntries(floatPrediction.populations.map((p) => [p.name, stableRate(p.rate)]))
    : expectedRatesOf(network);
  return { network, floatModel, floatPrediction, sized: { ...options, expectedRates } };
}

export function build(
  description: NetworkDescription,
  target: LoihiTarget,
  options: LoihiOptions,
  hooks?: BuildHooks,
): Build<CompiledForLoihi>;
export function build(
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  hooks?: BuildHooks,
): Build;
export function build(
  description: NetworkDescription,
  target: TargetSpec,
  options: FamilyOptions,
  hooks: BuildHooks = {},
): Build {
  const { network, floatModel, floatPrediction, sized } = prepare(
    description,
    target,
    options,
    hooks,
    hooks.work ?? "compile",
  );
  // Before the compiler, which may release what was drawn.
  const work = emulationWork(network, sized);
  const compiled = familyOf(target).compile(network, target, sized, hooks);
  return { network, floatModel, floatPrediction, compiled, work };
}
