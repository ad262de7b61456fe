/**
 * From a NIR file to a description: LIF becomes iaf_psc_delta, CubaLIF iaf_psc_exp, IF a leak that takes 1000 s; what stands between two of
 * them becomes synapses, a constant bias a current.
 *
 *   LIF      tau v' = (v_leak − v) + r·I          a spike of weight w, I = w for one time step, moves v by w·r·dt/tau
 *   CubaLIF  tau_syn I' = −I + w_in·S, tau_mem v' = (v_leak − v) + r·I       it moves I by w·w_in·dt/tau_syn
 *   IF       v' = r·I                             it moves v by w·r·dt
 * As a Dirac impulse (`spikes: "impulse"`, how the paper of NIR writes it) it is dt = 1 of the file's unit of time.
 * Source: Pedersen et al. 2024, Nature Communications 15:8122; nir 1.0.8, docs/source/primitives.md.
 */
import { EquipoiseError } from "../../diagnostics/diagnostic.js";
import { DescriptionBuilder, nameFor, withUnit, type DescribedNetwork, type Json } from "../described-network.js";
import type { Hdf5Group } from "../hdf5.js";
import { LossList } from "../losses.js";
import { sentenceOf, type Findings } from "./findings.js";
import { flatGraph, type FlatNode } from "./flat-graph.js";
import { readOwn, type OwnMetadata } from "./own-metadata.js";
import { productOf, SPIKING, valuesOf, type NirGraph, type NirNode } from "./nir-graph.js";
import { readNirGraph } from "./read-graph.js";
import { joined } from "./signal.js";
import { unitsOf, type NirUnits, type TimeUnit } from "./units.js";
import { walkGraph, type Connection, type Walk } from "./walk-graph.js";

export interface NirImportOptions {
  readonly unit?: TimeUnit;
  /** ms */
  readonly timestep?: number;
  /** What a spike is at a weight: 1 for one time step (the default), or an impulse of area 1. */
  readonly spikes?: "step" | "impulse";
  /** ms */
  readonly duration?: number;
  /** ms at the beginning of a run that are not judged. */
  readonly burnIn?: number;
  /** Hz, of each entry of an Input as a Poisson source; undefined: spikes come from a host. */
  readonly inputRate?: number;
  /** Of the network, where the file has none. */
  readonly name?: string;
}

export interface ExaminedNir {
  /** Mended where that is safe. */
  readonly graph: NirGraph;
  readonly version: string | null;
  readonly findings: Findings;
  readonly flat: ReadonlyMap<string, FlatNode>;
  readonly walk: Walk;
  readonly units: NirUnits;
  readonly own: OwnMetadata | null;
}

/** ms; its decay in a second is a thousandth. */
const NO_LEAK = 1e6;
const DEFAULT_DURATION = 1000;

/** Reads everything of a file that an import needs, without failing: findings say what is wrong. */
export function examineNir(tree: Hdf5Group, options: NirImportOptions): ExaminedNir {
  const { graph, version, findings } = readNirGraph(tree);
  const flat = flatGraph(graph, findings);
  // What has no parameters that can be read cannot be followed.
  const walk = findings.errors.length > 0 ? NOTHING : walkGraph(flat, findings);
  const own = readOwn(graph.metadata);
  const timestep = options.timestep ?? own?.timestep;
  const units = unitsOf(flat, { unit: options.unit ?? (own === null ? undefined : "s"), timestep }, findings);
  if (findings.errors.length === 0) checkResistances(flat, findings);
  return { graph, version, findings, flat, walk, units, own };
}

const NOTHING: Walk = { shapes: new Map(), connections: [], bias: new Map(), readouts: new Map(), outputs: [] };

/**
 * Makes a description of a NIR file.
 * @throws EquipoiseError `nir-invalid` with a sentence for everything that cannot be carried
 */
