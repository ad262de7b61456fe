/**
 * The proof of an export: what sPyNNaker would load is what the program says, word for word. Order within a row is sPyNNaker's own, and so are the
 * cores of a population where it cannot cut it as the program does.
 */
import { SourcePlayer } from "../../../src/network/source-player.js";
import type { NeuronParameters, SpinnakerCore } from "../../../src/program/spinnaker/machine-image.js";
import type { SpinnakerProgram } from "../../../src/program/spinnaker/program.js";
import { decodeSynapse } from "../../../src/program/spinnaker/synaptic-word.js";
import {
  SYNAPSE_COLUMNS,
  type LoadedInput,
  type LoadedNetwork,
  type LoadedParameter,
  type LoadedPopulation,
} from "./virtual-board.js";

/** What the steps of a current end with: a tick that no run reaches. */
const NEVER = 2 ** 31;

/** One line each; empty: everything is the same. */
export function differences(program: SpinnakerProgram, loaded: LoadedNetwork): string[] {
  const names = ({ label, size }: { label: string; size: number }) => `${label} (${size})`;
  const found = [
    ...unequal(
      "populations",
      program.populations.map((p) => names({ ...p, label: p.name })),
      loaded.populations.map(names),
    ),
    ...unequal(
      "inputs",
      program.inputs.map((p) => names({ ...p, label: `input ${p.name}` })),
      loaded.inputs.map(names),
    ),
  ];
  if (found.length > 0) return found;
  return [
    ...loaded.populations.flatMap((population, p) => differencesOfPopulation(program, population, p)),
    ...loaded.inputs.flatMap((input, k) => differencesOfInput(program, input, k)),
    ...differencesOfSynapses(program, loaded),
  ];
}

function unequal(what: string, ours: readonly unknown[], theirs: readonly unknown[]): string[] {
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return [];
  const at = ours.findIndex((value, k) => JSON.stringify(value) !== JSON.stringify(theirs[k]));
  const k = at < 0 ? ours.length : at;
  return [`${what}: ${JSON.stringify(theirs[k])} instead of ${JSON.stringify(ours[k])} at ${k}`];
}

function coresOf(program: SpinnakerProgram, p: number): SpinnakerCore[] {
  const { first, size } = program.populations[p];
  return program.cores.filter(({ neurons }) => neurons[0] >= first && neurons[0] < first + size);
}

function differencesOfPopulation(program: SpinnakerProgram, loaded: LoadedPopulation, p: number): string[] {
  const cores = coresOf(program, p);
  const { model, parameters, leftShifts, stepsPerTick } = cores[0];
  const each = (value: number) => Array.from({ length: loaded.size }, () => value);
  const expected: Partial<Record<LoadedParameter, readonly number[]>> = {
    dt: each(program.dtRaw),
    stepsPerTick: each(stepsPerTick),
  };
  for (const name of Object.keys(parameters) as (keyof NeuronParameters)[])
    expected[name] = cores.flatMap(({ neurons, parameters: own }) => {
      const words = own[name]!;
      return Array.from(neurons, (_, atom) => words[words.length === 1 ? 0 : atom]);
    });
  const names = [...new Set([...Object.keys(expected), ...Object.keys(loaded.parameters)])] as LoadedParameter[];
  return [
    ...unequal(`${loaded.label}: model`, [model], [loaded.model]),
    ...loaded.shifts.flatMap((shifts, core) =>
      unequal(`${loaded.label}, core ${core}: left shifts`, leftShifts, shifts),
    ),
    ...names.flatMap((name) =>
      unequal(`${loaded.label}: ${name}`, expected[name] ?? [], loaded.parameters[name] ?? []),
    ),
    ...offsets(program, p).flatMap((steps, i) => {
      const base = loaded.parameters.iOffset?.[i] ?? NaN;
      const shown = loaded.currents[i]
        .filter(([tick]) => tick < NEVER)
        .map(([tick, more]) => [tick, (base + more) | 0]);
      return unequal(`${loaded.label}, neuron ${i}: offset from a tick on`, steps, shown);
    }),
  ];
}

