/**
 * From a SONATA circuit to a description. Three dialects are read, and which one was met is said:
 *   NEST, BMTK   `nest:iaf_psc_exp` and a JSON file of parameters in NEST's units; syn_weight in pA, mV or nS
 *   PyNN         `pynn:IF_curr_exp`, parameters as columns in PyNN's units; weights in nA, mV or uS under dynamics_params
 * Each node type of a population becomes a population, since only one model fits it.
 * Source: SONATA Developer Guide; bmtk 1.2, simulator/pointnet; PyNN 0.13, serialization/sonata.
 */
import { fail } from "../../diagnostics/diagnostic.js";
import { WEIGHT_UNIT, type NeuronModel } from "../../models/neuron-model.js";
import { NEURON_MODELS } from "../../models/registry.js";
import { unpackArrays, withArrays } from "../carried-arrays.js";
import { DescriptionBuilder, nameFor, withUnit, type DescribedNetwork, type Json } from "../described-network.js";
import { at, readHdf5, type Hdf5Group } from "../hdf5.js";
import { LossList } from "../losses.js";
import { mustHave, readConfig, textOf, type FilePair, type ReadSonataFile, type SonataConfig } from "./config.js";
import type { OwnSonata } from "./own.js";
import { SonataTable } from "./table.js";
import { readTypes, type TypeRow } from "./types-table.js";

export interface SonataImportOptions {
  /** ms */
  readonly timestep?: number;
  /** ms */
  readonly duration?: number;
  /** Of the network, where the circuit has none. */
  readonly name?: string;
}

type Dialect = "NEST" | "PyNN";

/** A population of the description: a node type of a SONATA population. */
interface Part {
  readonly name: string;
  readonly size: number;
  /** undefined: virtual. */
  readonly model?: NeuronModel;
  readonly dialect: Dialect;
}

/** Of a SONATA population: which part a node is of, and its place there. */
interface NodeMap {
  readonly parts: readonly Part[];
  readonly indexOfId: ReadonlyMap<number, number>;
  readonly partOf: Uint32Array;
  readonly localOf: Uint32Array;
}

const DEFAULT_TIMESTEP = 0.1;
const DEFAULT_DURATION = 1000;
/** NEST's, ms. */
const DEFAULT_DELAY = 1;
/** Of NEST's models, and without effect on a neuron that nothing learns from. */
const WITHOUT_EFFECT = new Set(["tau_minus", "tau_minus_triplet", "V_min", "frozen", "node_uses_wfr"]);
const PYNN_UNIT: Readonly<Record<string, string>> = { pF: "nF", pA: "nA", nS: "uS" };
const MODEL_TYPES_WITHOUT_POINT = /^(biophysical|single_compartment)$/;
const STATIC = /^(nest:)?static_synapse$|^pynn:StaticSynapse$/;

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
  return new SonataImporter(readConfig(path, text, read), read, options).import();
}

class SonataImporter {
  private readonly builder = new DescriptionBuilder();
  private readonly losses = new LossList();
  private readonly populations = new Map<string, NodeMap>();
  private readonly taken = new Set<string>();
  private readonly params = new Map<string, Readonly<Record<string, unknown>>>();
  private own: OwnSonata | null = null;

  constructor(
    private readonly config: SonataConfig,
    private readonly read: ReadSonataFile,
    private readonly options: SonataImportOptions,
  ) {}

  async import(): Promise<DescribedNetwork> {
    const { config, options } = this;
    await this.readOwn();
    for (const pair of config.nodes)
      for (const [name, tree, types] of await this.populationsOf(pair, "nodes")) this.addNodes(name, tree, types);
    if (Object.keys(this.builder.populations).length === 0)
      fail("sonata-invalid", `${config.path}: it has no population of point neurons`, { hint: "virtual nodes only send spikes" });
    for (const pair of config.edges)
      for (const [name, tree, types] of await this.populationsOf(pair, "edges")) this.addEdges(name, tree, types);
    if (this.own === null) await this.addInputs();
    const { own } = this;
    const timestep = options.timestep ?? own?.timestep ?? config.run.dt;
    const duration = options.duration ?? config.run.tstop;
    if (timestep === undefined) this.losses.add("assumed", "circuit", `it has no time step: ${DEFAULT_TIMESTEP} ms is taken`);
    if (duration === undefined && own === null)
      this.losses.add("assumed", "circuit", `it has no duration: ${DEFAULT_DURATION} ms are taken`);
    const head: Record<string, Json> = {
      ...(own?.head ?? { burn_in: "0 ms" }),
      name: own?.name ?? options.name ?? "network",
      timestep: withUnit(timestep ?? DEFAULT_TIMESTEP, "ms"),
    };
    if (own === null || options.duration !== undefined) head.duration = withUnit(duration ?? DEFAULT_DURATION, "ms");
    return this.builder.finish(head, this.losses.losses);
  }

