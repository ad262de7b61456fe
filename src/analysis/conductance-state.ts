/**
 * The conductance state of sample neurons: conductances rebuilt exactly from spikes and synapses, beside the probed voltage.
 *
 *   V* = ⟨V⟩,  ratio = ⟨g_E⟩/⟨g_I⟩,  τ_eff = C_m/(g_L + ⟨g_E⟩ + ⟨g_I⟩),  means over time, then over the sample;
 *   I_E = g_E·(E_ex - V) + injected current, I_I = g_I·(E_in - V): the currents that cancel, for the same measures as current synapses have.
 * Without leak and fluctuations ratio = (V* - E_in)/(E_ex - V*), 10/65 at -65 mV; with the leak: src/theory/conductance-ratio.ts.
 */
import { thresholdCurrentOf, valueAt, type Network } from "../network/types.js";
import { meanOf } from "../numerics/sample-moments.js";
import { voltageOf } from "../recording/recorded-probe.js";
import type { Recording } from "../recording/recording.js";
import { conductancesOfNetwork, injectedCurrent, populationWith } from "./input-connectivity.js";
import { inputCurrents, type InputCurrents, type SourceSpikes } from "./input-currents.js";
import type { ConductanceMetrics } from "./metrics.js";

export interface InputConductances {
  readonly neuron: number;
  /** nS, both ≥ 0: the mean over each recorded step. */
  readonly excitatory: Float64Array;
  readonly inhibitory: Float64Array;
  /** mV, from which each step starts. */
  readonly voltage: Float64Array;
}

/** One entry for each of `neurons` (global ids), whose voltage the recording must have in mV after every step. */
export function inputConductances(
  network: Network,
  recording: Recording,
  sources: SourceSpikes | undefined,
  neurons: ArrayLike<number>,
): InputConductances[] {
  return inputCurrents(conductancesOfNetwork(network), recording, sources, neurons).map(({ neuron, E, I }) => ({
    neuron,
    excitatory: E,
    inhibitory: I.map((g) => -g),
    voltage: voltageBefore(recording, neuron),
  }));
}

/** The probed V at the end of the step before; the first step starts from its own end, which no burn-in leaves in. */
function voltageBefore(recording: Recording, neuron: number): Float64Array {
  const after = voltageOf(recording, neuron);
  if (after.length < recording.steps) throw new RangeError(`the voltage of neuron ${neuron} was not probed throughout`);
  return Float64Array.from({ length: recording.steps }, (_, n) => after[Math.max(0, n - 1)]);
}

/** The synaptic currents in pA that these conductances carry, injected current included by its sign. */
export function currentsOfConductances(
  list: readonly InputConductances[],
  network: Network,
  startStep: number,
): InputCurrents[] {
  return list.map(({ neuron, excitatory, inhibitory, voltage }) => {
    const population = populationWith(network, neuron);
    const of = (name: string) => valueAt(population.parameters[name], neuron - population.first);
    const [eEx, eIn] = [of("E_ex"), of("E_in")];
    const E = excitatory.map((g, n) => g * (eEx - voltage[n]));
    const I = inhibitory.map((g, n) => g * (eIn - voltage[n]));
    for (let n = 0; n < E.length; n++) {
      const injected = injectedCurrent(network, neuron, startStep + n);
      if (injected > 0) E[n] += injected;
      else I[n] += injected;
    }
    return {
      neuron,
      unit: "pA",
      E,
      I,
      thresholdCurrent: thresholdCurrentOf(network, population, neuron - population.first),
      delta: false,
    };
  });
}

/** Of neurons of one population; `fromIndex`: first entry of the arrays after the burn-in. */
export function summariseConductances(
  list: readonly InputConductances[],
  network: Network,
  fromIndex: number,
): ConductanceMetrics {
  const from = Math.max(0, fromIndex);
  const each = list.map(({ neuron, excitatory, inhibitory, voltage }) => {
    const population = populationWith(network, neuron);
    const i = neuron - population.first;
    const [gE, gI] = [meanOf(excitatory.subarray(from)), meanOf(inhibitory.subarray(from))];
    const total = valueAt(population.parameters.g_L, i) + gE + gI;
    return { gE, gI, tau: valueAt(population.parameters.C_m, i) / total, v: meanOf(voltage.subarray(from)) };
  });
  const mean = (pick: (one: (typeof each)[number]) => number) => meanOf(each.map(pick));
  const [excitatory, inhibitory] = [mean((s) => s.gE), mean((s) => s.gI)];
  return {
    neurons: Uint32Array.from(list, (s) => s.neuron),
    excitatory,
    inhibitory,
    ratio: inhibitory > 0 ? excitatory / inhibitory : NaN,
    vStar: mean((s) => s.v),
    tauEff: mean((s) => s.tau),
    notExpressible: "",
  };
}