/** By neuron: its offset from a tick on. */
function offsets({ populations, offsetChanges }: SpinnakerProgram, p: number): [number, number][][] {
  const { first, size } = populations[p];
  const found: [number, number][][] = Array.from({ length: size }, () => []);
  for (const { tick, neurons, iOffset } of offsetChanges)
    neurons.forEach((id, k) => found[id - first]?.push([tick, iOffset[iOffset.length === 1 ? 0 : k]]));
  return found;
}

function differencesOfInput({ inputs, seed, dt, steps }: SpinnakerProgram, loaded: LoadedInput, k: number): string[] {
  const player = new SourcePlayer({ seed, dt, sources: [inputs[k]] });
  const spikes: [number, number][] = [];
  for (let step = 0; step < steps; step++)
    player.play(step, (id, count) => {
      for (let n = 0; n < count; n++) spikes.push([step, id - inputs[k].first]);
    });
  return unequal(`${loaded.label}: spikes`, spikes, loaded.spikes);
}

/** `pre → post type weight ticks`, sorted: of the program, and of the board. */
function differencesOfSynapses(program: SpinnakerProgram, { populations, inputs, synapses }: LoadedNetwork): string[] {
  const ours: string[] = [];
  for (const core of program.cores)
    for (const { firstSource, sources, firstRow, extraDelay } of core.blocks)
      for (let s = 0; s < sources; s++)
        for (const word of core.words.subarray(core.rowStart[firstRow + s], core.rowStart[firstRow + s + 1])) {
          const { weight, delay, type, index } = decodeSynapse(word, core.layout);
          ours.push(line(firstSource + s, core.neurons[index], type, weight, delay + extraDelay));
        }
  const firstOf: number[] = [];
  populations.forEach(({ vertex }, p) => (firstOf[vertex] = program.populations[p].first));
  inputs.forEach(({ vertex }, k) => (firstOf[vertex] = program.inputs[k].first));
  const theirs: string[] = [];
  for (let k = 0; k < synapses.length; k += SYNAPSE_COLUMNS) {
    const [preVertex, pre, postVertex, post, typeAndWeight, delay] = synapses.subarray(k, k + SYNAPSE_COLUMNS);
    theirs.push(
      line(firstOf[preVertex] + pre, firstOf[postVertex] + post, typeAndWeight >>> 16, typeAndWeight & 0xffff, delay),
    );
  }
  return onlyInOne(ours.sort(), theirs.sort());
}

function line(pre: number, post: number, type: number, weight: number, delay: number): string {
  return `${pre} → ${post}: type ${type}, weight ${weight}, ${delay} ticks`;
}

/** Lines of two sorted lists that the other has not. */
function onlyInOne(ours: readonly string[], theirs: readonly string[]): string[] {
  const found: string[] = [];
  for (let i = 0, j = 0; i < ours.length || j < theirs.length;) {
    if (ours[i] === theirs[j]) {
      i++;
      j++;
    } else if (j >= theirs.length || (i < ours.length && ours[i] < theirs[j])) found.push(`missing: ${ours[i++]}`);
    else found.push(`added: ${theirs[j++]}`);
  }
  return found;
}

/** How many 32-bit words of rows are the program's own, core by core: those of cores that sPyNNaker cuts and lays out as the program does. */
export function equalWords(program: SpinnakerProgram, { populations, synapses }: LoadedNetwork): number {
  let equal = 0;
  populations.forEach(({ vertex, cores, layouts }, p) => {
    let from = 0;
    coresOf(program, p).forEach((core, c) => {
      const to = from + cores[c];
      const words: number[] = [];
      for (let k = 0; k < synapses.length; k += SYNAPSE_COLUMNS)
        if (synapses[k + 2] === vertex && synapses[k + 3] >= from && synapses[k + 3] < to) words.push(synapses[k + 6]);
      const expected = core.words.slice().sort();
      const same =
        cores[c] === core.neurons.length &&
        JSON.stringify(layouts[c]) === JSON.stringify(core.layout) &&
        Uint32Array.from(words)
          .sort()
          .every((word, k) => word === expected[k]);
      if (same) equal += words.length;
      from = to;
    });
  });
  return equal;
}
