/** What a variable of a sweep changes: the target, an option of the target, or a field of the description. */
import { fail } from "../../diagnostics/diagnostic.js";
import {
  checkValue,
  dashed,
  hasOption,
  valueOfText,
  whoseOption,
  noOption,
  writtenOptions,
  type OptionTable,
  type Spelling,
} from "../../options/option-table.js";
import { optionTableOf, optionTables } from "../../options/option-tables.js";
import type { TargetSpec } from "../../targets/target.js";
import { fieldPath } from "./field-path.js";
import type { FieldPath, SweptValue } from "./plan.js";

export type Variable =
  | { readonly kind: "target" }
  | { readonly kind: "option"; readonly option: string }
  | { readonly kind: "description"; readonly path: FieldPath };

/** As a sweep's file writes options. */
export const IN_SWEEP_FILE: Spelling = {
  option: (name) => `the option \`${dashed(name)}\``,
  value: (name, value) => `\`${dashed(name)}: ${String(value)}\``,
  listed: dashed,
};

const EXPLICIT = "options.";

/** The option of some family that a name means, undashed. */
function optionNamed(name: string): string | undefined {
  return optionTables
    .flatMap((table) => writtenOptions(table).map(([known]) => known))
    .find((known) => dashed(known) === name);
}

/** @throws EquipoiseError `sweep-field` for what is neither target nor option nor field */
export function variableOf(name: string, document: unknown): Variable {
  if (name === "target") return { kind: "target" };
  if (name === "targets" || name === "seeds" || name === "seed")
    fail("sweep-field", `\`${name}\` cannot be varied`, {
      hint: name === "targets" ? "write `target`" : "`seeds:` of the sweep says which seeds every point runs",
    });
  const written = name.startsWith(EXPLICIT) ? name.slice(EXPLICIT.length) : name;
  const option = optionNamed(written);
  if (option !== undefined) return { kind: "option", option };
  if (written !== name)
    fail("sweep-field", `\`${name}\`: \`${written}\` is no option of any target`, {
      hint: "`equipoise verify --help` lists them",
    });
  return { kind: "description", path: fieldPath(document, name) };
}

/** The value of an option as the compiler takes it; undefined for null: the target's default. @throws EquipoiseError `bad-option`, `board-unknown`, `profile-unknown` */
export function optionValue(target: TargetSpec, name: string, value: SweptValue): unknown {
  const table: OptionTable = optionTableOf(target);
  if (!hasOption(table, name)) noOption(table, target, name, IN_SWEEP_FILE, whoseOption(optionTables, target, name));
  if (value === null) return undefined;
  const meant = valueOfText(table, target, name, String(value));
  checkValue(table, target, name, meant, IN_SWEEP_FILE);
  return meant;
}