export function importNir(tree: Hdf5Group, path: string, options: NirImportOptions = {}): DescribedNetwork {
  const examined = examineNir(tree, options);
  const { findings, walk, own } = examined;
  if (
    findings.errors.length === 0 &&
    ![...walk.shapes.keys()].some((name) => SPIKING.has(examined.flat.get(name)!.node.type))
  )
    findings.error("graph", "it has no node that spikes: LIF, CubaLIF or IF");
  if (findings.errors.length > 0)
    throw new EquipoiseError(
      findings.errors.map((finding) => ({
        code: "nir-invalid",
        severity: "error",
        place: { object: path },
        message: sentenceOf(finding),
        hint: "`equipoise nir check` lists everything that is found in the file",
      })),
    );
  return new Importer(examined, options).import(own?.name ?? options.name ?? "network");
}

class Importer {
  private readonly builder = new DescriptionBuilder();
  private readonly losses = new LossList();
  private readonly names = new Map<string, string>();
  /** Populations of our own files whose parameters are not those that were written. */
  private readonly changed = new Set<string>();
  private readonly step: number;

  constructor(
    private readonly nir: ExaminedNir,
    private readonly options: NirImportOptions,
  ) {
    const { timestep, time } = nir.units;
    this.step = options.spikes === "impulse" ? 1 : timestep / time;
    const kinds = { error: "lost", repair: "repaired", note: "assumed" } as const;
    for (const finding of nir.findings.list)
      this.losses.add(kinds[finding.severity], finding.node, sentenceOf(finding));
  }

  import(name: string): DescribedNetwork {
    const { walk, own, units } = this.nir;
    this.nameNodes();
    for (const [node, shape] of walk.shapes) this.addNode(node, shape);
    this.addConnections();
    for (const [node, from] of walk.readouts)
      this.losses.add(
        "lost",
        node,
        `${this.typeOf(node)} only reads and never spikes, and is left out; it read ${from.map((one) => this.names.get(one)).join(", ") || "nothing"}`,
      );
    for (const { output, from } of walk.outputs)
      this.losses.add(
        "exact",
        output,
        `it read the spikes of ${this.names.get(from)}, which are recorded with all others`,
      );
    this.sayWhatWasAssumed();
    const { duration, burnIn } = this.options;
    const head: Record<string, Json> = {
      ...(own?.head ?? { burn_in: "0 ms" }),
      name,
      timestep: withUnit(units.timestep, "ms"),
    };
    if (duration !== undefined || own === null) head.duration = withUnit(duration ?? DEFAULT_DURATION, "ms");
    if (burnIn !== undefined) head.burn_in = withUnit(burnIn, "ms");
    if (own !== null) own.addStimuli(this.builder, this.changed, this.losses);
    return this.builder.finish(head, this.losses.losses);
  }

  private typeOf(name: string): string {
    return this.nir.flat.get(name)!.node.type;
  }

  private nameNodes(): void {
    const taken = new Set<string>();
    for (const node of this.nir.walk.shapes.keys()) {
      const name = nameFor(this.nir.own?.nameOf(node) ?? node, taken);
      taken.add(name);
      this.names.set(node, name);
      if (name !== node && this.nir.own === null) this.losses.add("exact", node, `it is called ${name} here`);
    }
  }

  private addNode(node: string, shape: readonly number[]): void {
    const name = this.names.get(node)!;
    const size = productOf(shape);
    const found = this.nir.flat.get(node)!.node;
    if (!SPIKING.has(found.type)) return this.addInput(name, size);
    const kept = this.nir.own?.populationOf(node, found, size);
    if (kept?.unchanged === true) {
      this.builder.populations[name] = kept.document(this.builder);
      return;
    }
    if (kept !== undefined) {
      this.changed.add(name);
      this.losses.add(
        "assumed",
        node,
        "its parameters are not those that were written: the file's are taken, without refractory period, and a constant current as part of v_leak",
      );
    }
    const { neuron, reset } = this.neuronOf(name, node, found, size);
    this.builder.populations[name] = { size, neuron, initial: { V_m: reset } };
  }

