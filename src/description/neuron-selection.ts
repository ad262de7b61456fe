/** Which neurons of a population, as descriptions and the command line say it: 5, [0, 3, 17] or 0,3,17, all, first 10, sample 10. */

const COUNTED = /^(first|sample)[ -]?(\d+)$/;
const LISTED = /^\d+(\s*,\s*\d+)*$/;

/** What is wrong with a selection: a sentence that goes on from the place. */
export class SelectionError extends Error {}

/**
 * Counted from the first of the population, in the order that was asked for.
 * @throws SelectionError
 */
export function selectNeurons(selection: number | string | readonly number[], size: number): Uint32Array {
  if (typeof selection === "number") return listed([selection], size);
  if (typeof selection !== "string") return listed(selection, size);
  const text = selection.trim();
  if (text === "all") return Uint32Array.from({ length: size }, (_, k) => k);
  if (LISTED.test(text)) return listed(text.split(",").map(Number), size);
  const [, word, digits] = COUNTED.exec(text) ?? [];
  const count = Number(digits);
  if (word === undefined)
    throw new SelectionError(`expected a neuron such as 5, a list, all, first 10 or sample 10, got ${text}`);
  if (count < 1) throw new SelectionError(`${text} selects no neuron`);
  if (count > size) throw new SelectionError(`${text} is more than its ${size} neurons`);
  return Uint32Array.from({ length: count }, (_, k) => (word === "first" ? k : Math.floor((k * size) / count)));
}

function listed(neurons: readonly number[], size: number): Uint32Array {
  const seen = new Set<number>();
  for (const neuron of neurons) {
    if (!(neuron < size)) throw new SelectionError(`there is no neuron ${neuron}: they go from 0 to ${size - 1}`);
    if (seen.has(neuron)) throw new SelectionError(`neuron ${neuron} is named twice`);
    seen.add(neuron);
  }
  return Uint32Array.from(neurons);
}
