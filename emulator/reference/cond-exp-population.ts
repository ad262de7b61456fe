/**
 * iaf_cond_exp: C_m V' = -g_L(V - E_L) - g_ex(V - E_ex) - g_in(V - E_in) + I with exponentially decaying conductances.
 *
 * Within a step no spike arrives, so g(t) is known and V obeys a linear equation V' = -a(t)V + b(t), a = (g_L+g_ex+g_in)/C_m.
 * Scheme: commutator-free Magnus integrator of order 4 with two exponentials (Blanes & Moan 2006, Appl Numer Math 56;
 * Alvermann & Fehske 2011, J Comput Phys 230): g at the two Gauss nodes c = 1/2 ∓ √3/6 of the step, and then, twice,
 *   V ← V_inf + (V - V_inf)·exp(-A),   V_inf = B/A,
 * where A and B are h·a, h·b mixed over the nodes with weights (α₂, α₁), then (α₁, α₂), α = 1/4 ∓ √3/6.
 * With constant conductances both halves are exact, so the equilibrium, and the ratio g_E/g_I there, is exact at any h.
 * The mixed node values are the conductance at the start of the step times a constant: no exponential of g is taken at run time.
 *
 * Order in a step, as NEST: V (clamped while refractory) and g advance, then arrivals(n) are added to g, then the threshold.
 */
import type { Population } from "../../src/network/types.js";
import type { Arrivals } from "./arrivals.js";
import { deadStepsOf, forEachNeuron, membranesCanBe, type PopulationUpdate } from "./population-update.js";
import { decayFactor } from "../../src/numerics/propagators.js";

const NODE_EARLY = 1 / 2 - Math.sqrt(3) / 6;
const NODE_LATE = 1 / 2 + Math.sqrt(3) / 6;
const WEIGHT_SMALL = 1 / 4 - Math.sqrt(3) / 6;
const WEIGHT_LARGE = 1 / 4 + Math.sqrt(3) / 6;

export class CondExpPopulation implements PopulationUpdate {
  private readonly v: Float64Array;
  private readonly excitatory: Float64Array;
  private readonly inhibitory: Float64Array;
  private readonly dead: Float64Array;
  private readonly decayEx: Float64Array;
  private readonly decayIn: Float64Array;
  /** h/C_m times the mixed node values of a unit conductance, first and second half. */
  private readonly ex1: Float64Array;
  private readonly ex2: Float64Array;
  private readonly in1: Float64Array;
  private readonly in2: Float64Array;
  private readonly reversalEx: Float64Array;
  private readonly reversalIn: Float64Array;
  /** h·g_L/(2 C_m), and h(g_L·E_L + I)/(2 C_m). */
  private readonly leak: Float64Array;
  private readonly drive: Float64Array;
  readonly threshold: Float64Array;
  readonly reset: Float64Array;
  readonly deadSteps: Float64Array;
  private readonly halfStepPerCapacitance: Float64Array;
  private readonly restingV: Float64Array;
  readonly state: readonly Float64Array[];

  constructor(
    private readonly population: Population,
    dt: number,
    private readonly arrivals: Arrivals,
  ) {
    const each = (value: Parameters<typeof forEachNeuron>[1]) => forEachNeuron(population, value);
    const mixed = (early: number, late: number, tau: number, capacitance: number) =>
      (dt / capacitance) * (early * decayFactor(NODE_EARLY * dt, tau) + late * decayFactor(NODE_LATE * dt, tau));
    this.v = Float64Array.from(population.initialV);
    this.excitatory = new Float64Array(population.size);
    this.inhibitory = new Float64Array(population.size);
    this.dead = new Float64Array(population.size);
    this.decayEx = each((get) => decayFactor(dt, get("tau_syn_ex")));
    this.decayIn = each((get) => decayFactor(dt, get("tau_syn_in")));
    this.ex1 = each((get) => mixed(WEIGHT_LARGE, WEIGHT_SMALL, get("tau_syn_ex"), get("C_m")));
    this.ex2 = each((get) => mixed(WEIGHT_SMALL, WEIGHT_LARGE, get("tau_syn_ex"), get("C_m")));
    this.in1 = each((get) => mixed(WEIGHT_LARGE, WEIGHT_SMALL, get("tau_syn_in"), get("C_m")));
    this.in2 = each((get) => mixed(WEIGHT_SMALL, WEIGHT_LARGE, get("tau_syn_in"), get("C_m")));
    this.reversalEx = each((get) => get("E_ex"));
    this.reversalIn = each((get) => get("E_in"));
    this.halfStepPerCapacitance = each((get) => dt / (2 * get("C_m")));
    this.restingV = each((get) => get("E_L"));
    this.leak = each((get) => (dt * get("g_L")) / (2 * get("C_m")));
    this.drive = new Float64Array(population.size);
    this.threshold = each((get) => get("V_th"));
    this.reset = each((get) => get("V_reset"));
    this.deadSteps = deadStepsOf(population, dt);
    this.state = [this.v, this.excitatory, this.inhibitory, this.dead];
  }

  canBe([v, , , dead]: readonly Float64Array[], step: number): boolean {
    return membranesCanBe(v, dead, this, step);
  }

  setCurrent(current: Float64Array): void {
    for (let i = 0; i < current.length; i++)
      this.drive[i] = this.leak[i] * this.restingV[i] + this.halfStepPerCapacitance[i] * current[i];
  }

  update(step: number, ids: Uint32Array, fired: number): number {
    const {
      v,
      excitatory,
      inhibitory,
      dead,
      decayEx,
      decayIn,
      ex1,
      ex2,
      in1,
      in2,
      reversalEx,
      reversalIn,
      leak,
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
      const gEx = excitatory[i];
      const gIn = inhibitory[i];
      // inhibitory weights are negative numbers of nS: conductance is their magnitude
      excitatory[i] = decayEx[i] * gEx + arriving[offset + i];
      inhibitory[i] = decayIn[i] * gIn - arriving[offsetIn + i];
      if (dead[i] !== 0) {
        dead[i]--;
        continue;
      }
      const eEx = reversalEx[i];
      const eIn = reversalIn[i];
      let aEx = ex1[i] * gEx;
      let aIn = in1[i] * gIn;
      let total = leak[i] + aEx + aIn;
      let target = (drive[i] + aEx * eEx + aIn * eIn) / total;
      let x = target + (v[i] - target) * Math.exp(-total);
      aEx = ex2[i] * gEx;
      aIn = in2[i] * gIn;
      total = leak[i] + aEx + aIn;
      target = (drive[i] + aEx * eEx + aIn * eIn) / total;
      x = target + (x - target) * Math.exp(-total);
      if (x >= threshold[i]) {
        x = reset[i];
        dead[i] = deadSteps[i];
        ids[fired++] = first + i;
      }
      v[i] = x;
    }
    return fired;
  }

  voltage(i: number): number {
    return this.v[i];
  }

  synapticInput(i: number): number {
    return (
      this.excitatory[i] * (this.reversalEx[i] - this.v[i]) + this.inhibitory[i] * (this.reversalIn[i] - this.v[i])
    );
  }

  receptors(i: number): { excitatory: number; inhibitory: number } {
    return { excitatory: this.excitatory[i], inhibitory: this.inhibitory[i] };
  }

  refractory(i: number): number {
    return this.dead[i];
  }
}
