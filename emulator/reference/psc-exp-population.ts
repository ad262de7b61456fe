/**
 * iaf_psc_exp: leaky integrate-and-fire neuron with exponential currents, integrated exactly (NEST's order of operations).
 *
 *   not refractory:  U ← P22·U + P21ex·I_ex + P21in·I_in + P20·I      (U = V - E_L; I_ex, I_in as the last step left them)
 *   refractory:      U stays at V_reset - E_L, one refractory step less
 *   I_ex ← P11ex·I_ex + arrivals_ex(n),  I_in likewise
 *   U ≥ V_th - E_L:  spike, U ← V_reset - E_L, t_ref/h refractory steps
 *
 * Source: Rotter & Diesmann 1999; propagators in src/models/iaf-psc-exp.ts.
 */
import type { Population } from "../../src/network/types.js";
import { newFloat64 } from "./allocate.js";
import type { Arrivals } from "./arrivals.js";
import { deadStepsOf, forEachNeuron, membranesCanBe, type PopulationUpdate } from "./population-update.js";
import { iafPscExp } from "../../src/models/iaf-psc-exp.js";

export class PscExpPopulation implements PopulationUpdate {
  private readonly restingV: Float64Array;
  readonly u: Float64Array;
  readonly excitatory: Float64Array;
  readonly inhibitory: Float64Array;
  readonly dead: Float64Array;
  readonly decayEx: Float64Array;
  readonly decayIn: Float64Array;
  readonly decayV: Float64Array;
  readonly gainEx: Float64Array;
  readonly gainIn: Float64Array;
  private readonly gainCurrent: Float64Array;
  readonly drive: Float64Array;
  readonly threshold: Float64Array;
  readonly reset: Float64Array;
  readonly deadSteps: Float64Array;
  readonly state: readonly Float64Array[];

  constructor(
    private readonly population: Population,
    dt: number,
    private readonly arrivals: Arrivals,
    allocate = newFloat64,
  ) {
    const { P11ex, P11in, P22, P21ex, P21in, P20 } = iafPscExp.propagators;
    const each = (value: Parameters<typeof forEachNeuron>[1]) => forEachNeuron(population, value, allocate);
    this.restingV = forEachNeuron(population, (get) => get("E_L"));
    this.u = each((get, i) => population.initialV[i] - get("E_L"));
    this.excitatory = allocate(population.size);
    this.inhibitory = allocate(population.size);
    this.dead = allocate(population.size);
    this.decayEx = each((get) => P11ex(get, dt));
    this.decayIn = each((get) => P11in(get, dt));
    this.decayV = each((get) => P22(get, dt));
    this.gainEx = each((get) => P21ex(get, dt));
    this.gainIn = each((get) => P21in(get, dt));
    this.gainCurrent = forEachNeuron(population, (get) => P20(get, dt));
    this.drive = allocate(population.size);
    this.threshold = each((get) => get("V_th") - get("E_L"));
    this.reset = each((get) => get("V_reset") - get("E_L"));
    this.deadSteps = deadStepsOf(population, dt, allocate);
    this.state = [this.u, this.excitatory, this.inhibitory, this.dead];
  }

  canBe([u, , , dead]: readonly Float64Array[], step: number): boolean {
    return membranesCanBe(u, dead, this, step);
  }

  setCurrent(current: Float64Array): void {
    for (let i = 0; i < current.length; i++) this.drive[i] = this.gainCurrent[i] * current[i];
  }

  update(step: number, ids: Uint32Array, fired: number): number {
    const {
      u,
      excitatory,
      inhibitory,
      dead,
      decayEx,
      decayIn,
      decayV,
      gainEx,
      gainIn,
      drive,
      threshold,
      reset,
      deadSteps,
    } = this;
    const { first, size } = this.population;
    const arriving = this.arrivals.data;
    const offset = this.arrivals.offset(step);
    const offsetIn = offset + size;
    for (let i = 0; i < size; i++) {
      const ex = excitatory[i];
      const inh = inhibitory[i];
      let x = u[i];
      if (dead[i] === 0) x = decayV[i] * x + gainEx[i] * ex + gainIn[i] * inh + drive[i];
      else dead[i]--;
      excitatory[i] = decayEx[i] * ex + arriving[offset + i];
      inhibitory[i] = decayIn[i] * inh + arriving[offsetIn + i];
      if (x >= threshold[i]) {
        x = reset[i];
        dead[i] = deadSteps[i];
        ids[fired++] = first + i;
      }
      u[i] = x;
    }
    return fired;
  }

  voltage(i: number): number {
    return this.u[i] + this.restingV[i];
  }

  synapticInput(i: number): number {
    return this.excitatory[i] + this.inhibitory[i];
  }

  receptors(i: number): { excitatory: number; inhibitory: number } {
    return { excitatory: this.excitatory[i], inhibitory: this.inhibitory[i] };
  }

  refractory(i: number): number {
    return this.dead[i];
  }
}
