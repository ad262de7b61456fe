/**
 * `neuron:` of a population: parameters under NEST's and PyNN's names, their defaults and physical limits, as the model's record declares them.
 * Defaults: the model's own in NEST 3 (`nest.GetDefaults`) under a NEST name, PyNN's (`StandardCellType.default_parameters`) under a PyNN name.
 */
import type { ModelParameters, ModelUnit, NeuronModel, NeuronModels, ParameterSpec } from "../models/neuron-model.js";
import type { RawNeuron, RawSpread } from "./document-schema.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readSpread, spreadBounds, spreadMean } from "./quantity.js";
import type { LoweringContext, SpreadOptions } from "./quantity.js";
import { warnOfRoundedPeriods } from "./rounded-periods.js";
import type { Spread } from "./types.js";
import { KINDS, inPynnUnits } from "./units.js";
import type { Kind } from "./units.js";

const KIND_OF_UNIT: Readonly<Record<ModelUnit, Kind>> = {
  ms: KINDS.time,
  mV: KINDS.voltage,
  pF: KINDS.capacitance,
  pA: KINDS.current,
  nS: KINDS.conductance,
};

/** Every parameter of the models, once. */
function allParameters(models: NeuronModels): ReadonlyMap<string, ParameterSpec> {
  return new Map(Object.values(models).flatMap(({ parameters }) => Object.entries(parameters)));
}

function boundsOf({ range }: ParameterSpec): SpreadOptions {
  if (range === undefined) return {};
  return "above" in range ? { above: range.above } : { atLeast: range.atLeast, defaultMin: range.atLeast };
}

/** The model that goes by this name in NEST or in PyNN. */
function modelCalled(models: NeuronModels, name: string): NeuronModel {
  return Object.hasOwn(models, name)
    ? models[name]
    : Object.values(models).find(({ pynn }) => pynn !== undefined && pynn.name === name)!;
}

interface Given {
  readonly raw: RawSpread;
  readonly key: string;
}

/** The key under which a parameter was written; a shorthand such as `tau_syn` yields to the exact name. */
function findGiven(
  ctx: LoweringContext,
  neuron: RawNeuron,
  parameter: string,
  { pynn, shorthand }: ParameterSpec,
  path: DocumentPath,
): Given | undefined {
  const found = [parameter, pynn, shorthand].filter(
    (key) => key !== undefined && neuron[key] !== undefined,
  ) as string[];
  if (found.length > 1 && !(found.length === 2 && found[1] === shorthand)) {
    ctx.problems.error(
      "given-twice",
      [...path, found[1]],
      `${formatPath(path)}: \`${found[0]}\` and \`${found[1]}\` are the same parameter`,
      "keep one of them",
      "key",
    );
  }
  const key = found[0];
  const raw = key === undefined ? undefined : neuron[key];
  return key === undefined || raw === undefined ? undefined : { raw, key };
}

export interface Neuron {
  readonly model: string;
  readonly parameters: ModelParameters<Spread>;
}

/** Whether a model's name is PyNN's. */
export function isPynnName(models: NeuronModels, name: string): boolean {
  return !Object.hasOwn(models, name);
}

/** Reads `neuron:` of a population of `size` neurons. */
export function readNeuron(ctx: LoweringContext, neuron: RawNeuron, path: DocumentPath, size: number): Neuron {
  const { models } = ctx;
  const model = modelCalled(models, neuron.model);
  const pynnName = isPynnName(models, neuron.model);
  const given = new Map<string, Given>();
  const parameters = defaultsOf(model, pynnName);
  const before = ctx.problems.count;
  for (const [parameter, spec] of allParameters(models)) {
    const found = findGiven(ctx, neuron, parameter, spec, path);
    if (!found) continue;
    if (!Object.hasOwn(model.parameters, parameter)) {
      const having = Object.values(models).filter((other) => Object.hasOwn(other.parameters, parameter));
      ctx.problems.error(
        "unused-parameter",
        [...path, found.key],
        `${formatPath(path)}: ${neuron.model} has no \`${found.key}\``,
        `remove it, or use ${having.map(({ name }) => name).join(" or ")}`,
        "key",
      );
      continue;
    }
    given.set(parameter, found);
    const kind = KIND_OF_UNIT[spec.unit];
    parameters[parameter] = readSpread(
      ctx,
      found.raw,
      [...path, found.key],
      pynnName || found.key === spec.pynn ? inPynnUnits(kind) : kind,
      { ...boundsOf(model.parameters[parameter]), listLength: size },
    );
  }
  if (ctx.problems.count > before) return { model: model.name, parameters };
  const period = given.get("t_ref");
  ctx.offGrid.spread(
    period === undefined ? path : [...path, period.key],
    { one: "the refractory period", many: "refractory periods" },
    parameters.t_ref,
    "refractory",
    period !== undefined,
  );
  if (period !== undefined) warnOfRoundedPeriods(ctx.problems, [...path, period.key], parameters.t_ref, ctx.timestep);
  if (model.leak === "g_L") settleLeak(ctx, pynnName, parameters, given, path);
  checkVoltages(ctx, parameters, given, path);
  return { model: model.name, parameters };
}

