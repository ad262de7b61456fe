/** The arrays of an export, by the names under which the script looks for them. */
import type { ExportedArray } from "../exporter.js";
import { SPYNNAKER_MODELS } from "./spynnaker-models.js";
import type { SpynnakerGraph } from "./spynnaker-graph.js";

/** Of parameter `theirs` of population p, where it differs between neurons. */
export function parameterArray(p: number, theirs: string): string {
  return `population_${p}_${theirs}`;
}

export function spynnakerArrays({ populations, sources, lists, currents }: SpynnakerGraph): ExportedArray[] {
  const parameters = populations.flatMap(({ model, parameters: words }, p) => {
    const { parameters: fixed, state } = SPYNNAKER_MODELS[model];
    return [...fixed, ...state].flatMap(([ours, theirs]): ExportedArray[] => {
      const values = words[ours];
      return values === undefined || values.length === 1 ? [] : [{ name: parameterArray(p, theirs), values }];
    });
  });
  return [
    ...parameters,
    ...sources.flatMap(({ step, source, count }, k) => [
      { name: `input_${k}_tick`, values: step },
      { name: `input_${k}_source`, values: source },
      { name: `input_${k}_count`, values: count },
    ]),
    ...lists.flatMap(({ pre, post, weight, delay }, k) => [
      { name: `synapses_${k}_pre`, values: pre },
      { name: `synapses_${k}_post`, values: post },
      { name: `synapses_${k}_weight`, values: weight },
      { name: `synapses_${k}_delay`, values: delay },
    ]),
    ...currents.flatMap(({ neurons, ticks, amplitudes }, k) => [
      { name: `current_${k}_neurons`, values: neurons },
      { name: `current_${k}_ticks`, values: ticks },
      { name: `current_${k}_amplitudes`, values: amplitudes },
    ]),
  ];
}
