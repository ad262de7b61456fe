/** Do the integers fit a SpiNNaker-style target as they are? What a word cannot hold is an error with its place: nothing is requantized. */
import { SYNAPSE_TYPES, type NeuronModel, type NeuronParameters } from "../../program/spinnaker/machine-image.js";
import { FIELD_BITS } from "../../program/spinnaker/synaptic-word.js";
import type { SpinnakerTarget } from "../../targets/spinnaker/target.js";
import { checkRows, mustHave, refuseLimit, synapseOf, type PlaceOf } from "./check-rows.js";
import { idsOf } from "./integers-header.js";
import { SPINNAKER_PARAMETERS } from "./names.js";
import type { SpinnakerIntegerPopulation, SpinnakerIntegers, SpinnakerSynapseRows } from "./spinnaker-integers.js";

/** Whether neurons of a model have a parameter. */
export function hasParameter(model: NeuronModel, key: keyof NeuronParameters): boolean {
  if (key === "tauExcitatory" || key === "tauInhibitory") return model !== "IF_curr_delta";
  return key === "reversalExcitatory" || key === "reversalInhibitory" ? model === "IF_cond_exp" : true;
}

/** @throws EquipoiseError `integers-limit` for what the cores divide by, and for times below 0 */
export function checkSpinnakerParameters({ name, parameters }: SpinnakerIntegerPopulation, what: string): void {
  const least: Partial<Record<keyof NeuronParameters, number>> = {
    ...{ tauM: 1, cM: 1, tauExcitatory: 1, tauInhibitory: 1, tRefractory: 0, refractoryInit: 0 },
  };
  for (const [key, min] of Object.entries(least) as [keyof NeuronParameters, number][]) {
    const words = parameters[key];
    const wrong = words?.findIndex((word) => word < min) ?? -1;
    if (wrong < 0) continue;
    const neuron = words!.length === 1 ? "" : `, neuron ${wrong}`;
    refuseLimit(
      `${what}: ${SPINNAKER_PARAMETERS[key]} of population ${name}${neuron}`,
      ` = ${words![wrong]}, but it must be at least ${min}`,
    );
  }
}

type Synapses = Pick<SpinnakerSynapseRows, "weight" | "type" | "delay">;

/** @throws EquipoiseError `integers-limit` */
export function checkSpinnakerSynapses(
  { weight, type, delay }: Synapses,
  { limits }: SpinnakerTarget,
  place: PlaceOf,
): void {
  const bits = Math.min(FIELD_BITS, limits.weightBits.value ?? FIELD_BITS);
  const largest = 2 ** bits - 1;
  for (let k = 0; k < weight.length; k++) {
    if (weight[k] > largest)
      refuseLimit(place("weight", k), ` = ${weight[k]}, but a weight of this target has ${bits} bits (0..${largest})`);
    if (type[k] >= SYNAPSE_TYPES)
      refuseLimit(place("type", k), ` = ${type[k]}, but the types are 0 (excitatory) and 1 (inhibitory)`);
    if (delay[k] < 1) refuseLimit(place("delay", k), ` = ${delay[k]}, but delays are ticks from 1 on`);
  }
}

/**
 * Of integers in memory, whoever made them.
 * @throws EquipoiseError `integers-limit`, `integers-array` where a column has a wrong length or names a neuron that does not exist
 */
export function checkSpinnakerIntegers(integers: SpinnakerIntegers, target: SpinnakerTarget): void {
  const { populations, synapses, size, name } = integers;
  const what = `the integer network ${name}`;
  for (const population of populations) {
    const { model, parameters } = population;
    for (const [key, column] of Object.entries(SPINNAKER_PARAMETERS) as [keyof NeuronParameters, string][]) {
      const words = parameters[key];
      const wanted = hasParameter(model, key) ? (words?.length === 1 ? 1 : population.size) : 0;
      mustHave(words?.length ?? 0, wanted, `${column} of population ${population.name}`, what);
    }
    checkSpinnakerParameters(population, what);
  }
  checkRows(synapses, size, idsOf(integers), what);
  for (const column of ["weight", "type", "delay"] as const)
    mustHave(synapses[column].length, synapses.post.length, column, what);
  checkSpinnakerSynapses(synapses, target, (column, k) => `${column} of ${synapseOf(synapses, k)}`);
}
