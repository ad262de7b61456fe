/** What a SONATA circuit has no place for, in a section `equipoise` of circuit_config.json that other readers pass over. */
import type { Json } from "../described-network.js";

export interface OwnSonata {
  readonly format: 1;
  readonly name: string;
  /** ms */
  readonly timestep: number;
  readonly head: { readonly [key: string]: Json };
  readonly stimuli: { readonly [name: string]: Json };
  /** By the name of a node population. */
  readonly names: { readonly [nodes: string]: string };
  /** By the name of an edge population. */
  readonly projections: { readonly [edges: string]: string };
  /** HDF5 file of the columns that `stimuli` names. */
  readonly file: string;
  readonly arrays: readonly string[];
}
