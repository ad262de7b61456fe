/** From a graph to the HDF5 tree of a NIR file, as nir 1.0.8 writes it: one dataset a field, no attributes. */
import { group, text, type Hdf5Group, type Hdf5Node } from "../hdf5.js";
import type { NirGraph, NirNode } from "./nir-graph.js";

/** The release of nir whose format this is. */
const NIR_VERSION = "1.0.8";

/** @param version that of the file which the graph was read from, where it says one */
export function nirTree(graph: NirGraph, version: string | null = NIR_VERSION): Hdf5Group {
  return group({ version: text(version ?? NIR_VERSION), node: graphGroup(graph) });
}

function graphGroup({ nodes, edges, metadata }: NirGraph): Hdf5Group {
  return group({
    edges: text(edges.flat(), [edges.length, 2]),
    metadata,
    nodes: group(new Map([...nodes].map(([name, node]): [string, Hdf5Node] => [name, nodeGroup(node)]))),
    type: text("NIRGraph"),
  });
}

function nodeGroup({ type, fields, metadata, graph }: NirNode): Hdf5Group {
  if (graph !== undefined) return graphGroup(graph);
  return group(
    new Map<string, Hdf5Node>([
      ...fields,
      ...(metadata === undefined ? [] : ([["metadata", metadata]] as const)),
      ["type", text(type)],
    ]),
  );
}