  /** What equipoise kept for itself: stimuli, seed and times. */
  private async readOwn(): Promise<void> {
    const own = this.config.own as OwnSonata | undefined;
    if (own?.format !== 1) return;
    this.own = own;
    const held = await readHdf5(mustHave(own.file, this.read(own.file), this.config.path), own.file);
    const arrays = unpackArrays(own.arrays, held);
    for (const [name, stimulus] of Object.entries(own.stimuli))
      this.builder.stimuli[name] = withArrays(stimulus, arrays, this.builder);
    this.losses.add("exact", "circuit", "seed, times and stimuli come from what equipoise wrote for itself");
  }

  private async populationsOf(
    { file, types }: FilePair,
    kind: "nodes" | "edges",
  ): Promise<[name: string, tree: Hdf5Group, types: Map<number, TypeRow>][]> {
    const { path } = this.config;
    const tree = await readHdf5(mustHave(file, this.read(file), path), file);
    const found = at(tree, kind);
    if (found?.kind !== "group") fail("sonata-invalid", `${file} has no group /${kind}`, { hint: "name a SONATA file" });
    const one = kind === "nodes" ? "node" : "edge";
    const table =
      types === undefined ? new Map<number, TypeRow>() : readTypes(textOf(types, this.read(types), path), one, types);
    return [...found.members].flatMap(([name, members]) =>
      members.kind === "group" ? [[name, members, table] as [string, Hdf5Group, Map<number, TypeRow>]] : [],
    );
  }

  /** The JSON file of parameters that a type names. */
  private readonly paramsIn = (folder: string) => (file: string) => {
    const known = this.params.get(`${folder}/${file}`);
    if (known !== undefined) return known;
    const within = this.config.components[folder];
    const path = within === undefined ? file : `${within}/${file}`;
    const text = textOf(path, this.read(path), this.config.path);
    let values: Readonly<Record<string, unknown>>;
    try {
      values = JSON.parse(text) as Readonly<Record<string, unknown>>;
    } catch {
      fail("sonata-invalid", `${path} is no JSON`, { hint: "a file of dynamics_params is one object of numbers" });
    }
    this.params.set(`${folder}/${file}`, values);
    return values;
  };

  private addNodes(name: string, tree: Hdf5Group, types: ReadonlyMap<number, TypeRow>): void {
    const table = new SonataTable(`nodes of ${name}`, tree, "node", types, this.paramsIn("point_neuron_models_dir"));
    const ids = table.dataset("node_id") ?? Float64Array.from({ length: table.size }, (_, k) => k);
    const typeIds = [...new Set(table.typeIds)].sort((a, b) => a - b);
    const partOf = Uint32Array.from(table.typeIds, (type) => typeIds.indexOf(type));
    const localOf = new Uint32Array(table.size);
    const parts = typeIds.map((type, p) => {
      const rows = Uint32Array.from(partOf.keys()).filter((row) => partOf[row] === p);
      rows.forEach((row, local) => (localOf[row] = local));
      return this.addPart(table, type, rows, typeIds.length === 1 ? name : `${name}.${table.word(type, "pop_name") ?? type}`);
    });
    this.populations.set(name, { parts, indexOfId: new Map(Array.from(ids, (id, k) => [id, k])), partOf, localOf });
  }

