/**
 * From spiking nodes along linear operators to the next ones: every way is the synapses between two populations.
 * Edges sum at their target (nir's rule), so that ways that meet are several projections.
 */
import { numbers, type Hdf5Dataset } from "../hdf5.js";
import type { Findings } from "./findings.js";
import type { FlatNode } from "./flat-graph.js";
import { NODE_TYPES, NOT_SPIKING, productOf, SPIKING, valuesOf } from "./nir-graph.js";
import { biasOf, OperatorError, OPERATORS, throughNode } from "./operators.js";
import { constantSignal, unitSignal, type Signal } from "./signal.js";

export interface Connection {
  readonly from: string;
  readonly to: string;
  /** Operators on the way, in its order. */
  readonly via: readonly string[];
  readonly signal: Signal;
}

export interface Walk {
  /** Shapes of Inputs and spiking nodes. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  readonly connections: readonly Connection[];
  /** Constant input of spiking nodes, per neuron. */
  readonly bias: ReadonlyMap<string, Float64Array>;
  /** Nodes that read spikes and do not spike, with what leads to them. */
  readonly readouts: ReadonlyMap<string, readonly string[]>;
  /** Spiking nodes that an Output reads. */
  readonly outputs: readonly { readonly output: string; readonly from: string }[];
}

/** Follows every way; what cannot be followed is found. */
export function walkGraph(flat: ReadonlyMap<string, FlatNode>, findings: Findings): Walk {
  const shapes = new Map<string, readonly number[]>();
  for (const { name, node, depth } of flat.values()) {
    if (isSource({ node, depth })) shapes.set(name, Array.from(valuesOf(node, "shape") ?? []));
    if (SPIKING.has(node.type)) shapes.set(name, neuronShape(node));
    if (node.type === "Threshold")
      findings.error(name, "a Threshold spikes without a membrane, which no neuron model here does: use LIF");
  }
  const grown = new Set<string>();
  // A node with one value of each parameter is as large as what comes to it, which changes what goes out.
  for (;;) {
    const attempt = new Attempt(flat, shapes);
    const growth = attempt.walk();
    if (growth === null) return finish(attempt, flat, grown, findings);
    shapes.set(growth.name, growth.shape);
    grown.add(growth.name);
  }
}

function finish(
  attempt: Attempt,
  flat: ReadonlyMap<string, FlatNode>,
  grown: ReadonlySet<string>,
  findings: Findings,
): Walk {
  for (const name of grown)
    findings.note(
      name,
      `its parameters are one value each, for the ${productOf(attempt.shapes.get(name)!)} neurons that come to it`,
    );
  for (const [place, message] of attempt.problems) findings.error(place, message);
  for (const [name, shape] of attempt.outputShapes) mendOutput(flat.get(name)!, shape, findings);
  for (const [name, reached] of attempt.readouts)
    if (leadsToNeurons(flat, name))
      findings.error(
        name,
        `${flat.get(name)!.node.type} hands its potential on to neurons${reached.length === 0 ? "" : ` (it reads ${reached.join(", ")})`}, and only spikes are handed on here: use a spiking node`,
      );
  return attempt;
}

class Attempt implements Walk {
  readonly connections: Connection[] = [];
  readonly bias = new Map<string, Float64Array>();
  readonly readouts = new Map<string, string[]>();
  readonly outputs: { output: string; from: string }[] = [];
  /** What comes to an Output. */
  readonly outputShapes = new Map<string, readonly number[]>();
  /** Place and sentence, each once. */
  readonly problems = new Map<string, string>();

  constructor(
    private readonly flat: ReadonlyMap<string, FlatNode>,
    readonly shapes: ReadonlyMap<string, readonly number[]>,
  ) {}

  /** @returns a node that is larger than was thought, or null when all ways were followed */
  walk(): { name: string; shape: readonly number[] } | null {
    for (const { name, node } of this.flat.values()) if (NOT_SPIKING.has(node.type)) this.readouts.set(name, []);
    for (const [name, shape] of this.shapes) {
      const growth = this.follow(name, name, unitSignal(shape), []);
      if (growth !== null) return growth;
    }
    for (const { name, node } of this.flat.values()) {
      if (valuesOf(node, "bias") === undefined) continue;
      const shape = this.outputShape(name);
      const bias = shape === null ? null : biasOf(node, shape);
      if (bias !== null) this.followBias(name, constantSignal(bias, shape!), [name]);
    }
    return null;
  }

