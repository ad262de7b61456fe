/**
 * iaf_psc_delta: leaky integrate-and-fire neuron whose synapses move the membrane at once, integrated exactly.
 *
 *   not refractory:  U ← P22·U + P20·I + arrivals(n)      (U = V - E_L)
 *   refractory:      U stays at V_reset - E_L, arrivals are discarded, one refractory step less
 *   U ≥ V_th - E_L:  spike, U ← V_reset - E_L, t_ref/h refractory steps
 */
import type { Population } from "../../src/network/types.js";
import { newFloat64 } from "./allocate.js";
import type { Arrivals } from "./arrivals.js";
import { deadStepsOf, forEachNeuron, membranesCanBe, type PopulationUpdate } from "./population-update.js";
import { iafPscDelta } from "../../src/models/iaf-psc-delta.js";

export class PscDeltaPopulation implements PopulationUpdate {
  private readonly restingV: Float64Array;
  readonly u: Float64Array;
  readonly dead: Float64Array;
  readonly decayV: Float64Array;
  private readonly gainCurrent: Float64Array;
  readonly drive: Float64Array;
  readonly threshold: Float64Array;
  readonly reset: Float64Array;
  readonly deadSteps: Float64Array;
  /** The last executed step; the arrivals of that step are what `synapticInput` reports. */
  readonly lastStep = Float64Array.of(-1);
  readonly state: readonly Float64Array[];

  constructor(
    private readonly population: Population,
    dt: number,
    private readonly arrivals: Arrivals,
    allocate = newFloat64,
  ) {
    const { P22, P20 } = iafPscDelta.propagators;
    const each = (value: Parameters<typeof forEachNeuron>[1]) => forEachNeuron(population, value, allocate);
    this.restingV = forEachNeuron(population, (get) => get("E_L"));
    this.u = each((get, i) => population.initialV[i] - get("E_L"));
    this.dead = allocate(population.size);
    this.decayV = each((get) => P22(get, dt));
    this.gainCurrent = forEachNeuron(population, (get) => P20(get, dt));
    this.drive = allocate(population.size);
    this.threshold = each((get) => get("V_th") - get("E_L"));
    this.reset = each((get) => get("V_reset") - get("E_L"));
    this.deadSteps = deadStepsOf(population, dt, allocate);
    this.state = [this.u, this.dead, this.lastStep];
  }

  canBe([u, dead, lastStep]: readonly Float64Array[], step: number): boolean {
    return lastStep[0] === step - 1 && membranesCanBe(u, dead, this, step);
  }

  setCurrent(current: Float64Array): void {
    for (let i = 0; i < current.length; i++) this.drive[i] = this.gainCurrent[i] * current[i];
  }

  update(step: number, ids: Uint32Array, fired: number): number {
    const { u, dead, decayV, drive, threshold, reset, deadSteps } = this;
    const { first, size } = this.population;
    const arriving = this.arrivals.data;
    const offset = this.arrivals.offset(step);
    for (let i = 0; i < size; i++) {
      if (dead[i] !== 0) {
        dead[i]--;
        continue;
      }
      const x = decayV[i] * u[i] + drive[i] + arriving[offset + i];
      if (x >= threshold[i]) {
        u[i] = reset[i];
        dead[i] = deadSteps[i];
        ids[fired++] = first + i;
      } else u[i] = x;
    }
    this.lastStep[0] = step;
    return fired;
  }

  voltage(i: number): number {
    return this.u[i] + this.restingV[i];
  }

  synapticInput(i: number): number {
    const step = this.lastStep[0];
    return step < 0 ? 0 : this.arrivals.data[this.arrivals.offset(step) + i];
  }

  receptors(i: number): { excitatory: number; inhibitory: number } {
    return { excitatory: this.synapticInput(i), inhibitory: 0 };
  }

  refractory(i: number): number {
    return this.dead[i];
  }
}
