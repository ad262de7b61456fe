/** From the HDF5 tree of a NIR file to its graph, with what had to be mended on the way. */
import { MOST_NEURONS } from "../../description/populations.js";
import { at, numbers, type Hdf5Dataset, type Hdf5Group } from "../hdf5.js";
import { Findings } from "./findings.js";
import { NODE_TYPES, productOf, SPIKING, valuesOf, type NirGraph, type NirNode } from "./nir-graph.js";

export interface ReadNir {
  /** Mended where that is safe. */
  readonly graph: NirGraph;
  /** null: the file names none. */
  readonly version: string | null;
  readonly findings: Findings;
}

/** Spikes and voltages of a graph's nodes, which nir keeps in a file of their own. */
const DATA = "NIRGraphData";
const EMPTY: NirGraph = { nodes: new Map(), edges: [] };

/** Reads the graph of a file; what is wrong with it stands in the findings. */
export function readNirGraph(tree: Hdf5Group): ReadNir {
  const findings = new Findings();
  if (tree.attributes?.get("__type__") === DATA) {
    findings.error(
      "graph",
      `the file holds what nodes of a graph did (${DATA}, of nir.write_data), and no graph: give the file of nir.write`,
    );
    return { graph: EMPTY, version: null, findings };
  }
  const version = textOf(at(tree, "version") as Hdf5Dataset | undefined);
  if (version === null) findings.repair("graph", "the file does not say its version: it is read as 1.0.8", "version");
  const root = at(tree, "node");
  if (root?.kind !== "group") {
    findings.error("graph", "the file has no group `node`, which holds the graph of a NIR file");
    return { graph: EMPTY, version, findings };
  }
  const node = readNode(root, "", findings);
  if (node === null) return { graph: EMPTY, version, findings };
  if (node.graph === undefined) {
    findings.error("graph", `the file holds a single ${node.type} and no graph, so that nothing is connected`);
    return { graph: EMPTY, version, findings };
  }
  checkEnds(node.graph, findings);
  return { graph: node.graph, version, findings };
}

function readNode(from: Hdf5Group, name: string, findings: Findings): NirNode | null {
  const place = name === "" ? "graph" : name;
  const type = textOf(from.members.get("type") as Hdf5Dataset | undefined);
  if (type === null) {
    findings.error(place, "it has no `type`", "type");
    return null;
  }
  const metadata = from.members.get("metadata");
  const more = metadata?.kind === "group" ? { metadata } : {};
  if (type === "NIRGraph") return { type, fields: new Map(), graph: readGraph(from, name, findings), ...more };
  const known = Object.hasOwn(NODE_TYPES, type) ? NODE_TYPES[type] : undefined;
  if (known === undefined) {
    findings.error(
      place,
      `nodes of type ${type} are not known; known are ${Object.keys(NODE_TYPES).join(", ")}`,
      "type",
    );
    return null;
  }
  const fields = new Map<string, Hdf5Dataset>();
  const allowed = [...known.required, ...Object.keys(known.optional ?? {})];
  for (const [key, value] of from.members) {
    if (key === "type" || key === "metadata") continue;
    if (value.kind === "group") findings.repair(place, `${type} has no such group: it is left out`, key);
    else if (!allowed.includes(key))
      findings.repair(place, `${type} has no such field, and nir refuses it: it is left out`, key);
    else fields.set(key, value);
  }
  for (const key of known.required)
    if (!fields.has(key)) findings.error(place, `${type} needs this field, and the file does not have it`, key);
  const node: NirNode = { type, fields, ...more };
  addDefaults(node, fields, place, findings);
  checkValues(node, fields, place, findings);
  return node;
}

/** What nir's reader takes where a field is absent. */
function addDefaults(node: NirNode, fields: Map<string, Hdf5Dataset>, place: string, findings: Findings): void {
  const like = fields.get("v_threshold") ?? fields.get("tau_mem");
  for (const [key, value] of Object.entries(NODE_TYPES[node.type].optional ?? {})) {
    if (fields.has(key) || value === null || like === undefined || like.type === "str") continue;
    findings.repair(place, `it is absent and read as ${value}, as nir reads it`, key);
    fields.set(key, numbers(new Float64Array(productOf(like.shape)).fill(value), like.shape));
  }
}

