/** Changes to a tree of HDF5: values, shapes, names, attributes, members that are lost or stand elsewhere. */
import type { CounterStream } from "../../src/numerics/philox.js";
import type { Hdf5Dataset, Hdf5Group, Hdf5Node } from "../../src/interchange/hdf5.js";

const NUMBERS = [0, 1, -1, 2, 1e-30, 1e30, 255, 65_536, 2 ** 31, NaN, Infinity, -Infinity];
const TEXTS = ["", "LIF", "NIRGraph", "Input", "Conv2d", "x".repeat(300), "\u0001", "../..", "ü", "__proto__"];

interface Place {
  readonly path: readonly string[];
  readonly node: Hdf5Node;
}

function places(node: Hdf5Node, path: readonly string[] = []): Place[] {
  if (node.kind === "dataset") return [{ path, node }];
  const below = [...node.members].flatMap(([name, member]) => places(member, [...path, name]));
  return path.length === 0 ? below : [{ path, node }, ...below];
}

function replaced(tree: Hdf5Group, [name, ...rest]: readonly string[], by: [string, Hdf5Node] | null): Hdf5Group {
  const members = new Map<string, Hdf5Node>();
  for (const [key, member] of tree.members) {
    if (key !== name) members.set(key, member);
    else if (rest.length > 0) members.set(key, replaced(member as Hdf5Group, rest, by));
    else if (by !== null) members.set(by[0], by[1]);
  }
  return { ...tree, members };
}

export function changedTree(tree: Hdf5Group, draw: CounterStream): Hdf5Group {
  const all = places(tree);
  if (all.length === 0) return tree;
  const { path, node } = all[draw.below(all.length)];
  const name = path[path.length - 1];
  const other = all[draw.below(all.length)].node;
  switch (draw.below(6)) {
    case 0:
      return replaced(tree, path, null);
    case 1:
      return replaced(tree, path, [name, other]);
    case 2:
      return replaced(tree, path, [`${name}${draw.below(3)}`, node]);
    default:
      return replaced(tree, path, [name, node.kind === "dataset" ? changedDataset(node, draw) : node]);
  }
}

function changedDataset(dataset: Hdf5Dataset, draw: CounterStream): Hdf5Dataset {
  const { values, shape } = dataset;
  if (Array.isArray(values)) {
    const texts = [...(values as string[])];
    if (texts.length > 0) texts[draw.below(texts.length)] = TEXTS[draw.below(TEXTS.length)];
    return { ...dataset, values: texts };
  }
  const changed = (values as Float64Array).slice();
  switch (draw.below(4)) {
    case 0:
      return { ...dataset, shape: [changed.length], values: changed };
    case 1:
      return { ...dataset, shape: [1, ...shape], values: changed };
    case 2: {
      const length = draw.below(changed.length + 1);
      return { ...dataset, shape: [length], values: changed.slice(0, length) };
    }
    default: {
      // Whole numbers of 64 bits are written of whole numbers only.
      const value = NUMBERS[draw.below(NUMBERS.length)];
      const whole = /^[iu]/.test(dataset.type) ? (Number.isFinite(value) ? Math.trunc(value) : 7) : value;
      if (changed.length > 0) changed[draw.below(changed.length)] = whole;
      return { ...dataset, values: changed };
    }
  }
}
