/** Sorts the cores of a job: neurons with the cores of their synapses, sources, delay extensions; and joins them into populations. */
import { coreKind, whyNotDone } from "./binaries.js";
import { nameOfCore, placeOf, type JobCore, type JobDatabase, type JobVertex } from "./read-database.js";
import { readBuilderHeader } from "./synapse-builder.js";
import { damaged, notDone, WordReader } from "./word-reader.js";
import type { NeuronModel } from "../../../program/spinnaker/machine-image.js";

export interface NeuronCore {
  readonly core: JobCore;
  readonly what: string;
  readonly model: NeuronModel;
  /** Words of `Neuron Core Params`: has key, neurons, places for neurons, colour bits, synapse types, shifts, keys. */
  readonly size: number;
  readonly key: number | null;
  readonly colourBits: number;
  /** Cores that hold the synapses, in the order of their inputs; the core itself where it holds them. */
  readonly synapses: readonly JobCore[];
  /** Poisson cores that add their weights to the ring buffers themselves. */
  readonly direct: readonly JobCore[];
  /** First neuron, counted in the population; null where nothing tells. */
  readonly low: number | null;
  /** What the cores of one population share; null where nothing tells. */
  readonly seed: string | null;
}

export interface JobParts {
  readonly neurons: readonly NeuronCore[];
  readonly poisson: readonly JobCore[];
  readonly spikes: readonly JobCore[];
  readonly delays: readonly JobCore[];
}

/** Words of the region, or a damaged job. */
export function contentOf(core: JobCore, label: string): Uint32Array {
  return core.regions.get(label)?.content ?? damaged(`${nameOfCore(core)} has no region ${label}`);
}

/** Names the core and its population, for messages. */
export function whatOf(core: JobCore, vertices: ReadonlyMap<string, JobVertex>): string {
  const vertex = vertices.get(placeOf(core));
  return vertex === undefined ? nameOfCore(core) : `population ${vertex.label}, ${nameOfCore(core)}`;
}

/** @throws EquipoiseError `spynnaker-not-done` for what runs anything else */
export function partsOf({ cores, vertices }: JobDatabase): JobParts {
  const parts = {
    neurons: [] as NeuronCore[],
    poisson: [] as JobCore[],
    spikes: [] as JobCore[],
    delays: [] as JobCore[],
  };
  const synapseCores: JobCore[] = [];
  const neuronCores: { core: JobCore; model: NeuronModel; combined: boolean }[] = [];
  for (const core of cores) {
    const system = ["System", "setup", "SYSTEM"].map((label) => core.regions.get(label)?.content).find((c) => c);
    const hash = system?.[0];
    if (hash === undefined) damaged(`${nameOfCore(core)} does not say what it runs`);
    const kind = coreKind(hash);
    if (kind.kind === "other") {
      const { what, hint } = whyNotDone(kind.binary);
      notDone(whatOf(core, vertices), what, hint);
    } else if (kind.kind === "neurons") neuronCores.push({ core, model: kind.model, combined: kind.combined });
    else if (kind.kind === "synapses") synapseCores.push(core);
    else parts[kind.kind].push(core);
  }
  for (const { core, model, combined } of neuronCores) {
    const what = whatOf(core, vertices);
    const [hasKey, size, , colourBits, types] = new WordReader(contentOf(core, "Neuron Core Params"), what).take(5);
    if (types !== 2) damaged(`${what} has ${types} synapse types`);
    const key = hasKey === 0 ? null : contentOf(core, "Neuron Core Params")[5 + types];
    if ((core.regions.get("CurrentSourceParams")?.content?.[0] ?? 0) !== 0)
      notDone(
        what,
        "it has current sources (DCSource, StepCurrentSource, ACSource or NoisyCurrentSource)",
        "use i_offset",
      );
    const inputs = combined ? { synapses: [core], direct: [] } : inputsOf(core, synapseCores, parts.poisson);
    const builder = inputs.synapses.map((c) => c.regions.get("ConnectorBuilderRegion")?.content).find((c) => c);
    const header = builder && readBuilderHeader(new WordReader(builder, `ConnectorBuilderRegion of ${what}`));
    const neuronBuilder = core.regions.get("neuron_builder")?.content;
    parts.neurons.push({
      ...{ core, what, model, size, key, colourBits, ...inputs },
      low: header?.sliceStart ?? null,
      seed: header?.populationSeed.join(" ") ?? (neuronBuilder ? neuronBuilder.slice(2, 6).join(" ") : null),
    });
  }
  if (parts.neurons.length === 0) damaged("no core has neurons");
  return parts;
}

interface Shared {
  readonly address: number;
  readonly bytes: number;
}

/** Where a core puts the input of others, or finds its own: address | bytes | number of inputs, or something of its own. */
function sharedMemory(core: JobCore): Shared & { readonly inputs: number } {
  const content = core.regions.get("SDRAM Params")?.content ?? core.regions.get("sdram edge params")?.content;
  const [address = 0, bytes = 0, inputs = 0] = content ?? [];
  return { address, bytes, inputs };
}

/** The cores that write into the memory where a core of neurons finds its input: the chip's only link between them. */
function inputsOf(core: JobCore, synapses: readonly JobCore[], poisson: readonly JobCore[]) {
  const { address, bytes, inputs } = sharedMemory(core);
  const writes = (other: JobCore) => {
    const shared = sharedMemory(other);
    const place = (shared.address - address) / bytes;
    return other.x === core.x && other.y === core.y && shared.bytes > 0 && place >= 0 && place < inputs;
  };
  const found = { synapses: synapses.filter(writes), direct: poisson.filter(writes) };
  if (found.synapses.length + found.direct.length !== inputs)
    damaged(
      `${nameOfCore(core)} takes its input from ${inputs} cores, of which ${found.synapses.length + found.direct.length} are there`,
    );
  return found;
}

/** Cores of one population, in the order of their neurons. */
export interface JobPopulation<Core> {
  readonly name: string;
  readonly cores: readonly Core[];
}

/**
 * Joins cores into populations: by the vertices that sPyNNaker names, or, where they are not known, by what they share.
 * @param keep names that are taken
 */
export function populationsOf<
  Core extends { readonly core: JobCore; readonly low: number | null; readonly seed: string | null },
>(
  cores: readonly Core[],
  vertices: ReadonlyMap<string, JobVertex>,
  fallback: string,
  keep: Set<string>,
): JobPopulation<Core>[] {
  const groups = new Map<string, Core[]>();
  const open = new Map<string, string>();
  for (const one of cores) {
    const vertex = vertices.get(placeOf(one.core));
    let group: string;
    if (vertex !== undefined) group = `vertex ${vertex.id}`;
    else {
      // Populations may share a seed: each begins with its first neuron.
      const shared = one.seed ?? `alone ${placeOf(one.core)}`;
      if (!open.has(shared) || one.low === 0) open.set(shared, `group ${groups.size}`);
      group = open.get(shared)!;
    }
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const idOf = (group: readonly Core[]) => vertices.get(placeOf(group[0].core))?.id ?? Infinity;
  const ordered = [...groups.values()].sort((a, b) => (idOf(a) === idOf(b) ? 0 : idOf(a) - idOf(b)));
  return ordered.map((group, k) => ({
    name: fresh(vertices.get(placeOf(group[0].core))?.label ?? `${fallback} ${k}`, keep),
    cores: [...group].sort((a, b) => (a.low ?? 0) - (b.low ?? 0)),
  }));
}

function fresh(label: string, taken: Set<string>): string {
  let name = label;
  for (let k = 2; taken.has(name); k++) name = `${label} (${k})`;
  taken.add(name);
  return name;
}
