/**
 * Parts of a machine for worker threads: a run of cores each, with the synapses onto their neurons. Every part hears all spikes; a tick is
 * the same in all of them.
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import type { MachineImage } from "../../src/program/spinnaker/machine-image.js";

/** What a part must know of the whole machine. */
export interface MachinePart {
  /** Index of its first core. */
  readonly firstCore: number;
  /** Source ids of the machine go from 0 to sources - 1: neurons, then spike sources. */
  readonly sources: number;
  /** Ticks whose spikes can still be under way: 1, and the longest extra delay. */
  readonly ticksUnderWay: number;
}

/** Cores from .. to - 1. */
export interface CoreRange {
  readonly from: number;
  readonly to: number;
}

export function wholeMachine({ size, cores, hostSources, poissonCores }: MachineImage): MachinePart {
  let sources = size;
  let longestExtraDelay = 0;
  for (const source of [...hostSources, ...poissonCores]) sources = Math.max(sources, source.first + source.size);
  for (const { blocks } of cores) {
    for (const block of blocks) {
      sources = Math.max(sources, block.firstSource + block.sources);
      longestExtraDelay = Math.max(longestExtraDelay, block.extraDelay);
    }
  }
  return { firstCore: 0, sources, ticksUnderWay: longestExtraDelay + 1 };
}

/** What an atom's update costs, in synaptic words that a run adds meanwhile. */
const UPDATE_COST = 100;

/** Runs of cores of about equal cost, so that no worker waits long for another; never more than there are cores. */
export function divideCores({ cores }: MachineImage, workers: number): CoreRange[] {
  const count = Math.max(1, Math.min(workers, cores.length));
  const cost = cores.map(({ words, neurons }) => 1 + words.length + UPDATE_COST * neurons.length);
  let left = cost.reduce((a, b) => a + b, 0);
  let from = 0;
  return Array.from({ length: count }, (_, w) => {
    const share = left / (count - w);
    const last = cores.length - (count - 1 - w);
    let to = from;
    for (let sum = 0; to < last && (to === from || w === count - 1 || sum + cost[to] / 2 <= share); to++) {
      sum += cost[to];
      left -= cost[to];
    }
    const range = { from, to };
    from = to;
    return range;
  });
}

/** The smallest delay of a synapse onto these cores, in ticks after its row is read; Infinity where there is none. */
export function smallestDelay(cores: MachineImage["cores"]): number {
  let smallest = Infinity;
  for (const { words, layout } of cores) {
    const shift = layout.indexBits + layout.typeBits;
    const mask = 2 ** layout.delayBits - 1;
    for (let k = 0; k < words.length && smallest > 1; k++) {
      // The longest delay is stored as 0.
      const delay = (words[k] >>> shift) & mask || mask + 1;
      if (delay < smallest) smallest = delay;
    }
  }
  return smallest;
}

/**
 * Core and atom of every neuron; core -1 for one that lives on none of these cores.
 * @param all whether every neuron must live on one of them
 * @throws EquipoiseError `core-neurons`
 */
export function neuronPlaces({ size, cores }: MachineImage, all: boolean): { core: Int32Array; atom: Uint32Array } {
  const core = new Int32Array(size).fill(-1);
  const atom = new Uint32Array(size);
  cores.forEach((image, c) =>
    image.neurons.forEach((id, a) => {
      if (id >= size) fail("core-neurons", `core ${c} holds neuron ${id}, but the network has ${size}`);
      if (core[id] >= 0) fail("core-neurons", `neuron ${id} lives on core ${core[id]} and on core ${c}`);
      core[id] = c;
      atom[id] = a;
    }),
  );
  const homeless = core.indexOf(-1);
  if (all && homeless >= 0) fail("core-neurons", `neuron ${homeless} lives on no core`);
  return { core, atom };
}
