/** What integer networks of both families are read alike: ids, inputs, probes, constants and lists of neurons, synapses in one order. */
import { faultOfProbe, type Probe } from "../../description/probe.js";
import { fail } from "../../diagnostics/diagnostic.js";
import { streamOf } from "../../numerics/philox.js";
import type { InputPort, ProgramPopulation } from "../../program/header.js";
import { boardOf } from "../../targets/registry.js";
import type { TargetSpec } from "../../targets/target.js";
import type { IntegersDocument } from "./document-schema.js";
import type { IntegersHeader, NeuronSeats } from "./integers-header.js";
import type { Allowed, IntegerArray, NamedArrays } from "./named-arrays.js";
import { UNLESS_TOLD } from "./names.js";

const LAST = 2 ** 32 - 1;
const ANY: Allowed = { min: 0, max: LAST };

/** Names of the two files in messages, and the target's own record. */
export interface Reading<Target extends TargetSpec = TargetSpec> {
  readonly file: string;
  readonly arrays: NamedArrays;
  readonly target: Target;
}

/** Ids below `bound`, and what to say of others. */
export function idsBelow(bound: number, what: string): Allowed {
  return {
    min: 0,
    max: bound - 1,
    because: bound === 0 ? `there are no ${what}` : `there are ${bound} ${what} (0..${bound - 1})`,
  };
}

export function refuseDocument(file: string, problem: string, hint?: string): never {
  return fail("integers-format", `${file}: ${problem}`, hint === undefined ? {} : { hint });
}

export function populationsOf({ populations }: IntegersDocument, file: string): ProgramPopulation[] {
  const names = new Set<string>();
  let first = 0;
  return populations.map(({ name, size }) => {
    if (names.has(name)) refuseDocument(file, `two populations are named ${name}`);
    names.add(name);
    const population = { name, first, size };
    first += size;
    if (first > LAST) refuseDocument(file, "its populations have more neurons than there are ids");
    return population;
  });
}

/** @throws EquipoiseError `board-unknown`, `integers-format`, `integers-array` */
export function headerOf(
  document: IntegersDocument,
  populations: readonly ProgramPopulation[],
  { file, arrays, target }: Reading,
): IntegersHeader {
  const { name, timestep, steps, burn_in_steps = 0, seed = 0, spikes = "all", options = {} } = document;
  if (burn_in_steps >= steps) refuseDocument(file, `burn_in_steps (${burn_in_steps}) must be below steps (${steps})`);
  const { first, size: last } = populations[populations.length - 1];
  const size = first + last;
  return {
    ...{ name, target: target.id, board: boardOf(target, document.board).id, dt: timestep, seed, steps },
    ...{ burnInSteps: burn_in_steps, size, inputs: inputsOf(document, size, file, arrays) },
    options: JSON.stringify(options),
    ...(document.probes === undefined ? {} : { probes: probesOf(document, populations, file) }),
    ...(spikes === "probed" ? { spikesKept: spikes } : {}),
  };
}

function probesOf(
  { probes = [] }: IntegersDocument,
  populations: readonly ProgramPopulation[],
  file: string,
): readonly Probe[] {
  return probes.map(({ population, variable, neurons, period }, k) => {
    const probe: Probe = { population, variable, neurons: Uint32Array.from(neurons), period };
    const fault = faultOfProbe(probe, populations);
    if (fault !== undefined) refuseDocument(file, `probes[${k}]: ${fault}`);
    return probe;
  });
}

function inputsOf({ inputs = [] }: IntegersDocument, size: number, file: string, arrays: NamedArrays): InputPort[] {
  let next = size;
  const ranges = inputs.map((input) => {
    const first = input.first ?? next;
    if (first < next)
      refuseDocument(file, `input ${input.name} begins at id ${first}, which others have up to ${next - 1}`);
    next = first + input.size;
    if (next > LAST) refuseDocument(file, `input ${input.name} has more sources than there are ids`);
    return { ...input, first };
  });
  const rates = arrays.has("input_rate") ? arrays.reals("input_rate", next - size) : null;
  const spikes = spikesOf(arrays, size, next);
  return ranges.map((input): InputPort => {
    const { name, first, kind, start_step = 0, stop_step = LAST, stream } = input;
    const own = spikes.filter(({ id }) => id >= first && id < first + input.size);
    if (kind !== "spike_times" && own.length > 0)
      refuseDocument(file, `spike_source names sources of input ${name}, whose kind is ${kind}`, 'write "spike_times"');
    return {
      ...{ name, first, size: input.size, kind, rate: rateOf(input, rates, size, file), startStep: start_step },
      ...{ stopStep: stop_step, stream: stream ?? streamOf(name) },
      spikeSteps: Uint32Array.from(own, ({ step }) => step),
      spikeIds: Uint32Array.from(own, ({ id }) => id - first),
    };
  });
}

