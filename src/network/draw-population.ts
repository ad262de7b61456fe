/**
 * One population: a value per neuron for every spread parameter, keyed by (seed, "population parameter", neuron).
 * Constants stay numbers. Impossible values are refused with the neuron that has them.
 */
import { fail } from "../diagnostics/diagnostic.js";
import type { NeuronModel, NeuronParameter, PopulationDescription, Spread } from "../description/types.js";
import { CounterStream, streamOf } from "../numerics/philox.js";
import { DrawPurpose } from "./draw-purpose.js";
import { spreadSampler } from "./spread-sampler.js";
import { type PerNeuron, type Population, valueAt } from "./types.js";

/** Parameters that divide or are time constants, by the models that read them. */
const MUST_BE_POSITIVE: Readonly<Record<NeuronModel, readonly NeuronParameter[]>> = {
  iaf_psc_exp: ["C_m", "tau_m", "tau_syn_ex", "tau_syn_in"],
  iaf_psc_delta: ["C_m", "tau_m"],
  iaf_cond_exp: ["C_m", "tau_m", "g_L", "tau_syn_ex", "tau_syn_in"],
};

/** @throws EquipoiseError `wrong-length`, `parameter-not-positive`, `refractory-negative`, `reset-above-threshold` */
export function drawPopulation(
  description: PopulationDescription,
  index: number,
  first: number,
  seed: number,
): Population {
  const { name, size, model } = description;
  if (!Number.isInteger(size) || size < 1)
    fail("population-size", `population ${name}: the size ${size} is not a whole number ≥ 1`, {
      hint: "give a size of at least 1",
    });
  const parameters = {} as Record<NeuronParameter, PerNeuron>;
  for (const key of Object.keys(description.parameters) as NeuronParameter[])
    parameters[key] = drawPerItem(
      description.parameters[key],
      seed,
      `${name} ${key}`,
      `population ${name}: ${key}`,
      size,
    );
  checkParameters(name, size, model, parameters);
  const V_m = drawPerItem(description.initial.V_m, seed, `${name} V_m`, `population ${name}: V_m`, size);
  const initialV = typeof V_m === "number" ? new Float64Array(size).fill(V_m) : V_m;
  return { name, index, first, size, model, parameters, initialV };
}

/** One value for each of `count` items, or one number for all. `streamName` keys the draws. */
export function drawPerItem(spread: Spread, seed: number, streamName: string, what: string, count: number): PerNeuron {
  const sampler = spreadSampler(spread, what, count);
  if (sampler.constant !== null) return sampler.constant;
  const stream = new CounterStream(seed, streamOf(streamName));
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = sampler.draw(stream.reseat(i, DrawPurpose.parameter), i);
  return values;
}

function checkParameters(
  name: string,
  size: number,
  model: NeuronModel,
  parameters: Record<NeuronParameter, PerNeuron>,
): void {
  for (const key of MUST_BE_POSITIVE[model])
    firstNeuron(
      size,
      [parameters[key]],
      ([value]) => !(value > 0),
      (where, [value]) =>
        fail("parameter-not-positive", `population ${name}${where}: ${key} is ${value}, but must be positive`, {
          hint: `bound the distribution of ${key} from below with min`,
        }),
    );
  firstNeuron(
    size,
    [parameters.t_ref],
    ([value]) => !(value >= 0),
    (where, [value]) =>
      fail("refractory-negative", `population ${name}${where}: t_ref is ${value} ms, but cannot be negative`, {
        hint: "bound the distribution of t_ref with min: 0",
      }),
  );
  firstNeuron(
    size,
    [parameters.V_reset, parameters.V_th],
    ([reset, threshold]) => !(reset < threshold),
    (where, [reset, threshold]) =>
      fail(
        "reset-above-threshold",
        `population ${name}${where}: V_reset ${reset} mV is not below V_th ${threshold} mV`,
        {
          hint: "bound the distributions of V_reset and V_th with min and max so that they cannot cross",
        },
      ),
  );
}

/** Calls `report` for the first neuron whose values are `bad`; looks once where no value is spread. */
function firstNeuron(
  size: number,
  values: readonly PerNeuron[],
  bad: (values: number[]) => boolean,
  report: (where: string, values: number[]) => never,
): void {
  const spread = values.some((v) => typeof v !== "number");
  for (let i = 0; i < (spread ? size : 1); i++) {
    const here = values.map((v) => valueAt(v, i));
    if (bad(here)) report(spread ? `, neuron ${i}` : "", here);
  }
}
