/** What a family says of all its options, and what is done with such a table whichever family it is of: defaults, names, the check of a whole record. */
import { fail } from "../diagnostics/diagnostic.js";
import type { TargetSpec } from "../targets/target.js";
import { readValue, wrongValue, type Option, type ValuesOf, type Wrong } from "./option.js";

/** Options of one family with their values, as its table describes them. */
export type TaggedOptions<Family extends TargetSpec["family"], Table> = { readonly family: Family } & ValuesOf<Table>;

/** `options.ts` of a family is one of these; `option-tables.ts` lists them all. */
export interface OptionTable<Target extends TargetSpec = TargetSpec, Options extends object = object> {
  readonly family: Target["family"];
  /** As in "Loihi-style targets". */
  readonly title: string;
  readonly options: Readonly<Record<string, Option>>;
  /** What single options cannot know: values that are right alone and wrong together. */
  together?(options: Options, target: Target): (Wrong & { readonly option: string }) | null;
  /** How weights are quantized, as a clause for the head of a report: "8-bit weights, rounding balance". */
  quantization(options: Options): string;
}

type Given = Readonly<Record<string, unknown>>;

/** How a caller writes an option, with its value or without. */
export interface Spelling {
  option(name: string): string;
  value(name: string, value: unknown): string;
  /** In a list of options. */
  listed(name: string): string;
}

/** `weight-bits` of `weightBits`: an option's name on the command line, in sweeps, in docs and in the report. */
export function dashed(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** As a program writes it. */
export const IN_CODE: Spelling = {
  option: (name) => `the option ${name}`,
  value: (name, value) =>
    `the option ${name}: ${typeof value === "string" ? value : (JSON.stringify(value) ?? "undefined")}`,
  listed: (name) => name,
};

/** As the command line writes it. */
export const ON_COMMAND_LINE: Spelling = {
  option: (name) => `--${dashed(name)}`,
  value: (name, value) => (value === false ? `--no-${dashed(name)}` : `--${dashed(name)} ${String(value)}`),
  listed: (name) => `--${dashed(name)}`,
};

/** As `sweep --vary` writes it. */
export const IN_SWEEP: Spelling = {
  option: (name) => `--vary ${dashed(name)}`,
  value: (name, value) => `--vary ${dashed(name)}=${String(value)}`,
  listed: dashed,
};

/** Options that are given by somebody; the others are filled in while a network is built. */
export function writtenOptions({ options }: Pick<OptionTable, "options">): (readonly [string, Option])[] {
  return Object.entries(options).filter(([, { type }]) => type !== "rates");
}

/** The record of a target's defaults. A default of undefined leaves the option out. */
export function defaultsOf<Target extends TargetSpec, Options extends object>(
  table: OptionTable<Target, Options>,
  target: Target,
): Options {
  const values = Object.entries(table.options).map(([name, option]) => [name, option.default(target)] as const);
  return {
    family: table.family,
    ...Object.fromEntries(values.filter(([, value]) => value !== undefined)),
  } as unknown as Options;
}

/** @throws EquipoiseError `bad-option`, `board-unknown`, `profile-unknown` */
export function checkValue(table: OptionTable, target: TargetSpec, name: string, value: unknown, as: Spelling): void {
  const wrong = wrongValue(table.options[name], value, target);
  if (wrong !== null) refuse(wrong, as.value(name, value));
}

function refuse({ code, problem, hint }: Wrong, what: string): never {
  return fail(code, `${what} ${problem}`, { hint });
}

/**
 * @param options a whole record, as `defaultOptions(target)` makes one
 * @throws EquipoiseError `bad-option`, `board-unknown`, `profile-unknown` for what is missing, foreign, outside its range, or wrong together
 */
export function checkWhole(table: OptionTable, target: TargetSpec, options: unknown, as: Spelling = IN_CODE): void {
  if (typeof options !== "object" || options === null)
    fail("bad-option", "the compiler's options are missing", {
      hint: "give defaultOptions(target), changed as you like",
    });
  const given = options as Given;
  if (given.family !== undefined && given.family !== table.family)
    fail(
      "bad-option",
      `these are options of family ${typeof given.family === "string" ? given.family : JSON.stringify(given.family)}, and ${target.id} is of family ${table.family}`,
      {
        hint: `give defaultOptions(target) of ${target.id}, changed as you like`,
      },
    );
  for (const name of Object.keys(given))
    if (name !== "family" && !hasOption(table, name)) noOption(table, target, name, as);
  for (const [name, option] of Object.entries(table.options)) {
    if (given[name] === undefined && option.default(target) !== undefined)
      fail("bad-option", `${as.option(name)} is missing for target ${target.id}`, {
        hint: "give defaultOptions(target), changed as you like",
      });
    checkValue(table, target, name, given[name], as);
  }
  const wrong = table.together?.(options, target) ?? null;
  if (wrong !== null) refuse(wrong, as.value(wrong.option, given[wrong.option]));
}

/** The target's defaults with some of them changed; undefined changes nothing. @throws as `checkWhole` */
export function completed<Target extends TargetSpec, Options extends object>(
  table: OptionTable<Target, Options>,
  target: Target,
  changes: object,
  as: Spelling = IN_CODE,
): Options {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const options = { ...defaultsOf(table, target), ...given };
  checkWhole(table, target, options, as);
  // The check has just proved it.
  return options;
}

export function hasOption(table: OptionTable, name: string): boolean {
  return Object.hasOwn(table.options, name);
}

/** @param whose e.g. "is an option of Loihi-style targets; spinnaker1 is none" @throws EquipoiseError `bad-option`, naming the options that there are */
export function noOption(
  table: OptionTable,
  target: TargetSpec,
  name: string,
  as: Spelling,
  whose = `is no option of ${target.id}`,
): never {
  return fail("bad-option", `${as.option(name)} ${whose}`, {
    hint: `leave it out; the options of ${target.id} are ${writtenOptions(table)
      .map(([known]) => as.listed(known))
      .join(", ")}`,
  });
}

/** "is an option of Loihi-style targets; spinnaker1 is none"; undefined where no family has it. */
export function whoseOption(tables: readonly OptionTable[], target: TargetSpec, name: string): string | undefined {
  const owners = tables.filter((table) => hasOption(table, name)).map(({ title }) => title);
  return owners.length === 0 ? undefined : `is an option of ${owners.join(" and ")} targets; ${target.id} is none`;
}

/** The value that a text means. @param text as the command line or a sweep writes it */
export function valueOfText(table: OptionTable, target: TargetSpec, name: string, text: string): unknown {
  return readValue(table.options[name], text, target);
}