  private addPart(table: SonataTable, type: number, rows: Uint32Array, wanted: string): Part {
    const name = nameFor(this.own?.names[wanted] ?? wanted, this.taken);
    this.taken.add(name);
    const size = rows.length;
    const modelType = table.word(type, "model_type") ?? "point_neuron";
    if (modelType === "virtual") {
      this.addVirtual(name, table, rows);
      return { name, size, dialect: "NEST" };
    }
    const place = `population ${name}`;
    if (MODEL_TYPES_WITHOUT_POINT.test(modelType))
      fail("sonata-cannot", `${modelType} cells have a morphology, and point neurons are run here`, {
        place: { object: place },
        hint: "replace them by point neurons (model_type point_neuron)",
      });
    const template = table.word(type, "model_template") ?? "";
    const [schema, called] = template.includes(":") ? template.split(":") : ["nest", template];
    const dialect: Dialect = schema === "pynn" ? "PyNN" : "NEST";
    const model = Object.values(NEURON_MODELS).find((one) => (dialect === "PyNN" ? one.pynn?.name : one.name) === called);
    if (model === undefined || !/^(nest|pynn)$/.test(schema))
      fail("sonata-cannot", `the model_template ${template === "" ? "is missing" : `${template} is not run here`}`, {
        place: { object: place },
        hint: `models are ${Object.values(NEURON_MODELS).map(({ name: own, pynn }) => `nest:${own}${pynn === undefined ? "" : ` (pynn:${pynn.name})`}`).join(", ")}`,
      });
    this.losses.add("assumed", place, `${dialect === "PyNN" ? "PyNN's" : "NEST's"} dialect: ${template}, parameters in its units`);
    this.builder.populations[name] = { size, ...this.neuronOf(name, table, rows, model, dialect, called) };
    return { name, size, model, dialect };
  }

  private neuronOf(
    name: string,
    table: SonataTable,
    rows: Uint32Array,
    model: NeuronModel,
    dialect: Dialect,
    called: string,
  ): { readonly [key: string]: Json } {
    const neuron: Record<string, Json> = { model: called };
    const rest = table.parameterNames(rows);
    const missing: string[] = [];
    for (const [key, { unit, pynn }] of Object.entries(model.parameters)) {
      const word = dialect === "PyNN" ? pynn : key;
      if (word === undefined) continue;
      rest.delete(word);
      const values = table.numbers([word], rows);
      if (values === undefined) missing.push(word);
      else neuron[word] = this.builder.quantity(`${name}.${word}`, values, dialect === "PyNN" ? (PYNN_UNIT[unit] ?? unit) : unit);
    }
    const follows = new Set(["tau_m", "g_L"].filter((one) => model.leak === "g_L" && !missing.includes(one === "tau_m" ? "g_L" : "tau_m")));
    const left = missing.filter((word) => !follows.has(word));
    if (left.length > 0)
      this.losses.add("assumed", `population ${name}`, `${left.join(", ")}: not in the file, and ${dialect}'s defaults`);
    const word = dialect === "PyNN" ? "v" : "V_m";
    rest.delete(word);
    const initial = table.numbers([word], rows);
    for (const one of rest)
      if (!WITHOUT_EFFECT.has(one))
        this.losses.add("lost", `population ${name}`, `${one} is no parameter of ${model.name} here`);
    return initial === undefined ? { neuron } : { neuron, initial: { V_m: this.builder.quantity(`${name}.V_m`, initial, "mV") } };
  }

  private addVirtual(name: string, table: SonataTable, rows: Uint32Array): void {
    if (this.own !== null) return;
    const size = rows.length;
    const rate = table.numbers(["rate"], rows);
    if (rate === undefined) {
      // Until an input of the simulation says what they send.
      this.builder.stimuli[name] = { type: "host", size };
      return;
    }
    const start = table.numbers(["start"], rows)?.[0] ?? 0;
    const duration = table.numbers(["duration"], rows)?.[0] ?? Infinity;
    this.builder.stimuli[name] = {
      type: "poisson_pool",
      size,
      rate: this.builder.quantity(`${name}.rate`, rate, "Hz"),
      ...(start > 0 ? { start: withUnit(start, "ms") } : {}),
      ...(start + duration < 1e9 ? { stop: withUnit(start + duration, "ms") } : {}),
    };
    this.losses.add("assumed", `virtual ${name}`, "its rate, as PyNN writes it, makes it Poisson sources");
  }

