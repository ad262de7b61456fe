/**
 * From a drawn network to a SONATA circuit in NEST's dialect, as BMTK runs it: nodes.h5, edges.h5, their types, a JSON file of parameters a
 * population, and a simulation. Every synapse stands in it, so that what reads it back draws the same network.
 * Source: SONATA Developer Guide, 2019; bmtk 1.2, simulator/pointnet.
 */
import type { NetworkDescription } from "../../description/types.js";
import {
  modelOf,
  type CurrentInput,
  type Network,
  type Population,
  type Projection,
  type SpikeSource,
} from "../../network/types.js";
import { packArrays } from "../carried-arrays.js";
import { DescriptionBuilder, type Json } from "../described-network.js";
import { describeStimuli, headOf, preNameOf, synapsesOf, timeOf } from "../document-of-network.js";
import { sayWhatDrawingMoved } from "../drawing-losses.js";
import { group, numbers, type Hdf5Group, type Hdf5Node } from "../hdf5.js";
import { LossList, type Loss } from "../losses.js";
import type { OwnSonata } from "./own.js";
import { sonataRoot } from "./root.js";
import { spikesTree } from "./spikes.js";
import { writeTypes } from "./types-table.js";

export type SonataFile =
  { readonly path: string; readonly tree: Hdf5Group } | { readonly path: string; readonly text: string };

export interface ExportedSonata {
  readonly files: readonly SonataFile[];
  readonly losses: readonly Loss[];
}

export const CIRCUIT = "circuit_config.json";
const SIMULATION = "simulation_config.json";
const NODES = "network/nodes.h5";
const NODE_TYPES = "network/node_types.csv";
const EDGES = "network/edges.h5";
const EDGE_TYPES = "network/edge_types.csv";
const OWN = "network/equipoise.h5";
const PARAMETERS = "components/point_neurons";
const SYNAPSES = "components/synapses";
/** Of the static synapse: nothing. */
const STATIC = "static.json";
/** Type ids of populations, and of projections. */
const FIRST_TYPE = 100;
/** Steps that no run reaches. */
const NEVER = 2 ** 32 - 1;

type Row = Record<string, string | number>;

/** Makes the files of a circuit. */
export function exportSonata(network: Network, description: NetworkDescription): ExportedSonata {
  return new SonataExporter(network, description).export();
}

class SonataExporter {
  private readonly losses = new LossList();
  private readonly parameterFiles: SonataFile[] = [];
  private readonly nodeRows: Row[] = [];
  private readonly edgeRows: Row[] = [];
  private readonly nodes = new Map<string, Hdf5Node>();
  private readonly edges = new Map<string, Hdf5Node>();
  private readonly nameOf = new Map<string, string>();
  private readonly projections: Record<string, string> = {};
  private readonly inputs: Record<string, { readonly [key: string]: Json }> = {};

  constructor(
    private readonly network: Network,
    private readonly description: NetworkDescription,
  ) {}

  export(): ExportedSonata {
    const { network } = this;
    for (const population of network.populations) this.addPopulation(population);
    for (const source of network.sources) this.addSource(source);
    for (const projection of network.projections) this.addProjection(projection);
    for (const current of network.currents) this.addCurrent(current);
    sayWhatDrawingMoved(this.losses, network);
    for (const { name } of network.noise ?? [])
      this.losses.add("lost", `noise ${name}`, "SONATA has no noise: a network without it was written");
    const builder = new DescriptionBuilder();
    describeStimuli(builder, network);
    const packed = packArrays(builder.arrays);
    const own: OwnSonata = {
      format: 1,
      name: network.name,
      timestep: network.dt,
      head: { ...headOf(network, this.description) },
      stimuli: builder.stimuli,
      names: Object.fromEntries([...this.nameOf].map(([name, called]) => [called, name])),
      projections: this.projections,
      file: `$BASE_DIR/${OWN}`,
      arrays: packed.names,
    };
    this.losses.add(
      "exact",
      "circuit",
      "seed, burn-in, probes and stimuli stand in a section `equipoise` of circuit_config.json, which other readers pass over",
    );
    const spikes = this.spikeInputs();
    return {
      files: [
        { path: NODES, tree: sonataRoot({ nodes: group(this.nodes) }) },
        {
          path: NODE_TYPES,
          text: writeTypes(
            [
              "node_type_id",
              "pop_name",
              "model_type",
              "model_template",
              "dynamics_params",
              "rate",
              "start",
              "duration",
            ],
            this.nodeRows,
          ),
        },
        ...(this.edges.size === 0
          ? []
          : [
              { path: EDGES, tree: sonataRoot({ edges: group(this.edges) }) },
              {
                path: EDGE_TYPES,
                text: writeTypes(
                  ["edge_type_id", "model_template", "dynamics_params", "syn_weight", "delay"],
                  this.edgeRows,
                ),
              },
            ]),
        ...this.parameterFiles,
        { path: `${SYNAPSES}/${STATIC}`, text: "{}\n" },
        ...spikes,
        { path: OWN, tree: packed.group },
        { path: CIRCUIT, text: json(this.circuit(own)) },
        { path: SIMULATION, text: json(this.simulation()) },
      ],
      losses: this.losses.losses,
    };
  }

