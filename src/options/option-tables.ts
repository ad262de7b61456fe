/** The option tables of all families. A new family is one more line here. */
import type { TargetSpec } from "../targets/target.js";
import { LOIHI_OPTIONS } from "./loihi.js";
import type { OptionTable } from "./option-table.js";
import { SIZED_OPTIONS } from "./sized.js";
import { SPINNAKER_OPTIONS } from "./spinnaker.js";

const TABLES = {
  loihi: LOIHI_OPTIONS,
  spinnaker: SPINNAKER_OPTIONS,
  sized: SIZED_OPTIONS,
} satisfies Record<TargetSpec["family"], OptionTable>;

export type OptionsIn<Table> = Table extends { quantization(options: infer Options): string } ? Options : never;

/** Compiler options of any family, told apart by `family`. */
export type FamilyOptions = OptionsIn<(typeof TABLES)[TargetSpec["family"]]>;

/** Compiler options of a target's family. */
export type OptionsFor<Target extends TargetSpec> = Extract<FamilyOptions, { readonly family: Target["family"] }>;

/** Options to change, by name; `optionsWith` checks them. */
export type OptionChanges = Readonly<Record<string, unknown>>;

const tables = new Map<string, OptionTable>(Object.entries(TABLES));

/** The tables of all families, those added from elsewhere last. */
export const optionTables: readonly OptionTable[] = [...tables.values()];

/** Adds the table of a family from elsewhere (src/families/register-family.ts). @throws RangeError for a family that is there */
export function addOptionTable(table: OptionTable): void {
  if (tables.has(table.family)) throw new RangeError(`there is a family ${table.family} already`);
  tables.set(table.family, table);
  (optionTables as OptionTable[]).push(table);
}

export function optionTableOf<Target extends TargetSpec>(target: Target): OptionTable<Target, OptionsFor<Target>> {
  return tables.get(target.family) as unknown as OptionTable<Target, OptionsFor<Target>>;
}

/** The table that a record of options names itself; undefined for a record of no family known here, e.g. of a file from elsewhere. */
export function optionTableNamed(family: unknown): OptionTable | undefined {
  return optionTables.find((table) => table.family === family);
}
