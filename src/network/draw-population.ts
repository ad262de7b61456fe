/**
 * One population: a value per neuron for every spread parameter, keyed by (seed, "population parameter", neuron).
 * Constants stay numbers. Impossible values are refused with the neuron that has them.
 */
import { fail } from "../diagnostics/diagnostic.js";
import type { PopulationDescription, Spread } from "../description/types.js";
import type { ModelParameters, NeuronModel, NeuronModels } from "../models/neuron-model.js";
import { neuronModel } from "../models/registry.js";
import { CounterStream, streamOf } from "../numerics/philox.js";
import { DrawPurpose } from "./draw-purpose.js";
import { spreadSampler } from "./spread-sampler.js";
import { type PerNeuron, type Population, valueAt } from "./types.js";

/** @throws EquipoiseError `wrong-length`, `parameter-missing`, `parameter-not-positive`, `parameter-negative`, `refractory-negative`, `reset-above-threshold`, `unknown-model` */
export function drawPopulation(
  description: PopulationDescription,
  index: number,
  first: number,
  seed: number,
  models?: NeuronModels,
): Population {
  const { name, size, model } = description;
  if (!Number.isInteger(size) || size < 1)
    fail("population-size", `population ${name}: the size ${size} is not a whole number ≥ 1`, {
      hint: "give a size of at least 1",
    });
  const declared = neuronModel(model, models);
  const parameters = Object.fromEntries(
    Object.entries(declared.parameters).map(([key, { unit }]): [string, PerNeuron] => {
      const what = `population ${name}: ${key}`;
      if (!Object.hasOwn(description.parameters, key))
        fail("parameter-missing", `${what} is not given, and ${model} needs it`, { hint: `give ${key} in ${unit}` });
      return [key, drawPerItem(description.parameters[key], seed, `${name} ${key}`, what, size)];
    }),
  ) as ModelParameters<PerNeuron>;
  checkParameters(name, size, declared, parameters);
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

function checkParameters(name: string, size: number, model: NeuronModel, parameters: ModelParameters<PerNeuron>): void {
  const specs = Object.entries(model.parameters);
  for (const [key, { range }] of specs)
    if (range !== undefined && "above" in range)
      firstNeuron(
        size,
        [parameters[key]],
        ([value]) => !(value > range.above),
        (where, [value]) =>
          fail(
            "parameter-not-positive",
            `population ${name}${where}: ${key} is ${value}, but must be ${range.above === 0 ? "positive" : `above ${range.above}`}`,
            { hint: `bound the distribution of ${key} from below with min` },
          ),
      );
  for (const [key, { range, unit }] of specs)
    if (range !== undefined && "atLeast" in range)
      firstNeuron(
        size,
        [parameters[key]],
        ([value]) => !(value >= range.atLeast),
        (where, [value]) =>
          fail(
            key === "t_ref" ? "refractory-negative" : "parameter-negative",
            `population ${name}${where}: ${key} is ${value} ${unit}, but cannot be ${range.atLeast === 0 ? "negative" : `below ${range.atLeast} ${unit}`}`,
            { hint: `bound the distribution of ${key} with min: ${range.atLeast}` },
          ),
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