  private addEdges(name: string, tree: Hdf5Group, types: ReadonlyMap<number, TypeRow>): void {
    const place = `edges of ${name}`;
    const table = new SonataTable(place, tree, "edge", types, this.paramsIn("synaptic_models_dir"));
    const ends = (["source", "target"] as const).map((end) => {
      const ids = table.mustHave(`${end}_node_id`);
      const population = table.attribute(`${end}_node_id`, "node_population");
      const nodes = population === undefined ? undefined : this.populations.get(population);
      if (nodes === undefined)
        fail("sonata-invalid", `${place}: ${end}_node_id is of the population ${population ?? "that it does not name"}, which no file of nodes has`, {
          hint: "add its file to networks.nodes",
        });
      const index = Uint32Array.from(ids, (id, k) => nodes.indexOfId.get(id) ?? this.noSuchNode(place, end, id, k));
      return { nodes, index };
    });
    this.checkEdgeTypes(table, place);
    const [source, target] = ends;
    const weights = this.weightsOf(table, place);
    const all = Uint32Array.from({ length: table.size }, (_, k) => k);
    const delays = table.numbers(["delay"], all);
    if (delays === undefined) this.losses.add("assumed", place, `no delays: NEST's ${DEFAULT_DELAY} ms`);
    const several = source.nodes.parts.length * target.nodes.parts.length > 1;
    source.nodes.parts.forEach((pre, p) =>
      target.nodes.parts.forEach((post, q) => {
        const rows = all.filter((k) => source.nodes.partOf[source.index[k]] === p && target.nodes.partOf[target.index[k]] === q);
        if (rows.length === 0) return;
        if (post.model === undefined)
          fail("sonata-cannot", `${rows.length} edges lead to the virtual nodes ${post.name}`, { place: { object: place }, hint: "virtual nodes only send" });
        // By target, then as they stand in the file.
        rows.sort((a, b) => target.index[a] - target.index[b] || a - b);
        const wanted = this.own?.projections[name] ?? (several ? `${name}: ${pre.name}→${post.name}` : name);
        const scale = this.scaleOf(table, rows, post, weights);
        this.builder.synapses(nameFor(wanted, { has: (one) => Object.hasOwn(this.builder.projections, one) }), pre.name, post.name, {
          pre: Uint32Array.from(rows, (k) => source.nodes.localOf[source.index[k]]),
          post: Uint32Array.from(rows, (k) => target.nodes.localOf[target.index[k]]),
          weight: exactOrSingle(Float64Array.from(rows, (k, n) => weights[k] * scale[n])),
          weightUnit: WEIGHT_UNIT[post.model.synapse],
          delay: delays === undefined ? DEFAULT_DELAY : Float64Array.from(rows, (k) => delays[k]),
        });
      }),
    );
  }

  private noSuchNode(place: string, end: string, id: number, edge: number): never {
    return fail("sonata-invalid", `${place}: edge ${edge} has the ${end} node ${id}, which its population does not have`, {
      hint: "the files are not of one circuit, or damaged",
    });
  }

  private checkEdgeTypes(table: SonataTable, place: string): void {
    for (const type of new Set(table.typeIds)) {
      const template = table.word(type, "model_template");
      if (template !== undefined && !STATIC.test(template))
        fail("sonata-cannot", `synapses of ${template} change or have states, and only static ones are run here`, {
          place: { object: place },
          hint: "use static_synapse (PyNN: StaticSynapse)",
        });
      const weights = table.word(type, "weight_function");
      if (weights !== undefined && weights !== "wmax")
        fail("sonata-cannot", `the weights are computed by the Python function ${weights}`, {
          place: { object: place },
          hint: "write them out as syn_weight",
        });
    }
  }

  /** As they stand in the file, times the number of synapses that an edge stands for. */
  private weightsOf(table: SonataTable, place: string): Float64Array {
    const all = Uint32Array.from({ length: table.size }, (_, k) => k);
    const weights = table.numbers(["syn_weight", "weight", "weight_max"], all);
    if (weights === undefined)
      return fail("sonata-invalid", `${place}: it has no weights`, { hint: "give syn_weight, in HDF5 or in the types" });
    const counts = table.numbers(["nsyns"], all);
    if (counts === undefined) return weights;
    this.losses.add("exact", place, "an edge of nsyns synapses is one of nsyns times the weight, as BMTK runs it");
    return weights.map((weight, k) => weight * counts[k]);
  }

