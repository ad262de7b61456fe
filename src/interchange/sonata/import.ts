/**
 * From a SONATA circuit to a description. Three dialects are read, and which one was met is said:
 *   NEST, BMTK   `nest:iaf_psc_exp` and a JSON file of parameters in NEST's units; syn_weight in pA, mV or nS
 *   PyNN         `pynn:IF_curr_exp`, parameters as columns in PyNN's units; weights in nA, mV or uS under dynamics_params
 * Each node type of a population becomes a population, since only one model fits it.
 * Source: SONATA Developer Guide; bmtk 1.2, simulator/pointnet; PyNN 0.13, serialization/sonata.
 */
import { fail } from "../../diagnostics/diagnostic.js";
import { unpackArrays, withArrays } from "../carried-arrays.js";
import { DescriptionBuilder, withUnit, type DescribedNetwork, type Json } from "../described-network.js";
import { at, readHdf5, type Hdf5Group } from "../hdf5.js";
import { LossList } from "../losses.js";
import { mustHave, readConfig, textOf, type FilePair, type ReadSonataFile, type SonataConfig } from "./config.js";
import type { SonataContext } from "./context.js";
import { addEdges } from "./edges.js";
import { addInputs } from "./inputs.js";
import { addNodes } from "./nodes.js";
import { readOwnSonata, type OwnSonata } from "./own.js";
import { readTypes, type TypeRow } from "./types-table.js";

export interface SonataImportOptions {
  /** ms */
  readonly timestep?: number;
  /** ms */
  readonly duration?: number;
  /** ms at the beginning of a run that are not judged. */
  readonly burnIn?: number;
  /** Of the network, where the circuit has none. */
  readonly name?: string;
}

const DEFAULT_TIMESTEP = 0.1;
const DEFAULT_DURATION = 1000;

/**
 * Makes a description of a circuit.
 * @param path of the configuration, for messages
 * @throws EquipoiseError `sonata-invalid`, `sonata-cannot`, `hdf5-unreadable`
 */
export async function importSonata(
  path: string,
  text: string,
  read: ReadSonataFile,
  options: SonataImportOptions = {},
): Promise<DescribedNetwork> {
  const config = readConfig(path, text, read);
  const own = readOwnSonata(config.own, config.path);
  const ctx: SonataContext = {
    config,
    read,
    builder: new DescriptionBuilder(),
    losses: new LossList(),
    populations: new Map(),
    taken: new Set(),
    own,
    paramsIn: parametersOf(config, read),
  };
  if (own !== null) await addOwnStimuli(ctx, own);
  for (const pair of config.nodes)
    for (const [name, tree, types] of await populationsOf(ctx, pair, "nodes")) addNodes(ctx, name, tree, types);
  if (Object.keys(ctx.builder.populations).length === 0)
    fail("sonata-invalid", `${path}: it has no population of point neurons`, {
      hint: "virtual nodes only send spikes",
    });
  for (const pair of config.edges)
    for (const [name, tree, types] of await populationsOf(ctx, pair, "edges")) addEdges(ctx, name, tree, types);
  if (own === null) await addInputs(ctx);
  return ctx.builder.finish(headOf(ctx, options), ctx.losses.losses);
}

function headOf({ config, own, losses }: SonataContext, options: SonataImportOptions): Record<string, Json> {
  const timestep = options.timestep ?? own?.timestep ?? config.run.dt;
  const duration = options.duration ?? (own === null ? config.run.tstop : undefined);
  if (timestep === undefined) losses.add("assumed", "circuit", `it has no time step: ${DEFAULT_TIMESTEP} ms is taken`);
  if (duration === undefined && own === null)
    losses.add("assumed", "circuit", `it has no duration: ${DEFAULT_DURATION} ms are taken`);
  return {
    ...(own?.head ?? { burn_in: "0 ms" }),
    name: own?.name ?? options.name ?? "network",
    timestep: withUnit(timestep ?? DEFAULT_TIMESTEP, "ms"),
    ...(duration === undefined && own !== null ? {} : { duration: withUnit(duration ?? DEFAULT_DURATION, "ms") }),
    ...(options.burnIn === undefined ? {} : { burn_in: withUnit(options.burnIn, "ms") }),
  };
}

/** What equipoise kept for itself. */
async function addOwnStimuli({ builder, config, losses, read }: SonataContext, own: OwnSonata): Promise<void> {
  const held = await readHdf5(mustHave(own.file, read(own.file), config.path), own.file);
  const arrays = unpackArrays(own.arrays, held);
  for (const [name, stimulus] of Object.entries(own.stimuli))
    builder.stimuli[name] = withArrays(stimulus, arrays, builder);
  losses.add("exact", "circuit", "seed, times and stimuli come from what equipoise wrote for itself");
}

async function populationsOf(
  { config, read }: SonataContext,
  { file, types }: FilePair,
  kind: "nodes" | "edges",
): Promise<[name: string, tree: Hdf5Group, types: Map<number, TypeRow>][]> {
  const tree = await readHdf5(mustHave(file, read(file), config.path), file);
  const found = at(tree, kind);
  if (found?.kind !== "group") fail("sonata-invalid", `${file} has no group /${kind}`, { hint: "name a SONATA file" });
  const one = kind === "nodes" ? "node" : "edge";
  const table =
    types === undefined ? new Map<number, TypeRow>() : readTypes(textOf(types, read(types), config.path), one, types);
  return [...found.members].flatMap(([name, members]) =>
    members.kind === "group" ? [[name, members, table] as [string, Hdf5Group, Map<number, TypeRow>]] : [],
  );
}

function parametersOf(config: SonataConfig, read: ReadSonataFile): SonataContext["paramsIn"] {
  const known = new Map<string, Readonly<Record<string, unknown>>>();
  return (folder) => (file) => {
    const within = config.components[folder];
    const path = within === undefined ? file : `${within}/${file}`;
    const values = known.get(path) ?? parseParameters(path, textOf(path, read(path), config.path));
    known.set(path, values);
    return values;
  };
}

function parseParameters(path: string, text: string): Readonly<Record<string, unknown>> {
  const hint = "a file of dynamics_params is one object of numbers";
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return fail("sonata-invalid", `${path} is no JSON`, { hint });
  }
  return typeof values === "object" && values !== null && !Array.isArray(values)
    ? (values as Readonly<Record<string, unknown>>)
    : fail("sonata-invalid", `${path} is no object of parameters`, { hint });
}
