/** A graph in milliseconds as one in seconds, which is what nir's tools take times for. */
import { numbers, type Hdf5Dataset } from "../hdf5.js";
import type { NirGraph, NirNode } from "./nir-graph.js";

const TIMES: ReadonlySet<string> = new Set(["tau", "tau_mem", "tau_syn", "delay"]);
/** v' = r·I: their r is by time. */
const BY_TIME: ReadonlySet<string> = new Set(["I", "IF"]);

export function inSeconds(graph: NirGraph): NirGraph {
  return { ...graph, nodes: new Map([...graph.nodes].map(([name, node]) => [name, nodeInSeconds(node)])) };
}

function nodeInSeconds(node: NirNode): NirNode {
  if (node.graph !== undefined) return { ...node, graph: inSeconds(node.graph) };
  const factor = (key: string) => (TIMES.has(key) ? 1 / 1000 : key === "r" && BY_TIME.has(node.type) ? 1000 : 1);
  return {
    ...node,
    fields: new Map(
      [...node.fields].map(([key, field]) => [key, factor(key) === 1 ? field : times(field, factor(key))]),
    ),
  };
}

function times({ shape, values }: Hdf5Dataset, factor: number): Hdf5Dataset {
  const product = (value: number) => Number((value * factor).toPrecision(15));
  return numbers(Float64Array.from(values as Float64Array, product), shape);
}
