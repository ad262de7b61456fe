/** The numbers of the script: registers of neurons, entries of matrices, spikes of inputs, changes of bias. */
import type { ExportedArray } from "../exporter.js";
import type { LavaConnection, LavaGraph, LavaInput, LavaNeurons } from "./processes.js";

export function lavaArrays({ integers, neurons, inputs, connections }: LavaGraph): ExportedArray[] {
  return [
    ...neurons.flatMap((part) => registers(part, integers.neurons)),
    ...inputs.flatMap(played),
    ...connections.flatMap(synapses),
    ...integers.biasChanges.flatMap(({ neurons: ids, mantissa, exponent }, k) => [
      { name: `bias change ${k}.neuron`, values: ids },
      { name: `bias change ${k}.bias_mant`, values: mantissa },
      { name: `bias change ${k}.bias_exp`, values: exponent },
    ]),
  ];
}

function registers({ name, ids }: LavaNeurons, all: LavaGraph["integers"]["neurons"]): ExportedArray[] {
  return [
    { name: `${name}.id`, values: ids },
    { name: `${name}.bias_mant`, values: Int16Array.from(ids, (id) => all.biasMantissa[id]) },
    { name: `${name}.bias_exp`, values: Int8Array.from(ids, (id) => all.biasExponent[id]) },
    { name: `${name}.u`, values: Int32Array.from(ids, (id) => all.u0[id]) },
    { name: `${name}.v`, values: Int32Array.from(ids, (id) => all.v0[id]) },
  ];
}

function played({ name, spikes: { step, source, count } }: LavaInput): ExportedArray[] {
  return [
    { name: `${name}.step`, values: step },
    { name: `${name}.source`, values: source },
    { name: `${name}.count`, values: count },
  ];
}

function synapses({ name, post, pre, weight, delay }: LavaConnection): ExportedArray[] {
  return [
    { name: `${name}.post`, values: post },
    { name: `${name}.pre`, values: pre },
    { name: `${name}.weight`, values: weight },
    { name: `${name}.delay`, values: delay },
  ];
}
