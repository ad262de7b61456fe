/** The integers of a SpiNNaker-style machine from network.json and its arrays. */
import { roundHalfEven } from "../../numerics/round-half-even.js";
import { INT32_MAX, INT32_MIN, S1615_ONE } from "../../numerics/s1615.js";
import { SYNAPSE_TYPES, type NeuronParameters } from "../../program/spinnaker/machine-image.js";
import { FIELD_BITS } from "../../program/spinnaker/synaptic-word.js";
import { fail } from "../../diagnostics/diagnostic.js";
import type { Rounding, SpinnakerTarget } from "../../targets/spinnaker/target.js";
import { checkSpinnakerParameters, checkSpinnakerSynapses, hasParameter } from "./check-spinnaker.js";
import type { SpinnakerDocument } from "./document-schema.js";
import { idsOf } from "./integers-header.js";
import type { Allowed } from "./named-arrays.js";
import { SPINNAKER_PARAMETERS } from "./names.js";
import {
  changesOf,
  headerOf,
  idsBelow,
  neuronValues,
  populationsOf,
  refuseDocument,
  seatsOf,
  type Reading,
} from "./read-common.js";
import type {
  SpinnakerIntegerPopulation,
  SpinnakerIntegers,
  SpinnakerSeat,
  SpinnakerSynapseRows,
} from "./spinnaker-integers.js";
import { inOrder, sortSynapses } from "./synapse-rows.js";

const WORD: Allowed = { min: INT32_MIN, max: INT32_MAX, because: "a word has 32 bits with sign" };
/** Ticks: what is kept of a delay, its extension included. */
const LONGEST_DELAY = 2 ** 16 - 1;

export function readSpinnakerIntegers(
  document: SpinnakerDocument,
  reading: Reading<SpinnakerTarget>,
): SpinnakerIntegers {
  const { file, arrays, target } = reading;
  const ranges = populationsOf(document, file);
  const header = headerOf(document, ranges, reading);
  const profile = profileOf(target, document.profile);
  const dtRaw = document.timestep_word ?? roundHalfEven(header.dt * S1615_ONE);
  if (!(dtRaw >= 1 && dtRaw <= INT32_MAX && Math.abs(dtRaw / S1615_ONE - header.dt) <= 1 / S1615_ONE))
    refuseDocument(file, `timestep_word ${dtRaw} is not the timestep of ${header.dt} ms in S16.15`);
  const populations = withParameters(document, ranges, reading);
  for (const population of populations) checkSpinnakerParameters(population, file);
  const { size } = header;
  const cores = document.cores?.map((core): SpinnakerSeat => seatOf(core, populations.length, file));
  const seats = seatsOf(size, cores?.length ?? 0, reading);
  return {
    ...header,
    family: "spinnaker",
    ...{ profile, dtRaw, populations },
    synapses: synapsesOf(size, idsOf(header), reading),
    offsetChanges: changesOf(size, ranges, arrays, (order, count) => {
      const words = inOrder(arrays.integers("change_i_offset", count, Int32Array, WORD), order);
      return (from, to) => ({ iOffset: words.slice(from, to) });
    }).map(({ step, neurons, iOffset }) => ({ tick: step, neurons, iOffset })),
    ...(seats === undefined ? {} : { seats }),
    ...(cores === undefined ? {} : { cores }),
  };
}

function profileOf(target: SpinnakerTarget, id: string = target.defaultProfile): Rounding {
  const found = Object.values(target.profiles).find((profile) => profile.id === id);
  return (
    found?.id ??
    fail("profile-unknown", `target ${target.id} has no arithmetic profile \`${id}\``, {
      hint: `use one of: ${Object.keys(target.profiles).join(", ")}`,
    })
  );
}

function withParameters(
  document: SpinnakerDocument,
  ranges: ReturnType<typeof populationsOf>,
  reading: Reading,
): SpinnakerIntegerPopulation[] {
  const all = (Object.entries(SPINNAKER_PARAMETERS) as [keyof NeuronParameters, string][]).map(([key, name]) => {
    const constants = document.populations.map((p) => p.parameters?.[name as keyof typeof p.parameters]);
    const has = document.populations.map(({ model }) => hasParameter(model, key));
    return { key, words: neuronValues({ name, constants, has }, ranges, Int32Array, WORD, reading, "parameters") };
  });
  return document.populations.map(({ model, left_shifts: [excitatory, inhibitory], steps_per_tick = 1 }, p) => {
    const { first, size } = ranges[p];
    const parameters = all.flatMap(({ key, words }) =>
      words === null || !hasParameter(model, key) ? [] : [[key, shortest(words.slice(first, first + size))] as const],
    );
    return {
      ...ranges[p],
      ...{ model, leftShifts: [excitatory, inhibitory], stepsPerTick: steps_per_tick },
      parameters: Object.fromEntries(parameters) as unknown as NeuronParameters,
    };
  });
}

function shortest(words: Int32Array): Int32Array {
  return words.every((word) => word === words[0]) ? words.slice(0, 1) : words;
}

function synapsesOf(size: number, ids: number, { arrays, target }: Reading<SpinnakerTarget>): SpinnakerSynapseRows {
  if (!arrays.has("pre") && !arrays.has("post"))
    return {
      ...{ rowStart: new Uint32Array(ids + 1), post: new Uint32Array(), weight: new Uint16Array() },
      ...{ type: new Uint8Array(), delay: new Uint16Array() },
    };
  const count = arrays.lengthOf("pre");
  const largest = 2 ** FIELD_BITS - 1;
  const pre = arrays.integers("pre", count, Uint32Array, idsBelow(ids, "neurons and sources"));
  const post = arrays.integers("post", count, Uint32Array, idsBelow(size, "neurons"));
  const weight = arrays.integers("weight", count, Uint16Array, {
    ...{ min: 0, max: largest, because: `a weight has ${FIELD_BITS} bits without sign (0..${largest})` },
  });
  const type = arrays.integers("type", count, Uint8Array, {
    ...{ min: 0, max: SYNAPSE_TYPES - 1, because: "the types are 0 (excitatory) and 1 (inhibitory)" },
  });
  const delay = arrays.has("delay")
    ? arrays.integers("delay", count, Uint16Array, {
        min: 1,
        max: LONGEST_DELAY,
        because: "delays are ticks from 1 on",
      })
    : new Uint16Array(count).fill(1);
  checkSpinnakerSynapses({ weight, type, delay }, target, (column, k) => arrays.place(column, k));
  const { rowStart, order } = sortSynapses(pre, post, ids, size, [type, delay, weight]);
  return {
    rowStart,
    post: inOrder(post, order),
    weight: inOrder(weight, order),
    type: inOrder(type, order),
    delay: inOrder(delay, order),
  };
}

type WrittenCore = NonNullable<SpinnakerDocument["cores"]>[number];

function seatOf(core: WrittenCore, populations: number, file: string): SpinnakerSeat {
  const { population, index_bits, type_bits, delay_bits, synapse_cores, chip_x, chip_y } = core;
  if (population >= populations)
    refuseDocument(file, `a core has neurons of population ${population} of ${populations}`);
  return {
    population,
    layout: { indexBits: index_bits, typeBits: type_bits, delayBits: delay_bits },
    synapseCores: synapse_cores,
    ...(chip_x === undefined ? {} : { chipX: chip_x }),
    ...(chip_y === undefined ? {} : { chipY: chip_y }),
    ...(core.core === undefined ? {} : { core: core.core }),
  };
}
