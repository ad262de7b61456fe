/**
 * An integer network as Lava's processes. A LIF has one du, dv and vth, so a population becomes as many as it has different registers; a
 * synapse group becomes one connection for each pair of a source and a LIF, since a connection has one exponent, width and sign mode.
 */
import type { ProgramPopulation } from "../../program/header.js";
import type { LoihiIntegers } from "../integers/loihi-integers.js";
import { lavaConnections } from "./lava-connections.js";
import { lavaLosses } from "./lava-losses.js";
import { playedSpikes } from "../played-spikes.js";
import type { LavaGraph, LavaInput, LavaNeurons } from "./processes.js";
import { PythonNames } from "./python-names.js";

export function lavaGraphOf(given: LoihiIntegers): LavaGraph {
  const integers = startedBiases(given);
  const names = new PythonNames();
  const neurons = integers.populations.flatMap((population) => neuronsOf(population, integers, names));
  const inputs = integers.inputs.map((port): LavaInput => ({
    name: names.of(port.name),
    port,
    spikes: playedSpikes(port, integers),
  }));
  const connections = lavaConnections(integers, neurons, inputs, names);
  const heard = new Set(connections.flatMap(({ sources }) => sources));
  return {
    integers,
    neurons,
    inputs: inputs.filter((input) => heard.has(input)),
    connections,
    losses: lavaLosses(integers, connections),
  };
}

/** Changes before the first step are the registers that it begins with; those after the last one never happen. */
function startedBiases(integers: LoihiIntegers): LoihiIntegers {
  const { biasChanges, steps } = integers;
  const biasMantissa = integers.neurons.biasMantissa.slice();
  const biasExponent = integers.neurons.biasExponent.slice();
  for (const { neurons, mantissa, exponent } of biasChanges.filter(({ step }) => step === 0))
    neurons.forEach((id, k) => {
      biasMantissa[id] = mantissa[k];
      biasExponent[id] = exponent[k];
    });
  return {
    ...integers,
    neurons: { ...integers.neurons, biasMantissa, biasExponent },
    biasChanges: biasChanges.filter(({ step }) => step > 0 && step < steps),
  };
}

/** One process for each set of registers, in the order in which they come. */
function neuronsOf(
  { name, first, size }: ProgramPopulation,
  { neurons, profile }: LoihiIntegers,
  names: PythonNames,
): LavaNeurons[] {
  // The profile `lava` has no refractory period, whatever the register says.
  const deadSteps = (id: number) => (profile === "lava" ? 0 : Math.max(0, neurons.refractory[id] - 1));
  const byRegisters = new Map<string, number[]>();
  for (let id = first; id < first + size; id++) {
    const key = [neurons.du[id], neurons.dv[id], neurons.thresholdMantissa[id], deadSteps(id)].join();
    const ids = byRegisters.get(key);
    if (ids === undefined) byRegisters.set(key, [id]);
    else ids.push(id);
  }
  return [...byRegisters.values()].map((ids) => ({
    name: names.of(name),
    population: name,
    ids: Uint32Array.from(ids),
    du: neurons.du[ids[0]],
    dv: neurons.dv[ids[0]],
    vth: neurons.thresholdMantissa[ids[0]],
    refractoryPeriod: deadSteps(ids[0]),
  }));
}