  private follow(from: string, at: string, signal: Signal, via: readonly string[]): ReturnType<Attempt["walk"]> {
    for (const next of this.flat.get(at)!.next) {
      const { node, depth } = this.flat.get(next)!;
      if (SPIKING.has(node.type)) {
        const growth = this.arrive(next, signal);
        if (growth === "wrong") continue;
        if (growth !== null) return growth;
        this.connections.push({ from, to: next, via, signal });
      } else if (NOT_SPIKING.has(node.type)) {
        const reached = this.readouts.get(next)!;
        if (!reached.includes(from)) reached.push(from);
      } else if (node.type === "Output" && depth === 0) {
        const shape = valuesOf(node, "shape");
        if (shape !== undefined && productOf(shape) !== productOf(signal.shape))
          this.problems.set(next, `it takes ${productOf(shape)} values, and ${productOf(signal.shape)} come to it`);
        else this.outputShapes.set(next, signal.shape);
        this.outputs.push({ output: next, from });
      } else if (OPERATORS.has(node.type)) {
        if (via.includes(next)) {
          this.problems.set(
            next,
            `edges go in a circle (${[...via.slice(via.indexOf(next)), next].join(" → ")}) without a spiking node`,
          );
          continue;
        }
        const through = this.attempt(next, signal);
        const growth = through === null ? null : this.follow(from, next, through, [...via, next]);
        if (growth !== null) return growth;
      }
    }
    return null;
  }

  private attempt(name: string, signal: Signal): Signal | null {
    try {
      return throughNode(this.flat.get(name)!.node, signal);
    } catch (error) {
      if (!(error instanceof OperatorError)) throw error;
      this.problems.set(name, error.message);
      return null;
    }
  }

  /** Whether a signal fits the neurons that it comes to. */
  private arrive(name: string, signal: Signal): ReturnType<Attempt["walk"]> | "wrong" {
    const [own, has] = [productOf(this.shapes.get(name)!), productOf(signal.shape)];
    if (own === has) return null;
    if (own === 1) return { name, shape: signal.shape };
    this.problems.set(name, `it has ${own} neurons, and ${has} values come to it`);
    return "wrong";
  }

  /** The shape at the output of an operator, by any way that leads to it. */
  private outputShape(name: string, seen: readonly string[] = []): readonly number[] | null {
    for (const before of this.flat.get(name)!.before) {
      if (seen.includes(before)) continue;
      const shape = this.shapes.get(before) ?? this.outputShape(before, [...seen, name]);
      if (shape === null) continue;
      const through = this.attempt(name, { ...unitSignal([0]), shape });
      if (through !== null) return through.shape;
    }
    return null;
  }

  private followBias(at: string, signal: Signal, via: readonly string[]): void {
    for (const next of this.flat.get(at)!.next) {
      const { node } = this.flat.get(next)!;
      if (SPIKING.has(node.type)) {
        const size = productOf(this.shapes.get(next)!);
        const sum = this.bias.get(next) ?? new Float64Array(size);
        if (size === productOf(signal.shape)) signal.at.forEach((i, k) => (sum[i] += signal.weight[k]));
        this.bias.set(next, sum);
      } else if (OPERATORS.has(node.type) && !via.includes(next)) {
        const through = this.attempt(next, signal);
        if (through !== null) this.followBias(next, through, [...via, next]);
      }
    }
  }
}

/** The same values under another shape, such as [1, 1, 7] for [7]. */
function mendOutput({ name, node }: FlatNode, shape: readonly number[], findings: Findings): void {
  const own = Array.from(valuesOf(node, "shape") ?? []);
  if (own.length === 0 || own.join() === shape.join()) return;
  findings.repair(
    name,
    `it is [${own.join(", ")}], and the same values come to it as [${shape.join(", ")}], which is taken`,
    "shape",
  );
  (node.fields as Map<string, Hdf5Dataset>).set("shape", numbers(Float64Array.from(shape), [shape.length], "i8"));
}

function isSource({ node, depth }: Pick<FlatNode, "node" | "depth">): boolean {
  return node.type === "Input" && depth === 0;
}

function neuronShape(node: FlatNode["node"]): readonly number[] {
  const { perNeuron = [] } = NODE_TYPES[node.type];
  const shapes = perNeuron.map((key) => node.fields.get(key)?.shape ?? []);
  return shapes.reduce((largest, shape) => (productOf(shape) > productOf(largest) ? shape : largest), [1]);
}

function leadsToNeurons(flat: ReadonlyMap<string, FlatNode>, from: string, seen = new Set<string>()): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return flat
    .get(from)!
    .next.some((next) => SPIKING.has(flat.get(next)!.node.type) || leadsToNeurons(flat, next, seen));
}
