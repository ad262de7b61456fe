/** `--vary weight-bits=8,6,5 --vary rounding=nearest,balance`: every combination of the given compiler options, the first axis slowest. */
import { fail } from "../diagnostics/diagnostic.js";
import { optionsWith } from "../options/check-options.js";
import type { Option } from "../options/option.js";
import {
  checkValue,
  dashed,
  hasOption,
  IN_SWEEP,
  valueOfText,
  whoseOption,
  writtenOptions,
  type OptionTable,
} from "../options/option-table.js";
import { optionTableOf, optionTables, type OptionChanges } from "../options/option-tables.js";
import type { TargetSpec } from "../targets/target.js";

/** One combination: what was varied, as written, and what it changes. */
export interface Variation {
  readonly values: Readonly<Record<string, string>>;
  readonly options: OptionChanges;
}

/** What can be varied on a target: dashed names and the options that they mean. */
function variableOptions(target: TargetSpec): ReadonlyMap<string, readonly [string, Option]> {
  return new Map(
    writtenOptions(optionTableOf(target))
      .filter(([, { notVaried }]) => notVaried === undefined)
      .map((named) => [dashed(named[0]), named] as const),
  );
}

/** The names of all that can be varied on some target, for `--help`. */
export const variableNames: readonly string[] = [
  ...new Set(
    optionTables.flatMap((table) =>
      writtenOptions(table).flatMap(([name, { notVaried }]) => (notVaried === undefined ? [dashed(name)] : [])),
    ),
  ),
];

/**
 * @param axes one text `option=value,value` an axis
 * @param shared options of all variants, which the variations change
 * @throws EquipoiseError `bad-option`, `profile-unknown` for an option or a value that the target does not have, or a repetition
 */
export function variationsOf(axes: readonly string[], target: TargetSpec, shared: OptionChanges = {}): Variation[] {
  const variable = variableOptions(target);
  const seen = new Set<string>();
  let variations: Variation[] = [{ values: {}, options: {} }];
  for (const axis of axes) {
    const [dashedName, list = ""] = axis.split(/=(.*)/s);
    const [name] = variable.get(dashedName) ?? notVariable(axis, dashedName, target, [...variable.keys()]);
    if (seen.has(name))
      fail("bad-option", `--vary names ${dashedName} twice`, {
        hint: `give all its values at once: ${dashedName}=a,b`,
      });
    seen.add(name);
    const choices = list.split(",").map((text) => valueAt(text.trim(), name, target));
    if (new Set(choices.map(({ value }) => value)).size !== choices.length)
      fail("bad-option", `--vary ${axis} names a value twice`, { hint: "give every value once" });
    variations = variations.flatMap((v) =>
      choices.map(({ text, value }) => ({
        values: { ...v.values, [dashedName]: text },
        options: { ...v.options, [name]: value },
      })),
    );
  }
  // What is right alone may be wrong together.
  for (const { options } of variations) optionsWith(target, { ...shared, ...options }, IN_SWEEP);
  return variations;
}

function valueAt(text: string, name: string, target: TargetSpec): { readonly text: string; readonly value: unknown } {
  const table = optionTableOf(target);
  const value = valueOfText(table, target, name, text);
  checkValue(table, target, name, value, IN_SWEEP);
  return { text, value };
}

function notVariable(axis: string, dashedName: string, target: TargetSpec, names: readonly string[]): never {
  const table: OptionTable = optionTableOf(target);
  const name = optionTables
    .flatMap(({ options }) => Object.keys(options))
    .find((known) => dashed(known) === dashedName);
  const why =
    name === undefined
      ? "cannot be varied: it is no option of any target"
      : hasOption(table, name)
        ? `cannot be varied: ${table.options[name].notVaried}`
        : whoseOption(optionTables, target, name);
  return fail("bad-option", `--vary ${axis}: "${dashedName}" ${why}`, { hint: `choose one of ${names.join(", ")}` });
}
