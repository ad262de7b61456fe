/** What the parts of an import share. */
import type { NeuronModel } from "../../models/neuron-model.js";
import { fail } from "../../diagnostics/diagnostic.js";
import type { DescriptionBuilder } from "../described-network.js";
import type { LossList } from "../losses.js";
import type { ReadSonataFile, SonataConfig } from "./config.js";
import type { OwnSonata } from "./own.js";

export type Dialect = "NEST" | "PyNN";

/** A population of the description: a node type of a SONATA population. */
export interface Part {
  readonly name: string;
  readonly size: number;
  /** undefined: virtual. */
  readonly model?: NeuronModel;
  readonly dialect: Dialect;
}

/** Of a SONATA population: which part a node is of, and its place there. */
export interface NodeMap {
  readonly parts: readonly Part[];
  readonly indexOfId: ReadonlyMap<number, number>;
  readonly partOf: Uint32Array;
  readonly localOf: Uint32Array;
}

export interface SonataContext {
  readonly config: SonataConfig;
  readonly read: ReadSonataFile;
  readonly builder: DescriptionBuilder;
  readonly losses: LossList;
  /** By the name of the SONATA population; filled as nodes are read. */
  readonly populations: Map<string, NodeMap>;
  /** Names of populations and stimuli. */
  readonly taken: Set<string>;
  /** null: not written here. */
  readonly own: OwnSonata | null;
  /** Reads the JSON file of parameters that a type names, of a folder of the components. */
  paramsIn(folder: string): (file: string) => Readonly<Record<string, unknown>>;
}

export function noSuchNode(place: string, end: string, id: number, entry: number): never {
  return fail(
    "sonata-invalid",
    `${place}: entry ${entry} names the ${end} node ${id}, which its population does not have`,
    {
      hint: "the files are not of one circuit, or damaged",
    },
  );
}
