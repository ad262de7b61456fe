/**
 * StepCurrents: the constant and piecewise constant current of each neuron of a population, pA.
 * I_i(n) = I_e,i + Σ_c amplitude_c[k], k the last index with steps_c[k] ≤ n; currents add in the order of the description.
 */
import { valueAt, type CurrentInput, type Network, type Population } from "../../src/network/types.js";

export class StepCurrents {
  private readonly inputs: readonly CurrentInput[];
  private readonly changeSteps: ReadonlySet<number>;

  constructor(
    network: Pick<Network, "currents">,
    private readonly population: Population,
  ) {
    this.inputs = network.currents.filter((input) => input.post === population.index);
    this.changeSteps = new Set(this.inputs.flatMap((input) => [...input.steps]));
  }

  changesAt(step: number): boolean {
    return this.changeSteps.has(step);
  }

  /** Current of each neuron during `step`. */
  at(step: number): Float64Array {
    const total = Float64Array.from({ length: this.population.size }, (_, i) =>
      valueAt(this.population.parameters.I_e, i),
    );
    for (const input of this.inputs) {
      let k = -1;
      while (k + 1 < input.steps.length && input.steps[k + 1] <= step) k++;
      if (k >= 0) for (let i = 0; i < total.length; i++) total[i] += valueAt(input.amplitude[k], i);
    }
    return total;
  }
}
