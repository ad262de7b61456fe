/**
 * From a description to a program, the one way in which every command builds it:
 * draw, predict the rates (they size the voltage range), compile.
 */
import { compile, type CompileHooks, type CompileResult } from "../../compiler/compile.js";
import { fitTimestep } from "../../compiler/scaling/decay-registers.js";
import type { CompileOptions } from "../../compiler/stages.js";
import type { NetworkDescription } from "../description/types.js";
import { drawNetwork } from "../network/draw-network.js";
import { valueAt, type Network, type PerNeuron } from "../network/types.js";
import type { LoihiTarget } from "../targets/types.js";
import { predictRates, type Prediction } from "../theory/finite-k.js";
import { meanFieldOf, type MeanFieldModel } from "../theory/mean-field-model.js";

export interface BuildHooks extends CompileHooks {
  readonly seed?: number;
}

export interface Build {
  readonly network: Network;
  readonly floatModel: MeanFieldModel;
  readonly floatPrediction: Prediction;
  readonly compiled: CompileResult;
}

/**
 * Theory evaluates transcendental functions, whose last bits may differ between engines; three significant digits
 * of a predicted rate are more than the choice of a scale needs, and the same everywhere.
 */
function stableRate(rate: number): number {
  return Number.isFinite(rate) ? Number(Math.max(0, rate).toPrecision(3)) : 0;
}

function mean(values: PerNeuron, size: number): number {
  if (typeof values === "number") return values;
  let sum = 0;
  for (let i = 0; i < size; i++) sum += valueAt(values, i);
  return sum / size;
}

/** The time step of the program: the description's, or moved by --fit-timestep so that the decays land on the grid. */
export function timestepFor(description: NetworkDescription, target: LoihiTarget, options: CompileOptions, hooks: BuildHooks = {}): number {
  if (options.fitTimestep === 0) return description.timestep;
  const network = drawNetwork({ ...description, projections: [], sources: [], currents: [] }, { seed: hooks.seed });
  const taus = network.populations.flatMap((p) => [
    mean(p.parameters.tau_m, p.size),
    ...(p.model === "iaf_psc_delta" ? [] : [mean(p.parameters.tau_syn_ex, p.size)]),
  ]);
  const dt = fitTimestep(taus, description.timestep, options.fitTimestep, target.widths.decay);
  hooks.report?.({
    code: "timestep-fitted",
    severity: "note",
    message: `time step ${description.timestep} ms moved to ${Number(dt.toPrecision(6))} ms so that the decays land on the grid`,
  });
  return dt;
}

export function drawFor(description: NetworkDescription, target: LoihiTarget, options: CompileOptions, hooks: BuildHooks = {}): Network {
  return drawNetwork(description, {
    seed: hooks.seed,
    dt: timestepFor(description, target, options, hooks),
    progress: hooks.progress,
  });
}

export interface Prepared {
  readonly network: Network;
  readonly floatModel: MeanFieldModel;
  readonly floatPrediction: Prediction;
  /** The options with the predicted rates, which size the voltage range. */
  readonly sized: CompileOptions;
}

export function prepare(description: NetworkDescription, target: LoihiTarget, options: CompileOptions, hooks: BuildHooks = {}): Prepared {
  const network = drawFor(description, target, options, hooks);
  const floatModel = meanFieldOf(network);
  const floatPrediction = predictRates(floatModel, { oscillations: false });
  const expectedRates = Object.fromEntries(floatPrediction.populations.map((p) => [p.name, stableRate(p.rate)]));
  return { network, floatModel, floatPrediction, sized: { ...options, expectedRates } };
}

export function build(description: NetworkDescription, target: LoihiTarget, options: CompileOptions, hooks: BuildHooks = {}): Build {
  const { network, floatModel, floatPrediction, sized } = prepare(description, target, options, hooks);
  return { network, floatModel, floatPrediction, compiled: compile(network, target, sized, hooks) };
}
