/** Graphs within graphs as one graph: `outer.inner` are the names, and the ends of an inner graph let pass what comes to them. */
import type { Findings } from "./findings.js";
import type { NirGraph, NirNode } from "./nir-graph.js";

export interface FlatNode {
  readonly name: string;
  readonly node: NirNode;
  /** Of the outermost graph: only its Input is one. */
  readonly depth: number;
  readonly next: string[];
  readonly before: string[];
}

/** Flattens a graph; what leads to a graph without an end is found. */
export function flatGraph(graph: NirGraph, findings: Findings): Map<string, FlatNode> {
  const flat = new Map<string, FlatNode>();
  addGraph(flat, graph, "", 0, findings);
  return flat;
}

/** Where edges into and out of a node of this graph lead. */
interface Ends {
  readonly into: readonly string[];
  readonly out: readonly string[];
}

function addGraph(
  flat: Map<string, FlatNode>,
  graph: NirGraph,
  prefix: string,
  depth: number,
  findings: Findings,
): Ends {
  const ends = new Map<string, Ends>();
  const into: string[] = [];
  const out: string[] = [];
  for (const [key, node] of graph.nodes) {
    const name = `${prefix}${key}`;
    if (node.graph !== undefined) {
      const inner = addGraph(flat, node.graph, `${name}.`, depth + 1, findings);
      if (inner.into.length !== 1 || inner.out.length !== 1)
        findings.error(
          name,
          `a graph in a graph needs one Input and one Output, and has ${inner.into.length} and ${inner.out.length}`,
        );
      ends.set(key, inner);
      continue;
    }
    flat.set(name, { name, node, depth, next: [], before: [] });
    ends.set(key, { into: [name], out: [name] });
    if (node.type === "Input") into.push(name);
    if (node.type === "Output") out.push(name);
  }
  for (const [from, to] of graph.edges)
    for (const start of ends.get(from)!.out)
      for (const end of ends.get(to)!.into) {
        flat.get(start)!.next.push(end);
        flat.get(end)!.before.push(start);
      }
  return { into, out };
}
