/**
 * Writes an integer network as its two files. What all neurons of every population have alike stands in network.json, all else in the arrays;
 * synapses are in their one order (synapse-rows.ts), so that equal networks are equal bytes.
 */
import type { NumberArray } from "../../program/little-endian.js";
import { npyNumbers, npzFile, type NpzArray } from "../../recording/npz.js";
import { INTEGERS_FORMAT, INTEGERS_VERSION } from "./document-schema.js";
import { idsOf, type IntegersHeader, type SynapseRows } from "./integers-header.js";
import type { Integers } from "./integers.js";
import type { LoihiIntegers, LoihiRegisters } from "./loihi-integers.js";
import { LOIHI_REGISTERS, SPINNAKER_PARAMETERS } from "./names.js";
import type { NeuronParameters } from "../../program/spinnaker/machine-image.js";
import type { SpinnakerIntegers } from "./spinnaker-integers.js";
import { inOrder, presynapticIds, sortSynapses, type Column } from "./synapse-rows.js";

export interface WrittenIntegers {
  /** network.json */
  readonly text: string;
  /** arrays.npz, piece by piece. */
  readonly arrays: () => Iterable<Uint8Array>;
}

/** A part of each file. */
interface Parts {
  readonly document: Readonly<Record<string, unknown>>;
  readonly arrays: readonly NpzArray[];
}

/** @throws EquipoiseError `npz-too-large` while the arrays are written */
export function writeIntegers(integers: Integers): WrittenIntegers {
  const own = integers.family === "loihi" ? loihiParts(integers) : spinnakerParts(integers);
  const inputs = inputParts(integers);
  const document = { ...headOf(integers), inputs: inputs.document.inputs, ...own.document };
  const arrays = [...own.arrays, ...inputs.arrays, ...seatArrays(integers)];
  return { text: `${JSON.stringify(document, null, 2)}\n`, arrays: () => npzFile(arrays) };
}

function headOf({ family, name, target, board, profile, dt, steps, burnInSteps, seed, ...rest }: Integers): object {
  const { options, probes, spikesKept } = rest;
  return {
    ...{ format: INTEGERS_FORMAT, version: INTEGERS_VERSION, family, name, target, board, profile },
    ...{ timestep: dt, steps, burn_in_steps: burnInSteps, seed },
    ...(probes === undefined
      ? {}
      : { probes: probes.map((probe) => ({ ...probe, neurons: Array.from(probe.neurons) })) }),
    ...(spikesKept === undefined ? {} : { spikes: spikesKept }),
    options: JSON.parse(options) as object,
  };
}

/** Spike lists are flat, with ids of the whole network. */
function inputParts({ size, inputs }: IntegersHeader): Parts {
  const ids = idsOf({ size, inputs });
  const single = inputs.some(({ rate }) => rate.length > 1);
  const rates = new Float64Array(ids - size);
  let next = size;
  const document = inputs.map(({ name, first, size: sources, kind, rate, startStep, stopStep, stream }) => {
    const begin = first === next ? {} : { first };
    next = first + sources;
    for (let s = 0; s < sources; s++) rates[first - size + s] = rate[rate.length === 1 ? 0 : s];
    const own = rate.length > 1 || kind === "spike_times" ? {} : { rate: rate[0] };
    return { name, size: sources, ...begin, kind, ...own, start_step: startStep, stop_step: stopStep, stream };
  });
  const spikes = inputs.reduce((sum, { spikeSteps }) => sum + spikeSteps.length, 0);
  const [steps, sources] = [new Uint32Array(spikes), new Uint32Array(spikes)];
  let at = 0;
  for (const { first, spikeSteps, spikeIds } of inputs)
    for (let k = 0; k < spikeSteps.length; k++, at++) {
      steps[at] = spikeSteps[k];
      sources[at] = first + spikeIds[k];
    }
  return {
    document: { inputs: document },
    arrays: [
      ...(single ? [npyNumbers("input_rate", rates)] : []),
      ...(spikes > 0 ? [npyNumbers("spike_step", steps), npyNumbers("spike_source", sources)] : []),
    ],
  };
}

function seatArrays({ seats }: Integers): NpzArray[] {
  return seats === undefined ? [] : [npyNumbers("core", seats.core), npyNumbers("slot", seats.slot)];
}

function synapseArrays(
  { rowStart, post }: SynapseRows,
  size: number,
  columns: readonly (readonly [name: string, column: Column])[],
  ties: readonly Column[],
): NpzArray[] {
  const pre = presynapticIds(rowStart);
  const { order } = sortSynapses(pre, post, rowStart.length - 1, size, ties);
  // `pre` is ascending already.
  return [
    npyNumbers("pre", pre),
    npyNumbers("post", inOrder(post, order)),
    ...columns.map(([name, column]) => npyNumbers(name, inOrder(column, order))),
  ];
}

type Range = { readonly name: string; readonly first: number; readonly size: number };

/** The constant that each population has, or null where one of them has none: values differ between its neurons. */
function constantsOf(values: NumberArray, populations: readonly Range[]): number[] | null {
  const constants: number[] = [];
  for (const { first, size } of populations) {
    for (let i = first; i < first + size; i++) if (values[i] !== values[first]) return null;
    constants.push(values[first]);
  }
  return constants;
}