  /** A name of ASCII, as attributes have it, without what parts paths and columns. */
  private add(name: string, taken: ReadonlyMap<string, unknown>): string {
    const clean = name
      .replaceAll("→", "_to_")
      .replace(/[^!#-.0-~]/g, "_")
      .replace(/^\.+$/, "_");
    let free = clean;
    for (let k = 2; taken.has(free); k++) free = `${clean}_${k}`;
    return free;
  }

  private addPopulation(population: Population): void {
    const { name, size, model, parameters, initialV } = population;
    const called = this.add(name, this.nodes);
    const record = modelOf(this.network, population);
    // Where the model is defined by its leak conductance, NEST has no time constant of the membrane.
    const follows = record.leak === "g_L" ? "tau_m" : "g_L";
    const constant: Record<string, number> = {};
    const each: Record<string, Hdf5Node> = {};
    const place = (key: string, values: number | Float64Array) => {
      const one =
        typeof values === "number" ? values : values.every((value) => value === values[0]) ? values[0] : undefined;
      if (one !== undefined) constant[key] = one;
      else each[key] = numbers(values as Float64Array);
    };
    for (const key of Object.keys(record.parameters)) if (key !== follows) place(key, parameters[key]);
    place("V_m", initialV);
    const type = FIRST_TYPE + this.nodeRows.length;
    const file = `${type}.json`;
    this.parameterFiles.push({ path: `${PARAMETERS}/${file}`, text: json(constant) });
    this.nodeRows.push({
      node_type_id: type,
      pop_name: called,
      model_type: "point_neuron",
      model_template: `nest:${model}`,
      dynamics_params: file,
    });
    this.nodes.set(called, nodesGroup(size, type, each));
    this.nameOf.set(name, called);
    if (called !== name) this.losses.add("exact", `population ${name}`, `it is called ${called} there`);
  }

  private addSource({ name, size, kind, rate, startStep, stopStep }: SpikeSource): void {
    const called = this.add(name, this.nodes);
    const type = FIRST_TYPE + this.nodeRows.length;
    const row: Row = { node_type_id: type, pop_name: called, model_type: "virtual" };
    const each: Record<string, Hdf5Node> = {};
    if (kind === "poisson") {
      if (typeof rate === "number") row.rate = rate;
      else each.rate = numbers(rate);
      const { dt } = this.network;
      row.start = timeOf(startStep, dt);
      // PyNN's word for without end.
      row.duration = stopStep >= NEVER ? 1e10 : timeOf(stopStep - startStep, dt);
      this.losses.add(
        "lost",
        `input ${name}`,
        "virtual nodes of SONATA play files: its rate stands in PyNN's columns, and BMTK runs it silent",
      );
    }
    if (kind === "host")
      this.losses.add("lost", `input ${name}`, "SONATA has no host: its nodes are virtual, and silent elsewhere");
    this.nodeRows.push(row);
    this.nodes.set(called, nodesGroup(size, type, each));
    this.nameOf.set(name, called);
  }

  private addProjection(projection: Projection): void {
    const { network } = this;
    const synapses = synapsesOf(network, projection);
    const source = this.nameOf.get(preNameOf(network, projection))!;
    const target = this.nameOf.get(network.populations[projection.post].name)!;
    const called = this.add(projection.name, this.edges);
    const type = FIRST_TYPE + this.edgeRows.length;
    const row: Row = { edge_type_id: type, model_template: "static_synapse", dynamics_params: STATIC };
    const each: Record<string, Hdf5Node> = {};
    if (typeof synapses.weight === "number") row.syn_weight = synapses.weight;
    else each.syn_weight = numbers(synapses.weight);
    if (typeof synapses.delay === "number") row.delay = synapses.delay;
    else each.delay = numbers(synapses.delay);
    this.edgeRows.push(row);
    this.projections[called] = projection.name;
    const count = synapses.pre.length;
    const ids = (values: Uint32Array<ArrayBuffer>, population: string) =>
      numbers(values, [count], "u4", { node_population: population });
    this.edges.set(
      called,
      group({
        ...groupColumns(count, "edge", type),
        source_node_id: ids(synapses.pre, source),
        target_node_id: ids(synapses.post, target),
        "0": group(each),
      }),
    );
  }

  /** What a current clamp of SONATA can say: one value for all neurons, from a time to a time. */
  private addCurrent({ name, post, steps, amplitude }: CurrentInput): void {
    const { dt } = this.network;
    const target = this.nameOf.get(this.network.populations[post].name)!;
    if (amplitude.some((values) => typeof values !== "number" && values.some((one) => one !== values[0]))) {
      this.losses.add(
        "lost",
        `current ${name}`,
        "a current clamp has one amplitude for all neurons, and this one differs: other readers run without it",
      );
      return;
    }
    amplitude.forEach((values, k) => {
      const until = k + 1 < steps.length ? steps[k + 1] : this.network.steps;
      const amp = typeof values === "number" ? values : values[0];
      if (amp === 0 || until <= steps[k]) return;
      this.inputs[`${name}#${k}`] = {
        input_type: "current_clamp",
        module: "IClamp",
        node_set: target,
        amp: amp / 1000,
        delay: timeOf(steps[k], dt),
        duration: timeOf(until - steps[k], dt),
      };
    });
  }

  private spikeInputs(): SonataFile[] {
    const { dt, sources } = this.network;
    return sources
      .filter(({ kind }) => kind === "spike_times")
      .map(({ name, size, spikeSteps, spikeIds }) => {
        const called = this.nameOf.get(name)!;
        const path = `inputs/${called}.h5`;
        this.inputs[called] = { input_type: "spikes", module: "h5", input_file: `$BASE_DIR/${path}`, node_set: called };
        const times = Float64Array.from(spikeSteps, (step) => timeOf(step + 1, dt));
        return { path, tree: spikesTree([{ name: called, first: 0, size }], times, spikeIds) };
      });
  }

  private circuit(own: OwnSonata): object {
    return {
      manifest: {
        $BASE_DIR: "${configdir}",
        $NETWORK_DIR: "$BASE_DIR/network",
        $COMPONENTS_DIR: "$BASE_DIR/components",
      },
      components: {
        point_neuron_models_dir: "$COMPONENTS_DIR/point_neurons",
        synaptic_models_dir: "$COMPONENTS_DIR/synapses",
      },
      networks: {
        // libsonata lists populations by this; the guide of 2019 does not have it.
        nodes: [
          {
            nodes_file: `$BASE_DIR/${NODES}`,
            node_types_file: `$BASE_DIR/${NODE_TYPES}`,
            populations: Object.fromEntries(
              this.nodeRows.map(({ pop_name, model_type }) => [pop_name, { type: model_type }]),
            ),
          },
        ],
        edges:
          this.edges.size === 0
            ? []
            : [
                {
                  edges_file: `$BASE_DIR/${EDGES}`,
                  edge_types_file: `$BASE_DIR/${EDGE_TYPES}`,
                  populations: Object.fromEntries([...this.edges.keys()].map((name) => [name, { type: "chemical" }])),
                },
              ],
      },
      equipoise: own,
    };
  }

  private simulation(): object {
    const { dt, steps } = this.network;
    return {
      manifest: { $BASE_DIR: "${configdir}", $OUTPUT_DIR: "$BASE_DIR/output" },
      target_simulator: "NEST",
      run: { tstop: timeOf(steps, dt), dt },
      inputs: this.inputs,
      output: { output_dir: "$OUTPUT_DIR", log_file: "log.txt", spikes_file: "spikes.h5", spikes_sort_order: "time" },
      reports: {},
      network: `$BASE_DIR/${CIRCUIT}`,
    };
  }
}

function nodesGroup(size: number, type: number, each: Readonly<Record<string, Hdf5Node>>): Hdf5Group {
  return group({
    ...groupColumns(size, "node", type),
    node_id: numbers(Uint32Array.from({ length: size }, (_, k) => k)),
    "0": group({ dynamics_params: group(each) }),
  });
}

/** As narrow as BMTK writes them: at the size of a cortical column, wider ones would be most of the file. */
function groupColumns(size: number, kind: "node" | "edge", type: number): Record<string, Hdf5Node> {
  const index = new Uint32Array(size);
  for (let k = 0; k < size; k++) index[k] = k;
  return {
    [`${kind}_group_id`]: numbers(new Uint16Array(size)),
    [`${kind}_group_index`]: numbers(index),
    [`${kind}_type_id`]: numbers(new Uint32Array(size).fill(type)),
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
