/**
 * The compiler options of every command that compiles, made from the families' tables: what is declared, what `--help` says, and how what was
 * given becomes the options of a target.
 */
import type { Argv, Options } from "yargs";
import { optionsWith } from "../options/check-options.js";
import type { Option } from "../options/option.js";
import {
  dashed,
  hasOption,
  noOption,
  ON_COMMAND_LINE,
  whoseOption,
  writtenOptions,
  type OptionTable,
} from "../options/option-table.js";
import { optionTableOf, optionTables, type OptionsFor } from "../options/option-tables.js";
import { allTargets, targetById } from "../targets/registry.js";
import type { TargetSpec } from "../targets/target.js";
import { oneTarget, TARGET_ALIASES } from "./target-list.js";

export interface CompileArguments {
  /** As given; `compileOptionsOf` knows the default. */
  target?: string;
}

/** One option in one family. */
interface Entry {
  readonly table: OptionTable;
  readonly option: Option;
}

/** Every written option of any family, with the families that have it, in the order of the tables. */
function optionsByName(tables: readonly OptionTable[]): Map<string, Entry[]> {
  const byName = new Map<string, Entry[]>();
  for (const table of tables)
    for (const [name, option] of writtenOptions(table))
      byName.set(name, [...(byName.get(name) ?? []), { table, option }]);
  return byName;
}

const targetsOf = ({ family }: OptionTable) => allTargets().filter((target) => target.family === family);

/** What each family says; one text where all say the same. */
function merged(entries: readonly Entry[], textOf: (entry: Entry) => string | undefined): string | undefined {
  const texts = entries.map((entry) => ({ title: entry.table.title, text: textOf(entry) }));
  if (new Set(texts.map(({ text }) => text)).size === 1) return texts[0].text;
  return texts.flatMap(({ title, text }) => (text === undefined ? [] : [`${title}: ${text}`])).join("; ");
}

/** Where all targets of the family agree; a part of the target, e.g. its board, is each target's own. */
function defaultText({ table, option }: Entry): string | undefined {
  if (option.type === "choice" && option.part !== undefined) return undefined;
  if (option.type === "number" && option.unlessTold !== undefined) return option.unlessTold;
  const values = new Set(targetsOf(table).map((target) => option.default(target)));
  return values.size === 1 ? [...values].map(String)[0] : undefined;
}

/** Of any target; which of them a target has, the check of its table says. Parts of targets are no list for all of them. */
function choicesOf(entries: readonly Entry[]): readonly (string | number)[] | undefined {
  const choices = entries.flatMap(({ table, option }) =>
    option.type === "choice" && option.part === undefined
      ? targetsOf(table).flatMap((target) => option.choices(target))
      : [],
  );
  if (choices.length === 0) return undefined;
  const different = [...new Set(choices)];
  return different.every((word) => typeof word === "number") ? different.sort((a, b) => a - b) : different;
}

function typeOf({ table, option }: Entry): "string" | "number" | "boolean" {
  switch (option.type) {
    case "choice":
      return option.choices(targetsOf(table)[0]).every((word) => typeof word === "number") ? "number" : "string";
    case "flag":
      return "boolean";
    default:
      return "number";
  }
}

/** The words of a part of the target differ with the family, and its help names them. */
function describe(entries: readonly Entry[]): string | undefined {
  const help = merged(entries, ({ option }) => option.help);
  const [{ option }] = entries;
  return option.type === "choice" && option.part !== undefined && !help?.startsWith(option.part.what)
    ? `${option.part.what}; ${help}`
    : help;
}

/** No `default`: whether an option was given decides whether it is misplaced. */
function declared(entries: readonly Entry[]): Options {
  return {
    // An option of several families stands among the general ones.
    group: entries.length === 1 ? `${entries[0].table.title} targets:` : undefined,
    type: typeOf(entries[0]),
    choices: choicesOf(entries),
    defaultDescription: merged(entries, defaultText),
    describe: describe(entries),
  };
}

/** @param tables of the families; all unless told */
export function withFamilyOptions<T>(argv: Argv<T>, tables: readonly OptionTable[] = optionTables): Argv<T> {
  for (const [name, entries] of optionsByName(tables)) argv.option(dashed(name), declared(entries));
  return argv;
}

export function withCompileOptions<T>(argv: Argv<T>) {
  return withFamilyOptions(
    argv.option("target", {
      alias: TARGET_ALIASES,
      type: "string",
      defaultDescription: "loihi1, or the board's own",
      describe: "chip to compile for (see `equipoise targets`)",
    }),
  );
}

/** The options of any family that were given, by name. */
export function givenOptions(args: object): Record<string, unknown> {
  const names = new Set(optionTables.flatMap((table) => writtenOptions(table).map(([name]) => name)));
  return Object.fromEntries(Object.entries(args).filter(([name, value]) => names.has(name) && value !== undefined));
}

/**
 * What was given on the command line, as options of a target.
 * @throws EquipoiseError `bad-option`, `board-unknown`, `profile-unknown` for an option or a value that the target does not have
 */
export function familyOptionsOf<Target extends TargetSpec>(args: object, target: Target): OptionsFor<Target> {
  refuseForeignOptions(args, target);
  return optionsWith(target, givenOptions(args), ON_COMMAND_LINE);
}

/** @throws EquipoiseError `bad-option` for an option that the target does not have */
export function refuseForeignOptions(args: object, target: TargetSpec): void {
  const table: OptionTable = optionTableOf(target);
  for (const name of Object.keys(givenOptions(args)))
    if (!hasOption(table, name))
      noOption(table, target, name, ON_COMMAND_LINE, whoseOption(optionTables, target, name));
}

/** @param unnamed target where none is given */
export function compileOptionsOf(
  args: CompileArguments,
  unnamed: string = "loihi1",
): { target: TargetSpec; options: OptionsFor<TargetSpec> } {
  const target = targetById(args.target === undefined ? unnamed : oneTarget(args.target));
  return { target, options: familyOptionsOf(args, target) };
}
