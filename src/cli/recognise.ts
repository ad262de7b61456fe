/** What a file of another tool is, by its content. */
import { fail } from "../diagnostics/diagnostic.js";
import { fileKindOf, KIND_BYTES } from "../diagnostics/file-kind.js";
import { isHdf5, rootOfHdf5 } from "../interchange/hdf5.js";
import { headOf, readBytes } from "./files.js";

export const TOOLS = ["nir", "sonata", "spynnaker"] as const;
export type Tool = (typeof TOOLS)[number];

/** What `equipoise import` says that it found. */
export const WHAT: Readonly<Record<Tool, string>> = {
  nir: "a NIR graph",
  sonata: "a SONATA configuration",
  spynnaker: "a job of sPyNNaker",
};

const SQLITE = "SQLite format 3\0";
const KNOWN = "a NIR graph (HDF5), circuit_config.json or simulation_config.json of SONATA, or ds.sqlite3 of sPyNNaker";

/** @throws EquipoiseError `import-unknown` for what is none of them, with what it is instead where that can be told; `file-unreadable` */
export async function recognise(path: string): Promise<Tool> {
  const head = headOf(path, KIND_BYTES);
  if (new TextDecoder("latin1").decode(head.subarray(0, SQLITE.length)) === SQLITE) return "spynnaker";
  if (isHdf5(head)) return ofHdf5(path);
  const kind = fileKindOf(head);
  if (kind !== null) unknown(path, `is ${kind.what}, which is not imported`, kind.use ?? `give ${KNOWN}`);
  const first = new TextDecoder().decode(head).trimStart()[0];
  if (first === "{") return ofJson(path);
  return unknown(path, "is of no kind that is imported", `give ${KNOWN}`);
}

async function ofHdf5(path: string): Promise<Tool> {
  const { members, type } = await rootOfHdf5(readBytes(path), path);
  if (type === "NIRGraphData")
    unknown(path, "holds what nodes of a NIR graph did (NIRGraphData), and no graph", "give the file of the graph");
  if (members.includes("node")) return "nir";
  const part = ["nodes", "edges", "spikes"].find((name) => members.includes(name));
  if (part !== undefined)
    unknown(
      path,
      `holds ${part} of a SONATA circuit`,
      "give circuit_config.json, which names all files of the circuit",
    );
  return unknown(path, "is an HDF5 file without the group `node` of a NIR graph", `give ${KNOWN}`);
}

function ofJson(path: string): Tool {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(new TextDecoder().decode(readBytes(path))) as Record<string, unknown>;
  } catch (error) {
    return unknown(path, `begins as JSON and is none: ${(error as Error).message}`, `give ${KNOWN}`);
  }
  // A configuration of a simulation names that of its circuit.
  if ("networks" in value || typeof value.network === "string" || typeof value.circuit === "string") return "sonata";
  if ("populations" in value)
    unknown(path, "is a network of equipoise already", "run it, or compile it, as it is: nothing is to be imported");
  return unknown(path, "is JSON without the `networks` of a SONATA configuration", `give ${KNOWN}`);
}

function unknown(path: string, what: string, hint: string): never {
  return fail("import-unknown", `${path} ${what}`, { hint });
}