  private addInput(name: string, size: number): void {
    // Of our own files an Input without a stimulus is one that sends nothing.
    if (this.nir.own !== null) return;
    const { inputRate } = this.options;
    this.builder.stimuli[name] =
      inputRate === undefined
        ? { type: "host", size }
        : { type: "poisson_pool", size, rate: withUnit(inputRate, "Hz") };
    this.losses.add(
      "assumed",
      name,
      inputRate === undefined
        ? "its spikes come from a host while the network runs: --input-rate makes them Poisson sources"
        : `its spikes are Poisson, ${inputRate} Hz each`,
    );
  }

  private neuronOf(name: string, place: string, node: NirNode, size: number): { neuron: Json; reset: Json } {
    const { time } = this.nir.units;
    const each = (field: string, value: (x: number, k: number) => number = (x) => x) => {
      const values = valuesOf(node, field)!;
      return Float64Array.from({ length: size }, (_, k) => value(values[values.length === 1 ? 0 : k], k));
    };
    const quantity = (key: string, values: ArrayLike<number>, unit: string) =>
      this.builder.quantity(`${name}.${key}`, values, unit);
    const ms = (x: number) => clean(x * time);
    const r = each("r");
    const isIf = node.type === "IF";
    const tau = isIf ? new Float64Array(size).fill(NO_LEAK) : each(node.type === "LIF" ? "tau" : "tau_mem", ms);
    const capacitance = Float64Array.from(r, (x, k) => clean((isIf ? time : tau[k]) / x));
    const reset = quantity("V_reset", each("v_reset"), "mV");
    const neuron: Record<string, Json> = {
      model: node.type === "CubaLIF" ? "iaf_psc_exp" : "iaf_psc_delta",
      C_m: quantity("C_m", capacitance, "pF"),
      tau_m: quantity("tau_m", tau, "ms"),
      E_L: quantity("E_L", each(isIf ? "v_reset" : "v_leak"), "mV"),
      V_th: quantity("V_th", each("v_threshold"), "mV"),
      V_reset: reset,
      t_ref: "0 ms",
    };
    if (isIf)
      this.losses.add(
        "assumed",
        place,
        `IF has no leak, and every model here has one: its time constant is ${NO_LEAK / 1000} s`,
      );
    const bias = this.nir.walk.bias.get(place);
    if (node.type === "CubaLIF") {
      neuron.tau_syn_ex = quantity("tau_syn_ex", each("tau_syn", ms), "ms");
      neuron.tau_syn_in = quantity("tau_syn_in", each("tau_syn", ms), "ms");
      if (bias !== undefined) {
        neuron.I_e = quantity(
          "I_e",
          each("w_in", (w, k) => w * bias[k]),
          "pA",
        );
        this.losses.add(
          "assumed",
          place,
          "its bias is a constant current I_e = w_in·bias, there from the first step on instead of rising with tau_syn",
        );
      }
    } else if (bias !== undefined) {
      neuron.I_e = quantity("I_e", bias, "pA");
      this.losses.add("exact", place, "its bias is the constant current I_e");
    }
    return { neuron, reset };
  }

  /** What a weight of 1 does, by neuron: mV, or pA. */
  private gainOf(name: string): (k: number) => number {
    const { node } = this.nir.flat.get(name)!;
    const read = (field: string) => {
      const values = valuesOf(node, field)!;
      return (k: number) => values[values.length === 1 ? 0 : k];
    };
    const r = read("r");
    if (node.type === "IF") return (k) => r(k) * this.step;
    if (node.type === "LIF") {
      const tau = read("tau");
      return (k) => nearOne((r(k) * this.step) / tau(k));
    }
    const [tau, w] = [read("tau_syn"), read("w_in")];
    return (k) => nearOne((w(k) * this.step) / tau(k));
  }