type Settable<T> = { -readonly [K in keyof T]: T[K] };

function defaultsOf(model: NeuronModel, inPynn: boolean): Settable<ModelParameters<Spread>> {
  const values = Object.entries(model.parameters).map(([name, spec]): [string, Spread] => [
    name,
    { kind: "constant", value: inPynn ? (model.pynn?.defaults[name] ?? spec.default) : spec.default },
  ]);
  return Object.fromEntries(values) as Settable<ModelParameters<Spread>>;
}

/** tau_m = C_m / g_L: whichever is missing follows; both given must agree. PyNN's models are defined by tau_m, NEST's by g_L. */
function settleLeak(
  ctx: LoweringContext,
  pynnName: boolean,
  parameters: Settable<ModelParameters<Spread>>,
  given: ReadonlyMap<string, Given>,
  path: DocumentPath,
): void {
  const capacitance = spreadMean(parameters.C_m);
  const tau = spreadMean(parameters.tau_m);
  if (given.has("tau_m") && given.has("g_L")) {
    const implied = capacitance / spreadMean(parameters.g_L);
    if (Math.abs(implied - tau) > 1e-3 * tau) {
      ctx.problems.error(
        "inconsistent-leak",
        [...path, "tau_m"],
        `${formatPath(path)}: tau_m ${tau} ms contradicts C_m/g_L = ${Number(implied.toPrecision(6))} ms`,
        "give g_L or tau_m, not both",
      );
    }
  } else if (given.has("tau_m") || (pynnName && !given.has("g_L"))) {
    parameters.g_L = leakConductance(ctx, parameters.C_m, parameters.tau_m, path);
  }
  parameters.tau_m = { kind: "constant", value: capacitance / spreadMean(parameters.g_L) };
}

/** g_L = C_m / tau_m, where that can be said for each neuron without drawing. */
function leakConductance(ctx: LoweringContext, capacitance: Spread, tau: Spread, path: DocumentPath): Spread {
  const value = (spread: Spread, i: number): number | undefined =>
    spread.kind === "constant" ? spread.value : spread.kind === "list" ? spread.values[i] : undefined;
  if (capacitance.kind === "constant" && tau.kind === "constant")
    return { kind: "constant", value: capacitance.value / tau.value };
  const length = tau.kind === "list" ? tau.values.length : capacitance.kind === "list" ? capacitance.values.length : 0;
  const quotients = Array.from({ length }, (_, i) => (value(capacitance, i) ?? NaN) / (value(tau, i) ?? NaN));
  if (length === 0 || quotients.some(Number.isNaN)) {
    ctx.problems.error(
      "inconsistent-leak",
      path,
      `${formatPath(path)}: a random tau_m or C_m does not say which g_L each neuron has`,
      "give g_L its own spread instead of tau_m",
    );
    return { kind: "constant", value: 1 };
  }
  return { kind: "list", values: quotients };
}

const VOLTAGES = ["E_L", "V_th", "V_reset"] as const;

function checkVoltages(
  ctx: LoweringContext,
  parameters: ModelParameters<Spread>,
  given: ReadonlyMap<string, Given>,
  path: DocumentPath,
): void {
  const key = given.get("V_reset")?.key ?? given.get("V_th")?.key;
  const at = key === undefined ? path : [...path, key];
  const reset = highest(parameters.V_reset);
  const threshold = lowest(parameters.V_th);
  if (!(reset < threshold)) {
    ctx.problems.error(
      "reset-above-threshold",
      at,
      `${formatPath(path)}: V_reset (${reset} mV) must be below V_th (${threshold} mV)`,
      "lower V_reset or raise V_th; left-out voltages have their defaults",
    );
    return;
  }
  const missing = VOLTAGES.filter((name) => !given.has(name));
  if (missing.length > 0 && missing.length < VOLTAGES.length) {
    const defaults = missing.map((name) => `${name} = ${spreadMean(parameters[name])} mV`).join(", ");
    ctx.problems.warn(
      "mixed-voltage-defaults",
      at,
      `${formatPath(path)}: some voltages are given, others keep their defaults (${defaults})`,
      "give E_L, V_th and V_reset together",
    );
  }
}

/** Where a distribution has tails, its mean stands for it. */
function highest(spread: Spread): number {
  const { high } = spreadBounds(spread);
  return Number.isFinite(high) ? high : spreadMean(spread);
}

function lowest(spread: Spread): number {
  const { low } = spreadBounds(spread);
  return Number.isFinite(low) ? low : spreadMean(spread);
}