  /** To the model's unit and sign: NEST's is it already, of PyNN's the receptor says the sign of conductances. */
  private scaleOf(table: SonataTable, rows: Uint32Array, post: Part, weights: Float64Array): Float64Array {
    if (post.dialect === "NEST") return new Float64Array(rows.length).fill(1);
    const synapse = post.model!.synapse;
    const unit = synapse === "delta" ? 1 : 1000;
    return Float64Array.from(rows, (k) => {
      const inhibitory = table.word(table.typeIds[k], "receptor_type") === "inhibitory";
      return synapse === "conductance" && inhibitory && weights[k] > 0 ? -unit : unit;
    });
  }

  /** Spike files and current clamps of a simulation. */
  private async addInputs(): Promise<void> {
    for (const [name, input] of Object.entries(this.config.inputs)) {
      const kind = String(input.input_type ?? "");
      if (kind === "spikes") await this.addSpikes(name, input);
      else if (kind === "current_clamp" && this.addClamp(name, input)) continue;
      else this.losses.add("lost", `input ${name}`, `inputs of ${kind || "no type"} (${String(input.module ?? "no module")}) are not read`);
    }
    for (const { parts } of this.populations.values())
      for (const { name, model } of parts)
        if (model === undefined && (this.builder.stimuli[name] as { type?: string }).type === "host")
          this.losses.add("assumed", `virtual ${name}`, "no input says what it sends: its spikes come from a host while the network runs");
  }

  private addClamp(name: string, input: SonataConfig["inputs"][string]): boolean {
    const { amp, delay, duration, node_set: target } = input;
    const nodes = typeof target === "string" ? this.populations.get(target) : undefined;
    if (typeof amp !== "number" || typeof delay !== "number" || typeof duration !== "number" || nodes === undefined) return false;
    const steps = [
      { at: withUnit(delay, "ms"), amplitude: withUnit(amp, "nA") },
      { at: withUnit(delay + duration, "ms"), amplitude: "0 nA" },
    ];
    const targets = nodes.parts.filter(({ model }) => model !== undefined).map((part) => part.name);
    this.builder.stimuli[nameFor(name, this.taken)] = { type: "step_current", target: targets, steps };
    return true;
  }

  private async addSpikes(name: string, input: SonataConfig["inputs"][string]): Promise<void> {
    const file = input.input_file;
    if (typeof file !== "string" || !/\.h5$/i.test(file)) {
      this.losses.add("lost", `input ${name}`, `spikes of ${String(file)} are not read: .h5 files are`);
      return;
    }
    const tree = at(await readHdf5(mustHave(file, this.read(file), this.config.path), file), "spikes");
    if (tree?.kind !== "group") fail("sonata-invalid", `${file} has no group /spikes`, { hint: "name a SONATA file of spikes" });
    for (const [population, spikes] of tree.members) {
      const nodes = this.populations.get(population);
      if (spikes.kind !== "group" || nodes === undefined) continue;
      const times = numbersAt(spikes, "timestamps");
      const ids = numbersAt(spikes, "node_ids");
      if (times === undefined || ids?.length !== times.length)
        fail("sonata-invalid", `${file}: the spikes of ${population} have no timestamps, or not one node for each`, { hint: "the file is damaged" });
      nodes.parts.forEach((part, p) => {
        if (part.model !== undefined) return;
        const index = (k: number) => nodes.indexOfId.get(ids[k]) ?? this.noSuchNode(file, "spiking", ids[k], k);
        const own = Uint32Array.from(times.keys()).filter((k) => nodes.partOf[index(k)] === p);
        this.builder.stimuli[part.name] = {
          type: "spike_times",
          size: part.size,
          unit: "1 ms",
          times: {
            array: this.builder.column(`${part.name}.times`, Float64Array.from(own, (k) => times[k])),
            source: this.builder.column(`${part.name}.source`, Uint32Array.from(own, (k) => nodes.localOf[index(k)])),
          },
        };
      });
    }
  }
}

function numbersAt(tree: Hdf5Group, name: string): Float64Array | undefined {
  const found = tree.members.get(name);
  return found?.kind === "dataset" && found.type !== "str" ? Float64Array.from(found.values as Float64Array) : undefined;
}

/** Weights are float32 here; one for all stays what it is. */
function exactOrSingle(weights: Float64Array): number | Float32Array<ArrayBuffer> {
  return weights.length > 0 && weights.every((one) => one === weights[0]) ? weights[0] : Float32Array.from(weights);
}
