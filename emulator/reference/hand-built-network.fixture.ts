/** Hand-built networks for tests: populations, sources and edge lists written out, without the description and the drawing. */
import type { ModelParameters } from "../../src/models/neuron-model.js";
import { neuronModel, type BuiltInModel } from "../../src/models/registry.js";
import type { CurrentInput, Network, PerNeuron, Population, Projection, SpikeSource } from "../../src/network/types.js";

const DEFAULTS: Readonly<Record<string, number>> = {
  C_m: 250,
  tau_m: 20,
  E_L: -70,
  V_th: -50,
  V_reset: -60,
  t_ref: 2,
  I_e: 0,
  tau_syn_ex: 5,
  tau_syn_in: 5,
  E_ex: 0,
  E_in: -80,
  g_L: 12.5,
};

export interface HandBuiltPopulation {
  readonly name: string;
  readonly size: number;
  readonly model: BuiltInModel;
  readonly parameters?: Readonly<Record<string, PerNeuron>>;
  /** mV; E_L unless told. */
  readonly initialV?: Float64Array;
}

/** Spike times in steps, a list a source. */
export interface HandBuiltSource {
  readonly name: string;
  readonly spikeSteps?: readonly (readonly number[])[];
  readonly poisson?: { readonly size: number; readonly rate: number };
}

export interface Edge {
  readonly pre: number;
  readonly post: number;
  readonly weight: number;
  readonly delay: number;
}

export interface HandBuiltProjection {
  readonly pre: string;
  readonly post: string;
  readonly edges: readonly Edge[];
}

export interface HandBuiltNetwork {
  readonly dt: number;
  readonly seed?: number;
  readonly populations: readonly HandBuiltPopulation[];
  readonly sources?: readonly HandBuiltSource[];
  readonly projections?: readonly HandBuiltProjection[];
  readonly currents?: readonly CurrentInput[];
}

export function handBuiltNetwork(parts: HandBuiltNetwork): Network {
  const populations: Population[] = [];
  let first = 0;
  for (const { name, size, model, parameters = {}, initialV } of parts.populations) {
    const all = Object.fromEntries(
      Object.keys(neuronModel(model).parameters).map((key) => [key, parameters[key] ?? DEFAULTS[key]]),
    ) as ModelParameters<PerNeuron>;
    const resting = all.E_L;
    populations.push({
      name,
      index: populations.length,
      first,
      size,
      model,
      parameters: all,
      initialV:
        initialV ?? Float64Array.from({ length: size }, (_, i) => (typeof resting === "number" ? resting : resting[i])),
    });
    first += size;
  }
  const size = first;
  const sources: SpikeSource[] = [];
  for (const { name, spikeSteps = [], poisson } of parts.sources ?? []) {
    const pairs = spikeSteps
      .flatMap((steps, id) => steps.map((step) => ({ step, id })))
      .sort((a, b) => a.step - b.step || a.id - b.id);
    const sourceSize = poisson?.size ?? spikeSteps.length;
    sources.push({
      name,
      index: sources.length,
      first,
      size: sourceSize,
      kind: poisson === undefined ? "spike_times" : "poisson",
      rate: poisson?.rate ?? 0,
      startStep: 0,
      stopStep: 0xffffffff,
      stream: 1000 + sources.length,
      spikeSteps: Uint32Array.from(pairs, ({ step }) => step),
      spikeIds: Uint32Array.from(pairs, ({ id }) => id),
    });
    first += sourceSize;
  }
  const projections = (parts.projections ?? []).map((projection, index) =>
    projectionOf(projection, index, populations, sources),
  );
  return {
    name: "hand-built",
    seed: parts.seed ?? 1,
    dt: parts.dt,
    steps: 0,
    burnInSteps: 0,
    size,
    sourceSize: first - size,
    populations,
    sources,
    projections,
    currents: parts.currents ?? [],
    synapses: projections.reduce((sum, projection) => sum + projection.source.length, 0),
    currentSample: 0,
    delayRounding: [],
  };
}

function projectionOf(
  parts: HandBuiltProjection,
  index: number,
  populations: readonly Population[],
  sources: readonly SpikeSource[],
): Projection {
  const population = populations.find(({ name }) => name === parts.pre);
  const pre = population ?? sources.find(({ name }) => name === parts.pre)!;
  const post = populations.find(({ name }) => name === parts.post)!;
  const edges = [...parts.edges].sort((a, b) => a.post - b.post || a.pre - b.pre);
  const rowStart = new Uint32Array(post.size + 1);
  for (const edge of edges) rowStart[edge.post + 1]++;
  for (let i = 0; i < post.size; i++) rowStart[i + 1] += rowStart[i];
  const allEqual = <T extends number>(values: T[]) => values.every((value) => value === values[0]);
  const weights = edges.map(({ weight }) => weight);
  const delays = edges.map(({ delay }) => delay);
  return {
    name: `${parts.pre}→${parts.post}`,
    index,
    preKind: population === undefined ? "source" : "population",
    pre: pre.index,
    preFirst: pre.first,
    preSize: pre.size,
    post: post.index,
    postFirst: post.first,
    postSize: post.size,
    rowStart,
    source: Uint16Array.from(edges, (edge) => edge.pre),
    weight: allEqual(weights) ? (weights[0] ?? 0) : Float32Array.from(weights),
    delay: allEqual(delays)
      ? (delays[0] ?? 1)
      : delays.some((delay) => delay > 255)
        ? Uint16Array.from(delays)
        : Uint8Array.from(delays),
    plasticity: null,
  };
}
