/** How the neurons of a program are divided among slices, so that none waits long for another at the end of a block. */
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { USUAL_OPTIONS } from "./kernel/wasm-options.js";
import type { NeuronRange } from "./slice-plan.js";

/** What a neuron's update costs, in bytes of synapse memory that its core would stream. */
const UPDATE_COST = 64;
/**
 * What a spike costs more in a slice that has it in one bitmap more, of all that a neuron costs. Populations have weights or delays of
 * their own, hence bitmaps, each as wide as the slice. Between what `npm run bench -- kernels division` measures of two networks.
 */
const ANOTHER_BITMAP = 0.4;
/** Halvings of the largest cost. */
const HALVINGS = 40;

type RangeCost = (from: number, to: number) => number;

/** Contiguous ranges of neurons, at least one each, of about equal cost. @param workers from 1 to the number of neurons */
export function divideNeurons(program: LoihiProgram, workers: number): NeuronRange[] {
  const { size } = program;
  const cost = rangeCost(program);
  let [low, high] = [0, cost(0, size)];
  for (let k = 0; k < HALVINGS; k++) {
    const most = (low + high) / 2;
    const { from, to } = fill(cost, size, workers, most)[workers - 1];
    if (cost(from, to) > most) low = most;
    else high = most;
  }
  return fill(cost, size, workers, high);
}

/** Ranges that cost `most` at most; what is left goes to the last. */
function fill(cost: RangeCost, size: number, workers: number, most: number): NeuronRange[] {
  let from = 0;
  return Array.from({ length: workers }, (_, w) => {
    const left = workers - 1 - w;
    const to = left === 0 ? size : lastWithin(from + 1, size - left, (end) => cost(from, end) <= most);
    const range = { from, to };
    from = to;
    return range;
  });
}

/** The largest end that is within, or the least that there is. */
function lastWithin(least: number, largest: number, within: (end: number) => boolean): number {
  let [low, high] = [least, largest];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (within(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A core's synapses count as spread evenly. */
function rangeCost({ size, cores, populations }: LoihiProgram): RangeCost {
  const bytes = new Float64Array(size);
  for (const { neurons, synapseMemory } of cores)
    for (const id of neurons) if (id < size) bytes[id] = synapseMemory.length / neurons.length;
  const before = new Float64Array(size + 1);
  bytes.forEach((value, id) => (before[id + 1] = before[id] + value));
  // A synapse takes about a byte: the share of the network that a neuron hears is the share of a population that hears a neuron.
  const heard = populations.map(({ first, size: n }) => (before[first + n] - before[first]) / Math.max(1, n) / size);
  return (from, to) => {
    const bitmaps = populations.filter(({ first, size: n }, p) => {
      const here = Math.min(to, first + n) - Math.max(from, first);
      return (heard[p] * here) / (to - from) >= USUAL_OPTIONS.crossover;
    }).length;
    const plain = before[to] - before[from] + UPDATE_COST * (to - from);
    return plain * (1 + ANOTHER_BITMAP * Math.max(0, bitmaps - 1));
  };
}
