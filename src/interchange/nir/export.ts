/**
 * From a drawn network to a NIR graph: iaf_psc_delta becomes LIF, iaf_psc_exp CubaLIF, a spike source an Input, and a projection a Linear
 * (one neuron to one: a Scale), behind a Delay for each delay that it has. Times in seconds, potentials in mV, currents in pA; r = tau/dt and
 * w_in = tau_syn/dt, as frameworks in discrete time write it, so that a weight is what a spike adds: mV to v, pA to I.
 */
import { counted } from "../../diagnostics/counted.js";
import { fail } from "../../diagnostics/diagnostic.js";
import type { NetworkDescription } from "../../description/types.js";
import {
  modelOf,
  valueAt,
  type CurrentInput,
  type Network,
  type Population,
  type Projection,
} from "../../network/types.js";
import { describePopulations, describeStimuli, headOf, preNameOf, synapsesOf } from "../document-of-network.js";
import { DescriptionBuilder, type Json, type ListedSynapses } from "../described-network.js";
import { sayWhatDrawingMoved } from "../drawing-losses.js";
import { numbers, type Hdf5Dataset } from "../hdf5.js";
import { LossList, type Loss } from "../losses.js";
import type { NirGraph, NirNode } from "./nir-graph.js";
import { fingerprintOf, writeOwn, type OwnParts } from "./own-metadata.js";

/** Entries of the matrices of a graph: 512 MB of float32. */
const MOST_ENTRIES = 2 ** 27;

export interface ExportedNir {
  readonly graph: NirGraph;
  readonly losses: readonly Loss[];
}

/**
 * Makes a graph of a network: as drawn, or as a chip has it.
 * @throws EquipoiseError `nir-cannot`, `nir-too-large` for what NIR has no node for
 */
export function exportNir(network: Network, description: NetworkDescription): ExportedNir {
  return new NirExporter(network, description).export();
}

class NirExporter {
  private readonly nodes = new Map<string, NirNode>();
  private readonly edges: [string, string][] = [];
  private readonly losses = new LossList();
  private readonly nodeOf = new Map<string, string>();
  private readonly populations: Record<string, OwnParts["populations"][string]> = {};
  private readonly sources: Record<string, string> = {};
  private readonly projections: Record<string, OwnParts["projections"][string]> = {};
  private entries = 0;
  /** s */
  private readonly dt: number;

  constructor(
    private readonly network: Network,
    private readonly description: NetworkDescription,
  ) {
    this.dt = network.dt / 1000;
  }

  export(): ExportedNir {
    const { network } = this;
    const builder = new DescriptionBuilder();
    describePopulations(builder, network);
    describeStimuli(builder, network);
    for (const source of network.sources) {
      const node = this.add(source.name, inputNode(source.size));
      this.nodeOf.set(source.name, node);
      this.sources[node] = source.name;
      this.losses.add(
        "lost",
        `input ${source.name}`,
        `NIR has no spikes of its own: what drives it (${source.kind}) stands in the metadata`,
      );
    }
    for (const population of network.populations) this.addPopulation(population, builder.populations[population.name]);
    for (const projection of network.projections) this.addProjection(projection);
    for (const population of network.populations) {
      const output = this.add(`${population.name}.out`, {
        type: "Output",
        fields: new Map([["shape", wholes([population.size])]]),
      });
      this.edges.push([this.nodeOf.get(population.name)!, output]);
    }
    if (network.sources.length === 0) this.addSilentInput();
    sayWhatDrawingMoved(this.losses, network);
    this.sayWhatWasLost();
    const metadata = writeOwn(
      {
        name: network.name,
        timestep: network.dt,
        head: headOf(network, this.description),
        populations: this.populations,
        sources: this.sources,
        stimuli: builder.stimuli,
        projections: this.projections,
      },
      builder.arrays,
    );
    return { graph: { nodes: this.nodes, edges: this.edges, metadata }, losses: this.losses.losses };
  }

  /** nir infers the types of a graph from its Inputs and refuses one without: this one sends nothing. */
  private addSilentInput(): void {
    const [{ name, size }] = this.network.populations;
    const input = this.add("silent input", inputNode(size));
    const scale = this.add("silent input.weights", {
      type: "Scale",
      fields: new Map([["scale", numbers(new Float32Array(size))]]),
    });
    this.edges.push([input, scale], [scale, this.nodeOf.get(name)!]);
    this.losses.add(
      "exact",
      "graph",
      "no spikes come from outside: an Input with weights of 0 stands for that, since nir refuses a graph without",
    );
  }

  /** Names are those of HDF5, where `/` parts groups. */
  private add(name: string, node: NirNode): string {
    const clean = name.replaceAll("/", "∕").replace(/^\.+$/, "_");
    let free = clean;
    for (let k = 2; this.nodes.has(free); k++) free = `${clean}~${k}`;
    this.nodes.set(free, node);
    return free;
  }

