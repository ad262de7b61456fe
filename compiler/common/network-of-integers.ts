/**
 * An integer network as a Network, so that the back half of a compiler maps it like any other: populations, sources, and one projection for
 * every two of them that synapses join. Weights are placeholders; what the chip gets are the integers, found again through `entries`.
 */
import type { IntegersHeader, SynapseRows } from "../../src/interchange/integers/integers-header.js";
import { idsOf } from "../../src/interchange/integers/integers-header.js";
import type { ModelParameters } from "../../src/models/neuron-model.js";
import type { Network, PerNeuron, Population, Projection, SpikeSource } from "../../src/network/types.js";
import type { InputPort, ProgramPopulation } from "../../src/program/header.js";

export interface MappedIntegers {
  readonly network: Network;
  /** By projection: which synapse of the integer network each of its synapses is. */
  readonly entries: readonly Uint32Array[];
}

type Header = Omit<IntegersHeader, "target" | "board" | "options"> & {
  readonly populations: readonly ProgramPopulation[];
  readonly synapses: SynapseRows;
};

/** Of populations that no description says more of. */
const UNKNOWN: ModelParameters<PerNeuron> = {
  ...{ C_m: 1, tau_m: 1, E_L: 0, V_th: 1, V_reset: 0, t_ref: 0, I_e: 0, tau_syn_ex: 1, tau_syn_in: 1 },
};

/** @param described populations of the same names and sizes, with what a description says of them */
export function networkOfIntegers(
  integers: Header,
  described?: Pick<Network, "populations" | "models">,
): MappedIntegers {
  const { name, seed, dt, steps, burnInSteps, size, inputs, synapses, probes, spikesKept } = integers;
  const populations = integers.populations.map((population, index): Population => ({
    ...{ model: "iaf_psc_exp", parameters: UNKNOWN, initialV: new Float64Array(population.size) },
    ...described?.populations[index],
    ...{ ...population, index },
  }));
  const { projections, entries } = projectionsOf(synapses, populations, inputs);
  return {
    network: {
      ...{ name, seed, dt, steps, burnInSteps, size },
      ...(described?.models === undefined ? {} : { models: described.models }),
      sourceSize: idsOf(integers) - size,
      ...{ populations, sources: inputs.map(sourceOf), projections, currents: [] },
      ...{ synapses: synapses.post.length, currentSample: 0, delayRounding: [] },
      ...(probes === undefined ? {} : { probes }),
      ...(spikesKept === undefined ? {} : { spikesKept }),
    },
    entries,
  };
}

function sourceOf(port: InputPort, index: number): SpikeSource {
  return { ...port, index, rate: port.rate.length === 1 ? port.rate[0] : port.rate };
}

interface Senders {
  readonly name: string;
  readonly first: number;
  readonly size: number;
  readonly preKind: Projection["preKind"];
  readonly pre: number;
}

/** Sources of a row ascend, as the rows of the integer network do. */
function projectionsOf(
  { rowStart, post }: SynapseRows,
  populations: readonly Population[],
  inputs: readonly InputPort[],
): { projections: Projection[]; entries: Uint32Array[] } {
  const senders: Senders[] = [
    ...populations.map(({ name, first, size }, pre) => ({ name, first, size, preKind: "population" as const, pre })),
    ...inputs.map(({ name, first, size }, pre) => ({ name, first, size, preKind: "source" as const, pre })),
  ];
  const populationOf = new Uint16Array(populations.reduce((sum, { size }) => sum + size, 0));
  for (const { first, size, index } of populations) populationOf.fill(index, first, first + size);
  const projections: Projection[] = [];
  const entries: Uint32Array[] = [];
  for (const sender of senders) {
    const { first: preFirst, size: preSize, preKind, pre } = sender;
    const [from, end] = [rowStart[preFirst], rowStart[preFirst + preSize]];
    const rows = populations.map(({ size }) => new Uint32Array(size + 1));
    for (let k = from; k < end; k++)
      rows[populationOf[post[k]]][post[k] - populations[populationOf[post[k]]].first + 1]++;
    for (const row of rows) for (let i = 1; i < row.length; i++) row[i] += row[i - 1];
    const next = rows.map((row) => row.slice());
    const sources = rows.map((row) => new Uint32Array(row[row.length - 1]));
    const found = rows.map((row) => new Uint32Array(row[row.length - 1]));
    for (let s = 0; s < preSize; s++) {
      for (let k = rowStart[preFirst + s]; k < rowStart[preFirst + s + 1]; k++) {
        const p = populationOf[post[k]];
        const at = next[p][post[k] - populations[p].first]++;
        sources[p][at] = s;
        found[p][at] = k;
      }
    }
    populations.forEach(({ name, first: postFirst, size: postSize, index: onto }, p) => {
      if (sources[p].length === 0) return;
      projections.push({
        ...{ name: `${sender.name}→${name}`, index: projections.length, preKind, pre, preFirst, preSize },
        ...{ post: onto, postFirst, postSize, rowStart: rows[p], source: sources[p], weight: 1, delay: 1 },
        plasticity: null,
      });
      entries.push(found[p]);
    });
  }
  return { projections, entries };
}

/** A column of the integer network in the order of a projection; one number where all are equal. */
export function gathered<T extends Int16Array | Uint8Array | Uint16Array>(
  column: { readonly length: number; readonly [k: number]: number },
  entries: Uint32Array,
  type: new (length: number) => T,
): number | T {
  const first = column[entries[0]];
  let alike = true;
  for (let k = 1; k < entries.length && alike; k++) alike = column[entries[k]] === first;
  if (alike) return first;
  const values = new type(entries.length);
  for (let k = 0; k < entries.length; k++) values[k] = column[entries[k]];
  return values;
}
