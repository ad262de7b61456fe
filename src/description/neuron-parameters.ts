/**
 * Neuron parameters: names, PyNN aliases, defaults, physical limits.
 * Defaults: the model's own in NEST 3 (`nest.GetDefaults`) under a NEST name, PyNN's (`StandardCellType.default_parameters`) under a PyNN name.
 */
import type { RawNeuron, RawSpread } from "./document-schema.js";
import { formatPath } from "./problems.js";
import type { DocumentPath } from "./problems.js";
import { readSpread, spreadBounds, spreadMean } from "./quantity.js";
import type { LoweringContext, SpreadOptions } from "./quantity.js";
import type { NeuronModel, NeuronParameter, Spread } from "./types.js";
import { KINDS, inPynnUnits } from "./units.js";
import type { Kind } from "./units.js";

type Key = Exclude<keyof RawNeuron, "model">;
type ModelName = RawNeuron["model"];

interface ParameterInfo {
  readonly kind: Kind;
  /** PyNN's name, and the shorthand that sets two parameters. */
  readonly aliases: readonly Key[];
  readonly models: readonly NeuronModel[];
  readonly bounds: SpreadOptions;
}

const ALL: readonly NeuronModel[] = ["iaf_psc_exp", "iaf_psc_delta", "iaf_cond_exp"];
const SYNAPTIC: readonly NeuronModel[] = ["iaf_psc_exp", "iaf_cond_exp"];
const CONDUCTANCE: readonly NeuronModel[] = ["iaf_cond_exp"];
const POSITIVE: SpreadOptions = { above: 0 };

const NEURON_PARAMETERS: Readonly<Record<NeuronParameter, ParameterInfo>> = {
  C_m: { kind: KINDS.capacitance, aliases: ["cm"], models: ALL, bounds: POSITIVE },
  tau_m: { kind: KINDS.time, aliases: [], models: ALL, bounds: POSITIVE },
  E_L: { kind: KINDS.voltage, aliases: ["v_rest"], models: ALL, bounds: {} },
  V_th: { kind: KINDS.voltage, aliases: ["v_thresh"], models: ALL, bounds: {} },
  V_reset: { kind: KINDS.voltage, aliases: ["v_reset"], models: ALL, bounds: {} },
  t_ref: { kind: KINDS.time, aliases: ["tau_refrac"], models: ALL, bounds: { atLeast: 0, defaultMin: 0 } },
  I_e: { kind: KINDS.current, aliases: ["i_offset"], models: ALL, bounds: {} },
  tau_syn_ex: { kind: KINDS.time, aliases: ["tau_syn_E", "tau_syn"], models: SYNAPTIC, bounds: POSITIVE },
  tau_syn_in: { kind: KINDS.time, aliases: ["tau_syn_I", "tau_syn"], models: SYNAPTIC, bounds: POSITIVE },
  E_ex: { kind: KINDS.voltage, aliases: ["e_rev_E"], models: CONDUCTANCE, bounds: {} },
  E_in: { kind: KINDS.voltage, aliases: ["e_rev_I"], models: CONDUCTANCE, bounds: {} },
  g_L: { kind: KINDS.conductance, aliases: [], models: CONDUCTANCE, bounds: POSITIVE },
};

const PARAMETER_NAMES = Object.keys(NEURON_PARAMETERS) as NeuronParameter[];

type Defaults = Readonly<Record<NeuronParameter, number>>;

const NEST_CURRENT: Defaults = {
  C_m: 250,
  tau_m: 10,
  E_L: -70,
  V_th: -55,
  V_reset: -70,
  t_ref: 2,
  I_e: 0,
  tau_syn_ex: 2,
  tau_syn_in: 2,
  E_ex: 0,
  E_in: -85,
  g_L: 25,
};
const PYNN_CURRENT: Defaults = {
  C_m: 1000,
  tau_m: 20,
  E_L: -65,
  V_th: -50,
  V_reset: -65,
  t_ref: 0.1,
  I_e: 0,
  tau_syn_ex: 5,
  tau_syn_in: 5,
  E_ex: 0,
  E_in: -70,
  g_L: 50,
};

interface ModelInfo {
  readonly model: NeuronModel;
  readonly defaults: Defaults;
}

