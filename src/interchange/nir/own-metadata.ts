/**
 * What NIR has no words for, kept in the metadata of a file that was written here: `equipoise`, JSON, and `equipoise_arrays`. Of a node
 * whose parameters were changed since, the file's are taken.
 */
import type { NumericArray } from "../../arrays/npy.js";
import { hex, sha256 } from "../../numerics/sha256.js";
import { packArrays, unpackArrays, withArrays } from "../carried-arrays.js";
import type { DescriptionBuilder, Json } from "../described-network.js";
import { group, text, type Hdf5Group } from "../hdf5.js";
import type { LossList } from "../losses.js";
import { NODE_TYPES, valuesOf, type NirNode } from "./nir-graph.js";

/** Of the JSON; another one is not read. */
const FORMAT = 1;
const KEY = "equipoise";
const ARRAYS_KEY = "equipoise_arrays";

interface Kept {
  readonly format: number;
  readonly name: string;
  readonly timestep: number;
  readonly head: { readonly [key: string]: Json };
  /** By node. */
  readonly populations: {
    readonly [node: string]: { readonly name: string; readonly fingerprint: string; readonly document: Json };
  };
  readonly sources: { readonly [node: string]: string };
  readonly stimuli: { readonly [name: string]: Json };
  /** By operator: the projection that it is part of, and the weight that all its synapses have, in float64. */
  readonly projections: { readonly [node: string]: { readonly name: string; readonly weight?: number } };
  /** Names of the arrays, in their order. */
  readonly arrays: readonly string[];
}

export type OwnParts = Omit<Kept, "format" | "arrays">;

/** Makes the metadata of a file. */
export function writeOwn(parts: OwnParts, arrays: ReadonlyMap<string, NumericArray>): Hdf5Group {
  const packed = packArrays(arrays);
  const kept: Kept = { format: FORMAT, ...parts, arrays: packed.names };
  return group({
    [KEY]: text(JSON.stringify(kept)),
    [ARRAYS_KEY]: arrays.size === 0 ? undefined : packed.group,
  });
}

/** A hash of a node's parameters, by which a change is seen. */
export function fingerprintOf(node: NirNode): string {
  const { perNeuron = [] } = NODE_TYPES[node.type];
  const fields = [...perNeuron].sort().map((key) => [key, Array.from(valuesOf(node, key) ?? [])]);
  return hex(sha256(new TextEncoder().encode(JSON.stringify([node.type, fields])))).slice(0, 16);
}

export class OwnMetadata {
  constructor(
    private readonly kept: Kept,
    private readonly arrays: ReadonlyMap<string, NumericArray>,
  ) {}

  get name(): string {
    return this.kept.name;
  }

  /** ms */
  get timestep(): number {
    return this.kept.timestep;
  }

  get head(): Kept["head"] {
    return this.kept.head;
  }

  nameOf(node: string): string | undefined {
    return Object.hasOwn(this.kept.populations, node)
      ? this.kept.populations[node].name
      : Object.hasOwn(this.kept.sources, node)
        ? this.kept.sources[node]
        : undefined;
  }

  populationOf(
    node: string,
    found: NirNode,
    size: number,
  ): { unchanged: boolean; document: (into: DescriptionBuilder) => Json } | undefined {
    if (!Object.hasOwn(this.kept.populations, node)) return undefined;
    const { fingerprint, document } = this.kept.populations[node];
    const unchanged = fingerprint === fingerprintOf(found) && (document as { size?: number }).size === size;
    return { unchanged, document: (into) => withArrays(document, this.arrays, into) };
  }

  /** @param changed populations whose v_leak is the file's, so that a constant current is in it already */
  addStimuli(into: DescriptionBuilder, changed: ReadonlySet<string>, losses: LossList): void {
    for (const [name, stimulus] of Object.entries(this.kept.stimuli)) {
      if (isConstantCurrent(stimulus) && changed.has(stimulus.target))
        losses.add("exact", name, "the file's v_leak has this constant current in it");
      else into.stimuli[name] = withArrays(stimulus, this.arrays, into);
    }
    losses.add(
      "exact",
      "graph",
      "names, seed, times, stimuli and what NIR has no words for come from the metadata that equipoise wrote",
    );
  }

  projectionOf(via: readonly string[]): Kept["projections"][string] | undefined {
    const last = via.at(-1);
    return last !== undefined && Object.hasOwn(this.kept.projections, last) ? this.kept.projections[last] : undefined;
  }
}

function isConstantCurrent(stimulus: Json): stimulus is { readonly target: string } {
  const { type, target, steps } = stimulus as { type?: Json; target?: Json; steps?: Json };
  return type === "step_current" && typeof target === "string" && Array.isArray(steps) && steps.length === 1;
}

/** null where the file was not written here, or by another version. */
export function readOwn(metadata: Hdf5Group | undefined): OwnMetadata | null {
  const json = metadata?.members.get(KEY);
  if (json?.kind !== "dataset" || json.type !== "str") return null;
  let kept: Kept;
  try {
    kept = JSON.parse((json.values as readonly string[])[0]) as Kept;
  } catch {
    return null;
  }
  if (kept?.format !== FORMAT) return null;
  const held = metadata!.members.get(ARRAYS_KEY);
  const arrays = held?.kind === "group" ? unpackArrays(kept.arrays, held) : new Map<string, NumericArray>();
  return new OwnMetadata(kept, arrays);
}