/** One rate where all sources have the same. */
function rateOf(
  {
    name,
    kind,
    first,
    size,
    rate,
  }: { name: string; kind: InputPort["kind"]; first: number; size: number; rate?: number },
  rates: Float64Array | null,
  neurons: number,
  file: string,
): Float64Array {
  if (rate !== undefined || kind === "spike_times") return Float64Array.of(rate ?? 0);
  if (rates === null) refuseDocument(file, `input ${name} has no rate`, "give it one, or the array input_rate");
  const own = rates.slice(first - neurons, first - neurons + size);
  if (own.some((hertz) => hertz < 0)) refuseDocument(file, `input_rate has a negative rate of input ${name}`);
  return own.every((hertz) => hertz === own[0]) ? own.slice(0, 1) : own;
}

/** In the order in which they are played. */
function spikesOf(arrays: NamedArrays, size: number, ids: number): { step: number; id: number }[] {
  if (!arrays.has("spike_step") && !arrays.has("spike_source")) return [];
  const count = arrays.lengthOf("spike_step");
  const steps = arrays.integers("spike_step", count, Uint32Array, ANY);
  const because = ids === size ? "there are no sources" : `the sources have the ids ${size}..${ids - 1}`;
  const sources = arrays.integers("spike_source", count, Uint32Array, { min: size, max: ids - 1, because });
  return Array.from(steps, (step, k) => ({ step, id: sources[k] })).sort((a, b) => a.step - b.step || a.id - b.id);
}

/** A value that neurons have: in the list of all neurons, or alike in each population; never both. */
export interface NeuronValues {
  readonly name: string;
  /** Constant of each population, where it states one. */
  readonly constants: readonly (number | undefined)[];
  /** False: neurons of this population have no such value. */
  readonly has?: readonly boolean[];
}

/**
 * Values of all neurons.
 * @returns null where no population has any
 * @throws EquipoiseError `integers-array`, `integers-format` where it is given twice or not at all
 */
export function neuronValues<T extends IntegerArray>(
  { name, constants, has }: NeuronValues,
  populations: readonly ProgramPopulation[],
  type: new (length: number) => T,
  allowed: Allowed,
  { file, arrays }: Reading,
  key: string,
): T | null {
  const { first, size } = populations[populations.length - 1];
  const stated = constants.findIndex((value) => value !== undefined);
  if (arrays.has(name)) {
    if (stated >= 0) refuseDocument(file, `populations[${stated}].${key}.${name} is in the arrays too`, "give it once");
    return arrays.integers(name, first + size, type, allowed);
  }
  if (has?.every((does) => !does) && stated < 0) return null;
  const values = new type(first + size);
  populations.forEach((population, p) => {
    const value = constants[p] ?? UNLESS_TOLD[name];
    if (has?.[p] === false) {
      if (constants[p] !== undefined) refuseDocument(file, `populations[${p}].${key}.${name}: its model has none`);
      return;
    }
    if (value === undefined)
      refuseDocument(
        file,
        `population ${population.name} has no ${name}`,
        `give populations[${p}].${key}.${name}, or the array ${name} for all neurons`,
      );
    if (!(value >= allowed.min && value <= allowed.max))
      refuseDocument(
        file,
        `populations[${p}].${key}.${name} = ${value}, but ${allowed.because ?? `it must be in ${allowed.min}..${allowed.max}`}`,
      );
    values.fill(value, population.first, population.first + population.size);
  });
  return values;
}

/** Where neurons sat in the program that was dumped. */
export function seatsOf(size: number, cores: number, { arrays }: Reading): NeuronSeats | undefined {
  if (!arrays.has("core")) return undefined;
  return {
    core: arrays.integers("core", size, Uint32Array, idsBelow(cores, "cores")),
    slot: arrays.integers("slot", size, Uint32Array, ANY),
  };
}

/** Columns of changes by the host, in the order of (step, neuron), split at every step and, where told, at every population. */
export function changesOf<Values>(
  size: number,
  splits: readonly ProgramPopulation[],
  arrays: NamedArrays,
  values: (order: Uint32Array, count: number) => (from: number, to: number) => Values,
): ({ readonly step: number; readonly neurons: Uint32Array } & Values)[] {
  if (!arrays.has("change_step")) return [];
  const count = arrays.lengthOf("change_step");
  const step = arrays.integers("change_step", count, Uint32Array, ANY);
  const neuron = arrays.integers("change_neuron", count, Uint32Array, idsBelow(size, "neurons"));
  const order = Uint32Array.from({ length: count }, (_, k) => k).sort(
    (a, b) => step[a] - step[b] || neuron[a] - neuron[b] || a - b,
  );
  const cut = values(order, count);
  const populationOf = (id: number) => splits.findIndex(({ first, size: n }) => id >= first && id < first + n);
  const changes: ({ readonly step: number; readonly neurons: Uint32Array } & Values)[] = [];
  for (let from = 0; from < count;) {
    let to = from + 1;
    const [begun, population] = [step[order[from]], populationOf(neuron[order[from]])];
    while (to < count && step[order[to]] === begun && populationOf(neuron[order[to]]) === population) to++;
    changes.push({
      step: begun,
      neurons: Uint32Array.from(order.subarray(from, to), (k) => neuron[k]),
      ...cut(from, to),
    });
    from = to;
  }
  return changes;
}