function loihiParts(integers: LoihiIntegers): Parts {
  const { populations, neurons, noises, vmin, vmax, groups, synapses, biasChanges, readback, size, cores } = integers;
  const registers = (Object.entries(LOIHI_REGISTERS) as [keyof LoihiRegisters, string][]).map(([key, name]) => {
    const values = neurons[key];
    return { name, values, constants: constantsOf(values, populations) };
  });
  const { mantissa, group, delay } = synapses;
  const columns = [
    ["mantissa", mantissa],
    ["group", group],
    ["delay", delay],
  ] as const;
  const single = (name: string, values: Float64Array) => (values.length === 1 ? [] : [npyNumbers(name, values)]);
  return {
    document: {
      populations: populations.map(({ name, size: neuronsOf }, p) => ({
        ...{ name, size: neuronsOf },
        registers: Object.fromEntries(
          registers.flatMap(({ name: register, constants }) => (constants === null ? [] : [[register, constants[p]]])),
        ),
      })),
      groups: groups.map(({ name, weightExponent, weightBits, signMode, graded }) => ({
        ...{ name, weight_exponent: weightExponent, weight_bits: weightBits, sign_mode: signMode, graded },
      })),
      noises: noises.map(({ target, exponent, mantissaOffset }) => ({
        ...{ target, exponent, mantissa_offset: mantissaOffset },
      })),
      ...{ vmin, vmax },
      ...(readback.vLsb.length === 1 ? { v_lsb: readback.vLsb[0] } : {}),
      ...(readback.vOffset.length === 1 ? { v_offset: readback.vOffset[0] } : {}),
      ...(cores === undefined ? {} : { cores }),
    },
    arrays: [
      ...synapseArrays(synapses, size, columns, [group, delay, mantissa]),
      ...registers.flatMap(({ name, values, constants }) => (constants === null ? [npyNumbers(name, values)] : [])),
      ...single("v_lsb", readback.vLsb),
      ...single("v_offset", readback.vOffset),
      ...changeArrays(
        biasChanges.map(({ step, neurons: ids }) => ({ step, neurons: ids })),
        [
          [
            "change_mantissa",
            joined(
              Int16Array,
              biasChanges.map((change) => change.mantissa),
            ),
          ],
          [
            "change_exponent",
            joined(
              Int8Array,
              biasChanges.map((change) => change.exponent),
            ),
          ],
        ],
      ),
    ],
  };
}

/** Of all changes, one after the other. */
function joined<T extends NumberArray>(type: new (length: number) => T, parts: readonly T[]): T {
  const all = new type(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function changeArrays(
  changes: readonly { readonly step: number; readonly neurons: Uint32Array }[],
  columns: readonly (readonly [name: string, values: NumberArray])[],
): NpzArray[] {
  if (changes.length === 0) return [];
  const neurons = joined(
    Uint32Array,
    changes.map((change) => change.neurons),
  );
  const steps = joined(
    Uint32Array,
    changes.map((change) => new Uint32Array(change.neurons.length).fill(change.step)),
  );
  return [
    npyNumbers("change_step", steps),
    npyNumbers("change_neuron", neurons),
    ...columns.map(([name, values]) => npyNumbers(name, values)),
  ];
}

function spinnakerParts(integers: SpinnakerIntegers): Parts {
  const { populations, dtRaw, synapses, offsetChanges, size, cores } = integers;
  const parameters = (Object.entries(SPINNAKER_PARAMETERS) as [keyof NeuronParameters, string][]).map(([key, name]) => {
    const words = populations.map((population) => population.parameters[key]);
    const constant = words.every((of) => of === undefined || of.length === 1);
    return { name, words, constant };
  });
  const { weight, type, delay } = synapses;
  const columns = [
    ["weight", weight],
    ["type", type],
    ["delay", delay],
  ] as const;
  return {
    document: {
      timestep_word: dtRaw,
      populations: populations.map(({ name, size: neurons, model, leftShifts, stepsPerTick }, p) => ({
        ...{ name, size: neurons, model, left_shifts: leftShifts, steps_per_tick: stepsPerTick },
        parameters: Object.fromEntries(
          parameters.flatMap(({ name: parameter, words, constant }) =>
            constant && words[p] !== undefined ? [[parameter, words[p][0]]] : [],
          ),
        ),
      })),
      ...(cores === undefined
        ? {}
        : {
            cores: cores.map(({ population, layout, synapseCores, chipX, chipY, core }) => ({
              ...{ population, index_bits: layout.indexBits, type_bits: layout.typeBits },
              ...{ delay_bits: layout.delayBits, synapse_cores: synapseCores, chip_x: chipX, chip_y: chipY, core },
            })),
          }),
    },
    arrays: [
      ...synapseArrays(synapses, size, columns, [type, delay, weight]),
      ...parameters.flatMap(({ name, words, constant }) =>
        constant ? [] : [npyNumbers(name, flat(words, populations, size))],
      ),
      ...changeArrays(
        offsetChanges.map(({ tick, neurons }) => ({ step: tick, neurons })),
        [
          [
            "change_i_offset",
            joined(
              Int32Array,
              offsetChanges.map((change) => change.iOffset),
            ),
          ],
        ],
      ),
    ],
  };
}

/** Of all neurons; 0 where a model has none. */
function flat(words: readonly (Int32Array | undefined)[], populations: readonly Range[], size: number): Int32Array {
  const all = new Int32Array(size);
  populations.forEach(({ first, size: neurons }, p) => {
    const own = words[p];
    if (own?.length === 1) all.fill(own[0], first, first + neurons);
    else if (own !== undefined) all.set(own, first);
  });
  return all;
}
