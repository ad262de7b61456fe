/** Writes a drawn network for simulators that build it themselves: parameters and rules as JSON, synapses as flat arrays. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CurrentInput, Network, PerNeuron, Projection } from "../../src/network/types.js";

/** One value for all: a peer is given constants only. */
function constant(values: PerNeuron, what: string): number {
  if (typeof values === "number") return values;
  if (values.some((value) => value !== values[0])) throw new Error(`${what} differs between neurons`);
  return values[0];
}

function steadyCurrent(currents: readonly CurrentInput[], post: number): number {
  let sum = 0;
  for (const { steps, amplitude } of currents.filter((current) => current.post === post)) {
    if (steps.length !== 1 || steps[0] !== 0) throw new Error("a current changes while the network runs");
    sum += constant(amplitude[0], "a current");
  }
  return sum;
}

/** Inputs of each cell. @throws Error where they differ */
function indegreeOf({ name, rowStart, postSize }: Projection): number {
  const indegree = rowStart[1] - rowStart[0];
  for (let i = 0; i < postSize; i++)
    if (rowStart[i + 1] - rowStart[i] !== indegree) throw new Error(`${name}: cells have different numbers of inputs`);
  return indegree;
}

function one(value: number | ArrayLike<number>, what: string): number {
  if (typeof value !== "number") throw new Error(`${what} differs between synapses`);
  return value;
}

/** Populations of one kind of neuron, projections of one weight and delay with fixed in-degrees, one Poisson train a neuron. */
export function exportDescription(folder: string, network: Network, steps: number): void {
  const populations = network.populations.map(({ name, first, size, model, parameters, index }) => {
    const values = Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, constant(value, key)]));
    return {
      name,
      first,
      size,
      model,
      parameters: { ...values, I_e: values.I_e + steadyCurrent(network.currents, index) },
    };
  });
  const recurrent = network.projections.filter(({ preKind }) => preKind === "population");
  const inputs = network.projections.filter(({ preKind }) => preKind === "source");
  const common = (p: Projection) => ({ weight: one(p.weight, p.name), delay: one(p.delay, p.name) * network.dt });
  const about = {
    seed: network.seed + 1, // NEST has no seed 0
    dt: network.dt,
    steps,
    neurons: network.size,
    populations,
    projections: recurrent.map((p) => ({
      index: p.index,
      pre: p.pre,
      post: p.post,
      indegree: indegreeOf(p),
      synapses: p.source.length,
      ...common(p),
    })),
    drives: inputs.map((p) => {
      if (indegreeOf(p) !== 1) throw new Error(`${p.name}: a neuron has several trains`);
      return { post: p.post, rate: constant(network.sources[p.pre].rate, "a rate"), ...common(p) };
    }),
  };
  writeFileSync(join(folder, "network.json"), JSON.stringify(about));
  writeFileSync(join(folder, "initial-v.f64"), Float64Array.from(network.populations.flatMap((p) => [...p.initialV])));
  for (const { index, source, rowStart } of recurrent) {
    writeFileSync(join(folder, `source-${index}.u32`), Uint32Array.from(source));
    writeFileSync(join(folder, `rows-${index}.u32`), rowStart);
  }
}

/** Synapses between neurons. */
export function recurrentSynapses(network: Network): number {
  return network.projections.reduce((sum, p) => sum + (p.preKind === "population" ? p.source.length : 0), 0);
}
