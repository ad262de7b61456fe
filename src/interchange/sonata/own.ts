/** What a SONATA circuit has no place for, in a section `equipoise` of circuit_config.json that other readers pass over. */
import { z } from "zod";
import { fail } from "../../diagnostics/diagnostic.js";
import type { Json } from "../described-network.js";

const words = z.record(z.string(), z.string());
const parts = z.record(z.string(), z.json());
const schema = z.object({
  format: z.literal(1),
  name: z.string(),
  timestep: z.number().positive(),
  head: parts,
  stimuli: parts,
  names: words,
  projections: words,
  file: z.string(),
  arrays: z.array(z.string()),
});

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

/**
 * Reads the section, as far as it was written by a version whose format is known.
 * @returns null where there is none, or one of another format
 * @throws EquipoiseError `sonata-invalid` where somebody has changed it
 */
export function readOwnSonata(section: unknown, path: string): OwnSonata | null {
  if (typeof section !== "object" || section === null || (section as { format?: unknown }).format !== 1) return null;
  const read = schema.safeParse(section);
  if (read.success) return read.data;
  const { path: at } = read.error.issues[0];
  return fail("sonata-invalid", `${path}: the section \`equipoise\` is damaged at ${at.map(String).join(".")}`, {
    hint: "leave the whole section out to read the circuit without it, or export the network again",
  });
}

/** Finds the name that a network had, by the name of a population of the circuit. @param otherwise where it had none */
export function ownName(
  names: Readonly<Record<string, string>> | undefined,
  population: string,
  otherwise = population,
): string {
  return names !== undefined && Object.hasOwn(names, population) ? names[population] : otherwise;
}
