/**
 * Reads the integers of a program of a SpiNNaker-style machine: parameters of its populations from the atoms of their cores, and synapses
 * by source from the rows of all blocks. The ticks of a delay extension are part of a synapse's delay again.
 */
import { fail } from "../../diagnostics/diagnostic.js";
import {
  EXCITATORY,
  INHIBITORY,
  type NeuronParameters,
  type SpinnakerCore,
} from "../../program/spinnaker/machine-image.js";
import type { SpinnakerProgram } from "../../program/spinnaker/program.js";
import { FIELD_BITS, wordFields } from "../../program/spinnaker/synaptic-word.js";
import { idsOf, seatsOf, type IntegersHeader } from "./integers-header.js";
import type {
  SpinnakerIntegerPopulation,
  SpinnakerIntegers,
  SpinnakerSeat,
  SpinnakerSynapseRows,
} from "./spinnaker-integers.js";
import { rowStartsOf } from "./synapse-rows.js";

export function spinnakerIntegersOf(program: SpinnakerProgram): Omit<SpinnakerIntegers, keyof IntegersHeader> {
  const { profile, dtRaw, cores, offsetChanges } = program;
  const populationOf = cores.map((core, c) => populationOfCore(program, core, c));
  return {
    family: "spinnaker",
    ...{ profile, dtRaw },
    populations: program.populations.map((_, p) =>
      populationFrom(
        program,
        p,
        cores.filter((_, c) => populationOf[c] === p),
      ),
    ),
    synapses: synapsesOf(program),
    offsetChanges,
    seats: seatsOf(program),
    cores: cores.map((core, c) => seatOf(program, core, c, populationOf[c])),
  };
}

function populationOfCore({ populations }: SpinnakerProgram, { neurons }: SpinnakerCore, c: number): number {
  const found = populations.findIndex(({ first, size }) => neurons.every((id) => id >= first && id < first + size));
  return found >= 0 ? found : uneven(`core ${c} has neurons of several populations, or of none`);
}

function uneven(what: string): never {
  return fail("integers-uneven", `${what}, so that they cannot be written as one integer network`, {
    hint: "read the cores one by one with `inspect --json`",
  });
}

function populationFrom(
  { populations }: SpinnakerProgram,
  p: number,
  cores: readonly SpinnakerCore[],
): SpinnakerIntegerPopulation {
  const population = populations[p];
  if (cores.reduce((sum, { neurons }) => sum + neurons.length, 0) !== population.size)
    uneven(`the cores of population ${population.name} do not hold its neurons once each`);
  const [{ model, leftShifts, stepsPerTick }] = cores;
  for (const core of cores) {
    const [excitatory, inhibitory] = core.leftShifts;
    if (
      core.model !== model ||
      core.stepsPerTick !== stepsPerTick ||
      excitatory !== leftShifts[EXCITATORY] ||
      inhibitory !== leftShifts[INHIBITORY]
    )
      uneven(`the cores of population ${population.name} differ in model, ring-buffer shifts or steps a tick`);
  }
  return { ...population, model, leftShifts, stepsPerTick, parameters: parametersOf(population, cores) };
}

function parametersOf(
  { first, size }: { readonly first: number; readonly size: number },
  cores: readonly SpinnakerCore[],
): NeuronParameters {
  const names = Object.keys(cores[0].parameters) as (keyof NeuronParameters)[];
  const gathered = names.map((name): [string, Int32Array] => {
    const one = cores[0].parameters[name]![0];
    if (cores.every(({ parameters }) => parameters[name]?.every((word) => word === one)))
      return [name, Int32Array.of(one)];
    const words = new Int32Array(size);
    for (const { neurons, parameters } of cores) {
      const values = parameters[name] ?? uneven(`some cores have a ${name} and others none`);
      neurons.forEach((id, atom) => (words[id - first] = values[values.length === 1 ? 0 : atom]));
    }
    return [name, words];
  });
  return Object.fromEntries(gathered) as unknown as NeuronParameters;
}

/** Rows of a source in the order of (core, block). 9 bytes a synapse. */
function synapsesOf(program: SpinnakerProgram): SpinnakerSynapseRows {
  const rowStart = rowStartsOf(countBySource(program));
  const synapses = rowStart[rowStart.length - 1];
  const post = new Uint32Array(synapses);
  const weight = new Uint16Array(synapses);
  const type = new Uint8Array(synapses);
  const delay = new Uint16Array(synapses);
  /** Where the next synapse of each source goes. */
  const next = rowStart.slice();
  for (const { neurons, layout, blocks, rowStart: rows, words } of program.cores) {
    const { indexMask, typeShift, typeMask, delayShift, delayMask, longestDelay } = wordFields(layout);
    for (const { firstSource, sources, firstRow, extraDelay } of blocks) {
      for (let s = 0; s < sources; s++) {
        const end = rows[firstRow + s + 1];
        let at = next[firstSource + s];
        for (let w = rows[firstRow + s]; w < end; w++, at++) {
          const word = words[w];
          post[at] = neurons[word & indexMask];
          weight[at] = word >>> FIELD_BITS;
          type[at] = (word >>> typeShift) & typeMask;
          delay[at] = extraDelay + ((word >>> delayShift) & delayMask || longestDelay);
        }
        next[firstSource + s] = at;
      }
    }
  }
  return { rowStart, post, weight, type, delay };
}

function countBySource(program: SpinnakerProgram): Float64Array {
  const counts = new Float64Array(idsOf(program));
  for (const { blocks, rowStart } of program.cores)
    for (const { firstSource, sources, firstRow } of blocks)
      for (let s = 0; s < sources; s++) counts[firstSource + s] += rowStart[firstRow + s + 1] - rowStart[firstRow + s];
  return counts;
}

/** The first seats of a mapping are those of the program's cores. */
function seatOf(
  { mapping }: SpinnakerProgram,
  { layout, synapseCores }: SpinnakerCore,
  c: number,
  population: number,
): SpinnakerSeat {
  const place = mapping === null ? {} : { chipX: mapping.chipX[c], chipY: mapping.chipY[c], core: mapping.core[c] };
  return { population, layout, synapseCores, ...place };
}
