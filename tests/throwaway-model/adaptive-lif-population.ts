/**
 * The float64 update of the adaptive leaky integrator, in the order of psc-exp-population.ts:
 *
 *   not refractory:  U ← P22·U + P21ex·I_ex + P21in·I_in + P23·w + P20·I      (U = V - E_L)
 *   I_ex, I_in as there;  w ← P33·w;  a spike: w ← w + b
 */
import type { Arrivals } from "../../emulator/reference/arrivals.js";
import {
  deadStepsOf,
  forEachNeuron,
  membranesCanBe,
  type PopulationUpdate,
} from "../../emulator/reference/population-update.js";
import type { ReadParameter } from "../../src/models/neuron-model.js";
import type { Population } from "../../src/network/types.js";
import { adaptiveLif } from "./adaptive-lif.js";

export function adaptiveLifPopulation(population: Population, dt: number, arrivals: Arrivals): PopulationUpdate {
  const { first, size } = population;
  const each = (value: (get: ReadParameter, i: number) => number) => forEachNeuron(population, value);
  const constant = (name: keyof typeof adaptiveLif.propagators) =>
    each((get) => adaptiveLif.propagators[name](get, dt));
  const [P11ex, P11in, P22, P33] = [constant("P11ex"), constant("P11in"), constant("P22"), constant("P33")];
  const [P21ex, P21in, P23, P20] = [constant("P21ex"), constant("P21in"), constant("P23"), constant("P20")];
  const rest = each((get) => get("E_L"));
  const jump = each((get) => get("b"));
  const threshold = each((get) => get("V_th") - get("E_L"));
  const reset = each((get) => get("V_reset") - get("E_L"));
  const deadSteps = deadStepsOf(population, dt);
  const u = each((get, i) => population.initialV[i] - get("E_L"));
  const [excitatory, inhibitory, w, dead, drive] = Array.from({ length: 5 }, () => new Float64Array(size));
  return {
    state: [u, excitatory, inhibitory, w, dead],
    canBe: ([v, , , adaptation, counters], step) =>
      adaptation.every((x) => x >= 0) && membranesCanBe(v, counters, { threshold, reset, deadSteps }, step),
    setCurrent(current) {
      for (let i = 0; i < size; i++) drive[i] = P20[i] * current[i];
    },
    update(step, ids, fired) {
      const offset = arrivals.offset(step);
      for (let i = 0; i < size; i++) {
        let x = u[i];
        if (dead[i] === 0)
          x = P22[i] * x + P21ex[i] * excitatory[i] + P21in[i] * inhibitory[i] + P23[i] * w[i] + drive[i];
        else dead[i]--;
        excitatory[i] = P11ex[i] * excitatory[i] + arrivals.data[offset + i];
        inhibitory[i] = P11in[i] * inhibitory[i] + arrivals.data[offset + size + i];
        w[i] = P33[i] * w[i];
        if (x >= threshold[i]) {
          x = reset[i];
          dead[i] = deadSteps[i];
          w[i] += jump[i];
          ids[fired++] = first + i;
        }
        u[i] = x;
      }
      return fired;
    },
    voltage: (i) => u[i] + rest[i],
    synapticInput: (i) => excitatory[i] + inhibitory[i],
    receptors: (i) => ({ excitatory: excitatory[i], inhibitory: inhibitory[i] }),
    refractory: (i) => dead[i],
  };
}