/** Fields that are sizes of tensors, by the nodes in which nothing else tells them. */
const SIZES: Readonly<Record<string, readonly string[]>> = { shape: ["Input"], input_shape: ["Conv1d", "Conv2d"] };

function checkSizes(values: ArrayLike<number>, key: string, place: string, findings: Findings): void {
  const sizes = Array.from(values);
  const wrong = sizes.findIndex((size) => !(Number.isInteger(size) && size >= 1));
  if (wrong >= 0) findings.error(place, `entry ${wrong} is ${sizes[wrong]}, and a size is a whole number above 0`, key);
  else if (productOf(sizes) > MOST_NEURONS)
    findings.error(place, `[${sizes.join(", ")}] has more entries than the ${MOST_NEURONS} that are read`, key);
  else if (key === "input_shape" && sizes.length !== 1 && sizes.length !== 2)
    findings.error(place, `it has ${sizes.length} sizes, and an image has one or two`, key);
}

function checkValues(node: NirNode, fields: Map<string, Hdf5Dataset>, place: string, findings: Findings): void {
  const { perNeuron = [], positive = [] } = NODE_TYPES[node.type];
  for (const [key, { type }] of fields) {
    if (type === "str") {
      if (key !== "padding") findings.error(place, "it is text where numbers are expected", key);
      continue;
    }
    const values = valuesOf(node, key)!;
    const wrong = values.findIndex((value) => !Number.isFinite(value));
    if (wrong >= 0) findings.error(place, `entry ${wrong} is ${values[wrong]}, which is no finite number`, key);
    else if (SIZES[key]?.includes(node.type) === true) checkSizes(values, key, place, findings);
    const flat = positive.includes(key) ? values.findIndex((value) => value <= 0) : -1;
    if (flat >= 0) findings.error(place, `entry ${flat} is ${values[flat]}, and a time constant must be above 0`, key);
  }
  const size = Math.max(1, ...perNeuron.map((key) => productOf(fields.get(key)?.shape ?? [])));
  const shape = perNeuron.map((key) => fields.get(key)?.shape ?? []).find((one) => productOf(one) === size) ?? [size];
  for (const key of perNeuron) {
    const field = fields.get(key);
    if (field === undefined || field.type === "str") continue;
    const own = productOf(field.shape);
    if (own === size && field.shape.length === shape.length) continue;
    if (own !== size && own !== 1) {
      findings.error(place, `it has ${own} values where the node has ${size} neurons`, key);
      continue;
    }
    if (size === 1 && field.shape.length === 0 && shape.length === 0) continue;
    if (own === 1 && size > 1)
      findings.repair(place, `one value stands where the node has ${size} neurons: it is that of all`, key);
    else
      findings.repair(
        place,
        `its shape is [${field.shape.join(", ")}] where the node's is [${shape.join(", ")}]: it is read as the latter`,
        key,
      );
    const values = valuesOf(node, key)!;
    fields.set(key, numbers(own === 1 ? new Float64Array(size).fill(values[0]) : values, shape));
  }
  if (!SPIKING.has(node.type)) return;
  const [threshold, reset] = [valuesOf(node, "v_threshold"), valuesOf(node, "v_reset")];
  if (threshold === undefined || reset === undefined) return;
  const stuck = threshold.findIndex((value, k) => value <= reset[reset.length === 1 ? 0 : k]);
  if (stuck >= 0)
    findings.error(
      place,
      `neuron ${stuck} has its threshold at ${threshold[stuck]} and its reset at ${reset[reset.length === 1 ? 0 : stuck]}: it would never stop spiking`,
      "v_threshold",
    );
}