  private addPopulation(population: Population, document: Json): void {
    const { name, size, model, parameters } = population;
    const place = `population ${name}`;
    if (model !== "iaf_psc_delta" && model !== "iaf_psc_exp")
      fail(
        "nir-cannot",
        `NIR has no node for ${model}: its neurons are LIF (iaf_psc_delta) and CubaLIF (iaf_psc_exp)`,
        {
          place: { object: place },
          hint:
            modelOf(this.network, population).synapse === "conductance"
              ? "give the neurons current synapses, or export the network as SONATA"
              : "use one of the two models",
        },
      );
    const constant = this.constantCurrent(population);
    const each = (value: (get: (key: string) => number, k: number) => number) =>
      numbers(Float64Array.from({ length: size }, (_, k) => value((key) => valueAt(parameters[key], k), k)));
    const seconds = (ms: number) => Number((ms / 1000).toPrecision(15));
    const exponential = model === "iaf_psc_exp";
    if (exponential) this.refuseTwoTimes(population);
    const fields = new Map<string, Hdf5Dataset>([
      ["r", each((get) => (exponential ? get("tau_m") / get("C_m") : seconds(get("tau_m")) / this.dt))],
      [exponential ? "tau_mem" : "tau", each((get) => seconds(get("tau_m")))],
      ["v_leak", each((get, k) => get("E_L") + ((get("I_e") + constant[k]) * get("tau_m")) / get("C_m"))],
      ["v_reset", each((get) => get("V_reset"))],
      ["v_threshold", each((get) => get("V_th"))],
      ...(exponential
        ? ([
            ["tau_syn", each((get) => seconds(get("tau_syn_ex")))],
            ["w_in", each((get) => seconds(get("tau_syn_ex")) / this.dt)],
          ] as const)
        : []),
    ]);
    const node: NirNode = { type: exponential ? "CubaLIF" : "LIF", fields };
    const called = this.add(name, node);
    this.nodeOf.set(name, called);
    this.populations[called] = { name, fingerprint: fingerprintOf(node), document };
    const some = (key: string) =>
      Array.from({ length: size }, (_, k) => valueAt(parameters[key], k)).some((value) => value !== 0);
    if (some("t_ref"))
      this.losses.add(
        "lost",
        place,
        "NIR has no refractory period: it stands in the metadata, and other tools run without it",
      );
    if (some("I_e") || constant.some((value) => value !== 0))
      this.losses.add("exact", place, "its constant current I is part of v_leak, which is E_L + I·tau_m/C_m");
    const initial = population.initialV.some((v, k) => v !== valueAt(parameters.V_reset, k));
    if (initial) this.losses.add("lost", place, "NIR has no initial potentials: they stand in the metadata");
  }

  /** pA, of currents that never change. */
  private constantCurrent({ index, size }: Population): Float64Array {
    const sum = new Float64Array(size);
    for (const current of this.network.currents)
      if (current.post === index && isConstant(current))
        for (let k = 0; k < size; k++) sum[k] += valueAt(current.amplitude[0], k);
    return sum;
  }

  private refuseTwoTimes({ name, size, parameters }: Population): void {
    for (let k = 0; k < size; k++)
      if (valueAt(parameters.tau_syn_ex, k) !== valueAt(parameters.tau_syn_in, k))
        fail(
          "nir-cannot",
          `CubaLIF has one synaptic time constant, and tau_syn_ex is ${valueAt(parameters.tau_syn_ex, k)} ms, tau_syn_in ${valueAt(parameters.tau_syn_in, k)} ms`,
          {
            place: { object: `population ${name}` },
            hint: "make the two equal, or export the network as SONATA",
          },
        );
  }

  private addProjection(projection: Projection): void {
    const { network } = this;
    const synapses = synapsesOf(network, projection);
    const from = this.nodeOf.get(preNameOf(network, projection))!;
    const to = this.nodeOf.get(network.populations[projection.post].name)!;
    const delays =
      typeof synapses.delay === "number" ? [synapses.delay] : [...new Set(synapses.delay)].sort((a, b) => a - b);
    this.sayNewOrder(projection, synapses);
    for (const delay of delays) {
      const chosen = Uint32Array.from(synapses.pre.keys()).filter(
        (k) => typeof synapses.delay === "number" || synapses.delay[k] === delay,
      );
      if (chosen.length === 0) continue;
      const label = delays.length === 1 ? projection.name : `${projection.name} ${delay} ms`;
      const held = this.add(`${label}.delay`, {
        type: "Delay",
        fields: new Map([
          ["delay", numbers(new Float64Array(projection.preSize).fill(Number((delay / 1000).toPrecision(15))))],
        ]),
      });
      const layers = this.operators(projection, synapses, chosen);
      layers.forEach((node, k) => {
        const operator = this.add(k === 0 ? `${label}.weights` : `${label}.weights ${k + 1}`, node);
        this.projections[operator] = {
          name: projection.name,
          ...(typeof synapses.weight === "number" ? { weight: synapses.weight } : {}),
        };
        if (k === 0) this.edges.push([from, held]);
        this.edges.push([held, operator], [operator, to]);
      });
    }
  }

