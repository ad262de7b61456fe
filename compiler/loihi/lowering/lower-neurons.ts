/**
 * Neuron parameters to the chip's form: u ← decayU·u + unitWeight·w, v ← decayV·v + u + bias, reset at 0.
 * One function per neuron model; the caller loops over neurons.
 */
import { valueAt, type Population } from "../../../src/network/types.js";
import { portableExpm1 } from "../../../src/numerics/portable-exp.js";
import { currentPropagator, decayFactor, synapticPropagator } from "../../../src/numerics/propagators.js";
import { refractorySteps } from "../../../src/numerics/time-grid.js";
import type { OperatingPoint } from "../../common/input/conductance.js";
import { loihiModel } from "./models.js";

export interface LoweredNeuron {
  readonly decayU: number;
  readonly decayV: number;
  readonly unitWeight: number;
  readonly unitCurrent: number;
  readonly bias: number;
  readonly threshold: number;
  readonly reset: number;
  readonly rest: number;
  readonly refractorySteps: number;
}

/** What a population was lowered to, besides its own parameters. */
export interface PopulationLowering {
  /** ms, one synaptic time constant for the compartment; null: that of the neuron (both are equal), or delta synapses. */
  readonly commonTauSyn: number | null;
  readonly operatingPoint: OperatingPoint | null;
}

function exponentialSynapse(dt: number, tauM: number, tauS: number, capacitance: number) {
  return { decayU: decayFactor(dt, tauS), unitWeight: synapticPropagator(dt, tauM, tauS, capacitance) };
}

export function lowerNeuron(population: Population, i: number, dt: number, how: PopulationLowering): LoweredNeuron {
  const get = (name: string): number => valueAt(population.parameters[name], i);
  const point = how.operatingPoint;
  const tauM = point === null ? get("tau_m") : get("C_m") / (get("g_L") + point.conductanceEx + point.conductanceIn);
  const unitCurrent = currentPropagator(dt, tauM, get("C_m"));
  // A delta synapse is a current that is gone after the step in which it arrives.
  const { decayU, unitWeight } =
    loihiModel(population).synapse === "delta"
      ? { decayU: 0, unitWeight: 1 }
      : exponentialSynapse(dt, tauM, how.commonTauSyn ?? get("tau_syn_ex"), get("C_m"));
  const rest =
    point === null
      ? get("E_L")
      : // C dV/dt = -g_tot (V - rest) + Σ g(t)(E - V*): the lowered synapses carry the mean too, so it must not be in the rest.
        (get("g_L") * get("E_L") + (point.conductanceEx + point.conductanceIn) * point.vStar) /
        (get("g_L") + point.conductanceEx + point.conductanceIn);
  return {
    decayU,
    decayV: decayFactor(dt, tauM),
    unitWeight,
    unitCurrent,
    bias: (rest - get("V_reset")) * -portableExpm1(-dt / tauM) + unitCurrent * get("I_e"),
    threshold: get("V_th") - get("V_reset"),
    reset: get("V_reset"),
    rest,
    refractorySteps: refractorySteps(get("t_ref"), dt).steps,
  };
}
