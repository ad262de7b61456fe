/**
 * State of a Loihi-style chip in units of the description.
 *
 *   V = v/S + V_reset (mV);  u of exponential synapses is the current u/(S·P21) (pA), of delta synapses u/S (mV)
 *
 * with the scale S and the propagator P21 of the chip's own time constants. The chip's u has moved V in the same step: it is the reference's
 * of the step before. There are no conductances.
 */
import type { Quantized } from "../../../compiler/loihi/stages.js";
import { modelOf, valueAt, type Network } from "../../network/types.js";
import { synapticPropagator } from "../../numerics/propagators.js";
import type { LoihiProgram } from "../../program/loihi/program.js";
import type { Probe, ProbedStateVariable } from "../../description/probe.js";
import type { Readout } from "../../recording/state-probe.js";

/** @param onChip what quantizedNetwork made of `quantized` */
export function readoutOnChip(
  { population, neurons, variable }: Probe<ProbedStateVariable>,
  { scaled }: Quantized,
  onChip: Network,
): Readout | null {
  const found = onChip.populations.find(({ name }) => name === population);
  if (found === undefined || variable === "g_E" || variable === "g_I") return null;
  const { first, parameters } = found;
  const scale = Float64Array.from(neurons, (neuron) => scaled.scale[first + neuron]);
  if (variable === "v") {
    const reset = Float64Array.from(neurons, (neuron) => scaled.lowered.neurons.reset[first + neuron]);
    return { unit: "mV", value: ({ v }, at, column) => v[at] / scale[column] + reset[column] };
  }
  if (modelOf(onChip, found).synapse === "delta")
    return { unit: "mV", value: ({ u }, at, column) => u[at] / scale[column] };
  const propagator = Float64Array.from(neurons, (neuron) => {
    const of = (name: "tau_m" | "tau_syn_ex" | "C_m") => valueAt(parameters[name], neuron);
    return synapticPropagator(onChip.dt, of("tau_m"), of("tau_syn_ex"), of("C_m"));
  });
  return { unit: "pA", value: ({ u }, at, column) => u[at] / scale[column] / propagator[column] };
}

/** Of a program alone, which does not know capacitances: u as what it adds to V in a step. */
export function readoutOfLoihiProgram(
  { population, neurons, variable }: Probe<ProbedStateVariable>,
  { populations, readback: { vLsb, vOffset } }: LoihiProgram,
): Readout | null {
  const first = populations.find(({ name }) => name === population)?.first;
  if (first === undefined || variable === "g_E" || variable === "g_I") return null;
  const of = (values: Float64Array) =>
    Float64Array.from(neurons, (neuron) => values[values.length === 1 ? 0 : first + neuron]);
  const [lsb, offset] = [of(vLsb), of(vOffset)];
  return variable === "v"
    ? { unit: "mV", value: ({ v }, at, column) => v[at] * lsb[column] + offset[column] }
    : { unit: "mV per step", value: ({ u }, at, column) => u[at] * lsb[column] };
}