const NEURON_MODELS: Readonly<Record<ModelName, ModelInfo>> = {
  iaf_psc_exp: { model: "iaf_psc_exp", defaults: NEST_CURRENT },
  iaf_psc_delta: { model: "iaf_psc_delta", defaults: NEST_CURRENT },
  iaf_cond_exp: {
    model: "iaf_cond_exp",
    defaults: { ...NEST_CURRENT, V_reset: -60, g_L: 16.6667, tau_m: 250 / 16.6667, tau_syn_ex: 0.2, tau_syn_in: 2 },
  },
  IF_curr_exp: { model: "iaf_psc_exp", defaults: PYNN_CURRENT },
  IF_curr_delta: { model: "iaf_psc_delta", defaults: PYNN_CURRENT },
  IF_cond_exp: { model: "iaf_cond_exp", defaults: PYNN_CURRENT },
};

interface Given {
  readonly raw: RawSpread;
  readonly key: Key;
}

/** The key under which a parameter was written; the shorthand `tau_syn` yields to the exact name. */
function findGiven(
  ctx: LoweringContext,
  neuron: RawNeuron,
  parameter: NeuronParameter,
  path: DocumentPath,
): Given | undefined {
  const found = [parameter, ...NEURON_PARAMETERS[parameter].aliases].filter((key) => neuron[key] !== undefined);
  if (found.length > 1 && !(found.length === 2 && found[1] === "tau_syn")) {
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
  readonly model: NeuronModel;
  readonly parameters: Readonly<Record<NeuronParameter, Spread>>;
}

const PYNN_KEYS: ReadonlySet<Key> = new Set<Key>([
  "cm",
  "i_offset",
  "tau_refrac",
  "v_rest",
  "v_thresh",
  "v_reset",
  "tau_syn_E",
  "tau_syn_I",
  "e_rev_E",
  "e_rev_I",
]);

export function isPynnName(name: ModelName): boolean {
  return name.startsWith("IF_");
}

/** Reads `neuron:` of a population of `size` neurons. */
export function readNeuron(ctx: LoweringContext, neuron: RawNeuron, path: DocumentPath, size: number): Neuron {
  const { model, defaults } = NEURON_MODELS[neuron.model];
  const given = new Map<NeuronParameter, Given>();
  const parameters = {} as Record<NeuronParameter, Spread>;
  const before = ctx.problems.count;
  for (const parameter of PARAMETER_NAMES) {
    parameters[parameter] = { kind: "constant", value: defaults[parameter] };
    const found = findGiven(ctx, neuron, parameter, path);
    if (!found) continue;
    const info = NEURON_PARAMETERS[parameter];
    if (!info.models.includes(model)) {
      ctx.problems.error(
        "unused-parameter",
        [...path, found.key],
        `${formatPath(path)}: ${neuron.model} has no \`${found.key}\``,
        `remove it, or use ${info.models.join(" or ")}`,
        "key",
      );
      continue;
    }
    given.set(parameter, found);
    parameters[parameter] = readSpread(
      ctx,
      found.raw,
      [...path, found.key],
      isPynnName(neuron.model) || PYNN_KEYS.has(found.key) ? inPynnUnits(info.kind) : info.kind,
      { ...info.bounds, listLength: size },
    );
  }
  if (ctx.problems.count > before) return { model, parameters };
  const period = given.get("t_ref");
  ctx.offGrid.spread(
    period === undefined ? path : [...path, period.key],
    { one: "the refractory period", many: "refractory periods" },
    parameters.t_ref,
    "refractory",
    period !== undefined,
  );
  settleLeak(ctx, neuron.model, parameters, given, path);
  checkVoltages(ctx, parameters, given, path);
  return { model, parameters };
}

/** tau_m = C_m / g_L: whichever is missing follows; both given must agree. PyNN's IF_cond_exp is defined by tau_m, NEST's by g_L. */
function settleLeak(
  ctx: LoweringContext,
  name: ModelName,
  parameters: Record<NeuronParameter, Spread>,
  given: ReadonlyMap<NeuronParameter, Given>,
  path: DocumentPath,
): void {
  const capacitance = spreadMean(parameters.C_m);
  const tau = spreadMean(parameters.tau_m);
  if (NEURON_MODELS[name].model !== "iaf_cond_exp") {
    parameters.g_L = { kind: "constant", value: capacitance / tau };
    return;
  }
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
  } else if (given.has("tau_m") || (name === "IF_cond_exp" && !given.has("g_L"))) {
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
  parameters: Readonly<Record<NeuronParameter, Spread>>,
  given: ReadonlyMap<NeuronParameter, Given>,
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