function readGraph(from: Hdf5Group, name: string, findings: Findings): NirGraph {
  const place = name === "" ? "graph" : name;
  const within = name === "" ? "" : `${name}.`;
  const nodes = new Map<string, NirNode>();
  const listed = from.members.get("nodes");
  if (listed?.kind !== "group") findings.error(place, "the graph has no group `nodes`", "nodes");
  else
    for (const [key, node] of listed.members) {
      if (node.kind !== "group") findings.error(`${within}${key}`, "it is no group, as a node must be");
      else {
        const read = readNode(node, `${within}${key}`, findings);
        if (read !== null) nodes.set(key, read);
      }
    }
  const edges = mendEdges(
    readEdges(from, place, findings),
    nodes,
    listed?.kind === "group" ? listed : null,
    place,
    findings,
  );
  const metadata = from.members.get("metadata");
  return { nodes, edges, ...(metadata?.kind === "group" ? { metadata } : {}) };
}

function readEdges(from: Hdf5Group, place: string, findings: Findings): (readonly [string, string])[] {
  const edges = from.members.get("edges");
  if (edges?.kind !== "dataset") {
    findings.error(place, "the graph has no dataset `edges`", "edges");
    return [];
  }
  if (productOf(edges.shape) === 0) return [];
  if (edges.type !== "str" || edges.shape.length !== 2 || edges.shape[1] !== 2) {
    findings.error(place, `edges are pairs of names, and these have the shape [${edges.shape.join(", ")}]`, "edges");
    return [];
  }
  const names = edges.values as readonly string[];
  return Array.from({ length: edges.shape[0] }, (_, k) => [names[2 * k], names[2 * k + 1]] as const);
}

/** Duplicates go; a name that no node has becomes that of the one node which no edge names. */
function mendEdges(
  edges: readonly (readonly [string, string])[],
  nodes: ReadonlyMap<string, NirNode>,
  listed: Hdf5Group | null,
  place: string,
  findings: Findings,
): NirGraph["edges"] {
  const exists = (name: string) => nodes.has(name) || listed?.members.has(name) === true;
  const named = new Set(edges.flat());
  const dangling = [...named].filter((name) => !exists(name));
  const unnamed = [...nodes.keys()].filter((name) => !named.has(name));
  const meant = new Map<string, string>();
  if (dangling.length === 1 && unnamed.length === 1) {
    meant.set(dangling[0], unnamed[0]);
    findings.repair(
      place,
      `edges name \`${dangling[0]}\`, which is no node; \`${unnamed[0]}\` is the only node that no edge names, and is taken for it`,
      "edges",
    );
  } else
    for (const name of dangling)
      findings.error(
        place,
        `edges name \`${name}\`, which is no node${unnamed.length === 0 ? "" : `; no edge names ${unnamed.map((one) => `\`${one}\``).join(", ")}`}`,
        "edges",
      );
  if (dangling.length !== 1)
    for (const name of unnamed) findings.note(join(place, name), "no edge leads to it or from it");
  const seen = new Set<string>();
  const kept: (readonly [string, string])[] = [];
  for (const [from, to] of edges) {
    const edge = [meant.get(from) ?? from, meant.get(to) ?? to] as const;
    const key = JSON.stringify(edge);
    if (seen.has(key)) {
      findings.repair(
        place,
        `the edge from \`${edge[0]}\` to \`${edge[1]}\` stands there twice, which nir refuses: it is one edge`,
        "edges",
      );
      continue;
    }
    seen.add(key);
    if (nodes.has(edge[0]) && nodes.has(edge[1])) kept.push(edge);
  }
  return kept;
}

function checkEnds({ nodes }: NirGraph, findings: Findings): void {
  const types = [...nodes.values()].map(({ type }) => type);
  if (!types.includes("Input")) findings.note("graph", "it has no Input: nothing comes in from outside");
  if (!types.includes("Output")) findings.note("graph", "it has no Output");
}

function join(place: string, name: string): string {
  return place === "graph" ? name : `${place}.${name}`;
}

function textOf(dataset: Hdf5Dataset | undefined): string | null {
  return dataset?.kind === "dataset" && dataset.type === "str" ? (dataset.values as readonly string[])[0] : null;
}