  private addConnections(): void {
    const { timestep, time } = this.nir.units;
    for (const [name, connections] of this.projections()) {
      const [{ from, to }] = connections;
      // What our own files have for a network without input.
      if (this.nir.own !== null && this.nir.own.nameOf(from) === undefined) continue;
      const { pre, at, weight, delay } = joined(connections.map(({ signal }) => signal));
      if (at.length === 0) {
        this.losses.add("exact", name, "all its weights are 0: it has no synapses");
        continue;
      }
      const gain = this.gainOf(to);
      const delays = delay?.map((one) => clean(one * time));
      const short = delays?.reduce((count, one) => count + (one < timestep ? 1 : 0), 0) ?? 0;
      if (short > 0) this.losses.add("assumed", name, `${short} delays shorter than a time step are one time step`);
      if (delay === null) this.losses.add("assumed", "graph", "a spike without a Delay on its way takes one time step");
      this.builder.synapses(name, this.names.get(from)!, this.names.get(to)!, {
        pre,
        post: at,
        weight: this.exactWeight(
          connections,
          Float32Array.from(weight, (w, k) => w * gain(at[k])),
        ),
        weightUnit: this.typeOf(to) === "CubaLIF" ? "pA" : "mV",
        delay: delays?.map((one) => Math.max(one, timestep)) ?? timestep,
      });
    }
  }

  /** Of our own files, the weight of all synapses in float64, of which the matrix holds the nearest float32. */
  private exactWeight(
    connections: readonly Connection[],
    weights: Float32Array<ArrayBuffer>,
  ): number | Float32Array<ArrayBuffer> {
    const kept = this.nir.own?.projectionOf(connections[0].via)?.weight;
    return kept !== undefined && weights.every((weight) => weight === Math.fround(kept)) ? kept : weights;
  }

  /** Connections by the projection that they become; of our own files several are one. */
  private projections(): Map<string, Connection[]> {
    const all = new Map<string, Connection[]>();
    for (const connection of this.nir.walk.connections) {
      const { from, to, via } = connection;
      const own = this.nir.own?.projectionOf(via)?.name;
      const plain = `${this.names.get(from)}→${this.names.get(to)}`;
      const name = own ?? nameFor(plain, all);
      all.set(name, [...(all.get(name) ?? []), connection]);
    }
    return all;
  }

  private sayWhatWasAssumed(): void {
    const { own, units } = this.nir;
    this.losses.add(
      "assumed",
      "graph",
      "NIR has no units: a potential of 1 is 1 mV and a current of 1 is 1 pA, which no spike depends on",
    );
    this.losses.add(
      "assumed",
      "graph",
      "membranes are integrated exactly here, and a spike comes where V reaches the threshold; NIR's tools take Euler steps, and v must exceed it",
    );
    if (own !== null) return;
    this.losses.add(
      "assumed",
      "graph",
      this.options.spikes === "impulse"
        ? "a spike is an impulse of area 1 in the file's unit of time"
        : `a spike is 1 for one time step of ${units.timestep} ms, as frameworks run it: --spikes impulse makes it an impulse of area 1`,
    );
    this.losses.add("assumed", "graph", "there is no refractory period, and every membrane begins at its reset");
  }
}

function checkResistances(flat: ReadonlyMap<string, FlatNode>, findings: Findings): void {
  for (const { name, node } of flat.values()) {
    if (!SPIKING.has(node.type)) continue;
    const wrong = valuesOf(node, "r")!.findIndex((r) => r <= 0);
    if (wrong >= 0)
      findings.error(
        name,
        `neuron ${wrong} has r = ${valuesOf(node, "r")![wrong]}, and a resistance must be above 0`,
        "r",
      );
  }
}

/** Without the last bits of a product with a power of ten. */
function clean(value: number): number {
  return Number(value.toPrecision(15));
}

function nearOne(value: number): number {
  return Math.abs(value - 1) < 1e-9 ? 1 : value;
}
