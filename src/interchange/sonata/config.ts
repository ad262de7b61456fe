/**
 * circuit_config.json and simulation_config.json of SONATA: the files that they name, with the variables of the manifest put in.
 * Source: SONATA Developer Guide, "SONATA Configuration Files"; PyNN 0.13 writes a manifest that is relative to its working folder.
 */
import { fail } from "../../diagnostics/diagnostic.js";

/** Reads a file that a configuration names, wherever it may be meant to lie; undefined where there is none. */
export type ReadSonataFile = (path: string) => Uint8Array | undefined;

export interface FilePair {
  /** Path of the .h5 file, and of its types, which may be absent. */
  readonly file: string;
  readonly types: string | undefined;
}

/** Characters of a variable of the manifest: paths are shorter. */
const LONGEST_VALUE = 4096;

type Loose = { readonly [key: string]: unknown };

export interface SonataConfig {
  readonly path: string;
  readonly nodes: readonly FilePair[];
  readonly edges: readonly FilePair[];
  readonly components: Readonly<Record<string, string>>;
  /** ms; of a simulation. */
  readonly run: { readonly tstop?: number; readonly dt?: number };
  readonly inputs: Readonly<Record<string, Loose>>;
  /** What equipoise wrote for itself. */
  readonly own: unknown;
}

/**
 * Reads a configuration; one of a simulation names that of its circuit.
 * @throws EquipoiseError `sonata-invalid`
 */
export function readConfig(path: string, text: string, read: ReadSonataFile): SonataConfig {
  const main = parse(path, text);
  const linked = [main.network, main.circuit].find((one): one is string => typeof one === "string");
  const circuit = linked === undefined ? main : parse(linked, textOf(linked, read(linked), path));
  const networks = objectOf(circuit.networks);
  if (!Array.isArray(networks.nodes))
    fail("sonata-invalid", `${path} has no networks.nodes, so that it is no configuration of a SONATA circuit`, {
      hint: "name circuit_config.json, or a simulation_config.json whose `network` names it",
    });
  const pairs = (kind: "nodes" | "edges") =>
    (Array.isArray(networks[kind]) ? (networks[kind] as unknown[]) : []).map((entry): FilePair => {
      const { [`${kind}_file`]: file } = objectOf(entry);
      const { [`${kind.slice(0, -1)}_types_file`]: types } = objectOf(entry);
      if (typeof file !== "string")
        fail("sonata-invalid", `${path}: an entry of networks.${kind} has no ${kind}_file`, {
          hint: "name the .h5 file",
        });
      return { file, types: typeof types === "string" && types !== "" && types !== "NULL" ? types : undefined };
    });
  const run = objectOf(main.run);
  const numberOf = (value: unknown) => (typeof value === "number" ? value : undefined);
  return {
    path,
    nodes: pairs("nodes"),
    edges: pairs("edges"),
    components: Object.fromEntries(
      Object.entries({ ...objectOf(circuit.components), ...objectOf(main.components) }).filter(
        (entry): entry is [string, string] => typeof entry[1] === "string",
      ),
    ),
    run: { tstop: numberOf(run.tstop ?? run.duration), dt: numberOf(run.dt) },
    inputs: objectOf(main.inputs) as SonataConfig["inputs"],
    own: circuit.equipoise,
  };
}

function parse(path: string, text: string): Loose {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    fail("sonata-invalid", `${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`, {
      hint: "name the configuration of a circuit or a simulation",
    });
  }
  const whole = objectOf(value);
  return substitute(whole, variablesOf(objectOf(whole.manifest))) as Loose;
}

/** Variables name each other, in any order. */
function variablesOf(manifest: Loose): ReadonlyMap<string, string> {
  const variables = new Map<string, string>([["configdir", "."]]);
  for (const [key, value] of Object.entries(manifest))
    if (typeof value === "string") variables.set(key.replace(/^\$\{?|\}$/g, ""), value);
  for (let k = 0; k < variables.size; k++)
    for (const [key, value] of variables) variables.set(key, short(key, replaced(value, variables)));
  return variables;
}

/** Variables that name each other twice would double with each of them. */
function short(key: string, value: string): string {
  if (value.length > LONGEST_VALUE)
    fail("sonata-invalid", `the manifest's variable ${key} grows beyond ${LONGEST_VALUE} characters`, {
      hint: "let no variable name itself, and few of them each other",
    });
  return value;
}

function substitute(value: unknown, variables: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return replaced(value, variables);
  if (Array.isArray(value)) return value.map((one) => substitute(one, variables));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, substitute(one, variables)]));
}

function replaced(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{?([A-Za-z_][A-Za-z0-9_]*)\}?/g, (whole, name: string) => variables.get(name) ?? whole);
}

function objectOf(value: unknown): Loose {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

/** A word of a configuration, or what stands for none. */
export function wordOf(value: unknown, none: string): string {
  return typeof value === "string" && value !== "" ? value : none;
}

/** @throws EquipoiseError `sonata-invalid` where the file is missing */
export function textOf(path: string, bytes: Uint8Array | undefined, named: string): string {
  return new TextDecoder().decode(mustHave(path, bytes, named));
}

export function mustHave(path: string, bytes: Uint8Array | undefined, named: string): Uint8Array {
  return (
    bytes ??
    fail("sonata-invalid", `${named} names the file ${path}, which is not there`, {
      hint: "paths of a manifest are looked for beside the configuration, one folder up, and in the working folder",
    })
  );
}