  /** Synapses of one pair stand in the order of their delays there, whatever their order was; no spike depends on it, and digests do. */
  private sayNewOrder({ name }: Projection, { pre, post, delay }: ListedSynapses): void {
    if (typeof delay === "number") return;
    const behind = pre.reduce(
      (sum, from, k) =>
        sum + (k > 0 && from === pre[k - 1] && post[k] === post[k - 1] && delay[k] < delay[k - 1] ? 1 : 0),
      0,
    );
    if (behind > 0)
      this.losses.add(
        "exact",
        `projection ${name}`,
        `${counted(behind, "synapse")} of pairs that have several will come back in the order of their delays: the same network, and another digest`,
      );
  }

  /** One node, and another for the second, third, … synapse of a pair: what comes to a neuron is summed. */
  private operators(projection: Projection, synapses: ListedSynapses, chosen: Uint32Array): NirNode[] {
    const { preSize, postSize } = projection;
    const weightOf = (k: number) => (typeof synapses.weight === "number" ? synapses.weight : synapses.weight[k]);
    const place = `projection ${projection.name}`;
    const zeros = chosen.reduce((sum, k) => sum + (weightOf(k) === 0 ? 1 : 0), 0);
    if (zeros > 0)
      this.losses.add("lost", place, `${zeros} synapses have the weight 0, which NIR does not tell from no synapse`);
    const isOneToOne =
      preSize === postSize &&
      preSize > 1 &&
      chosen.length === preSize &&
      chosen.every((k, i) => synapses.pre[k] === i && synapses.post[k] === i);
    if (isOneToOne)
      return [{ type: "Scale", fields: new Map([["scale", numbers(Float32Array.from(chosen, weightOf))]]) }];
    const met = new Uint16Array(this.mayHave(preSize * postSize, place));
    const matrices: Float32Array[] = [];
    for (const k of chosen) {
      const entry = synapses.post[k] * preSize + synapses.pre[k];
      const layer = met[entry]++;
      if (layer === matrices.length)
        matrices.push(new Float32Array(layer === 0 ? preSize * postSize : this.mayHave(preSize * postSize, place)));
      matrices[layer][entry] = weightOf(k);
    }
    if (matrices.length > 1)
      this.losses.add(
        "exact",
        place,
        `some pairs have up to ${matrices.length} synapses of one delay: each further one stands in a matrix of its own`,
      );
    return matrices.map((matrix) => ({
      type: "Linear",
      fields: new Map([["weight", numbers(matrix, [postSize, preSize])]]),
    }));
  }

  /** Counts the entries of one more matrix. */
  private mayHave(entries: number, place: string): number {
    this.entries += entries;
    if (this.entries > MOST_ENTRIES)
      fail("nir-too-large", "NIR's matrices are dense, and those of this network are too large", {
        place: { object: place },
        limit: { what: "entries of the matrices", used: this.entries, max: MOST_ENTRIES },
        hint: "export it as SONATA, which lists synapses",
      });
    return entries;
  }

  private sayWhatWasLost(): void {
    const { currents, noise } = this.network;
    for (const current of currents)
      if (!isConstant(current))
        this.losses.add(
          "lost",
          `current ${current.name}`,
          "NIR has no currents that change: it stands in the metadata, and other tools run without it",
        );
    for (const { name } of noise ?? [])
      this.losses.add("lost", `noise ${name}`, "NIR has no noise: a network without it was written");
    this.losses.add(
      "assumed",
      "graph",
      `times are in seconds, potentials in mV, currents in pA; r and w_in hold dt = ${this.network.dt} ms, so that a weight is what one spike adds`,
    );
    this.losses.add(
      "assumed",
      "graph",
      "NIR's neurons spike where v exceeds the threshold, and those here where it reaches it",
    );
  }
}

function isConstant({ steps }: CurrentInput): boolean {
  return steps.length === 1 && steps[0] === 0;
}

function inputNode(size: number): NirNode {
  return { type: "Input", fields: new Map([["shape", wholes([size])]]) };
}

function wholes(values: readonly number[]): Hdf5Dataset {
  return numbers(Float64Array.from(values), [values.length], "i8");
}
