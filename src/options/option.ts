/**
 * One option of a family's compiler: its type, choices or range, default, and a line of help. The command line, sweeps, the library, the report and
 * docs/options.md are all made from these records (one file a family beside this one), and one check serves them all.
 */
import type { TargetSpec } from "../targets/target.js";

export interface Described<Value, Target extends TargetSpec> {
  /** One line for `--help` and docs: what it decides, with its unit. */
  readonly help: string;
  /** The value where none is given. */
  default(target: Target): Value;
  /** Why a sweep cannot vary it; completes "cannot be varied: ". */
  readonly notVaried?: string;
}

/** One of some words or numbers; which of them a target has may depend on the target. */
export interface ChoiceOption<Word extends string | number, Target extends TargetSpec> extends Described<Word, Target> {
  readonly type: "choice";
  choices(target: Target): readonly Word[];
  /** Where what can be chosen is a part of the target, e.g. a board: what it is, and the code of the error where the target has no such part. */
  readonly part?: { readonly what: string; readonly code: "board-unknown" | "profile-unknown" };
}

/** Both ends count unless they are open. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly minOpen?: boolean;
  readonly maxOpen?: boolean;
  /** Only whole numbers. */
  readonly whole?: boolean;
}

/** A number in a range; null or undefined stand for "left to the compiler" where that is the default. */
export interface NumberOption<Value extends number | null | undefined, Target extends TargetSpec> extends Described<
  Value,
  Target
> {
  readonly type: "number";
  readonly range: Range;
  /** What the number is, e.g. "a factor" or its unit. */
  readonly what: string;
  /** The way out of a value outside the range. */
  readonly hint?: string;
  /** What happens where it is not given and the default is no number. */
  readonly unlessTold?: string;
}

export interface FlagOption<Target extends TargetSpec> extends Described<boolean, Target> {
  readonly type: "flag";
}

/** Hz by population: filled in from theory while a network is built, and written nowhere. */
export interface RatesOption<Target extends TargetSpec> extends Described<Readonly<Record<string, number>>, Target> {
  readonly type: "rates";
}

/** An option of whichever family. */
export type Option =
  | ChoiceOption<string | number, TargetSpec>
  | NumberOption<number | null | undefined, TargetSpec>
  | FlagOption<TargetSpec>
  | RatesOption<TargetSpec>;

type Untyped<O> = Omit<O, "type">;

export function choice<Word extends string | number, Target extends TargetSpec = TargetSpec>(
  option: Untyped<ChoiceOption<Word, Target>> & { choices(target: Target): readonly Word[] },
): ChoiceOption<Word, Target> {
  return { type: "choice", ...option };
}

export function number<Target extends TargetSpec = TargetSpec, Value extends number | null | undefined = number>(
  option: Untyped<NumberOption<NoInfer<Value>, Target>>,
): NumberOption<Value, Target> {
  return { type: "number", ...option };
}

export function flag<Target extends TargetSpec = TargetSpec>(option: Untyped<FlagOption<Target>>): FlagOption<Target> {
  return { type: "flag", ...option };
}

/** The record of values that a table of options describes. */
export type ValuesOf<Table> = {
  readonly [Name in keyof Table]: Table[Name] extends { default(target: never): infer Value } ? Value : never;
};

/** What is wrong with a value. */
export interface Wrong {
  readonly code: "bad-option" | "board-unknown" | "profile-unknown";
  /** Goes behind the option and its value, e.g. "is not a whole number from 1 to 14". */
  readonly problem: string;
  readonly hint?: string;
}

/** @param value as a program gives it, of any type @returns null where the option takes it on this target */
export function wrongValue(option: Option, value: unknown, target: TargetSpec): Wrong | null {
  if (Object.is(value, option.default(target))) return null;
  switch (option.type) {
    case "choice":
      return option.choices(target).some((word) => word === value) ? null : noChoice(option, value, target);
    case "number":
      return typeof value === "number" && within(option.range, value)
        ? null
        : {
            code: "bad-option",
            problem: `is not ${rangeText(option.range)} (${option.what})`,
            hint: option.hint ?? `give ${rangeText(option.range)}, or leave it out`,
          };
    case "flag":
      return typeof value === "boolean"
        ? null
        : { code: "bad-option", problem: "is neither true nor false", hint: "give true or false" };
    case "rates":
      return isRates(value)
        ? null
        : { code: "bad-option", problem: "is no record of rates in Hz by population", hint: "leave it out" };
  }
}

function noChoice({ choices, part }: ChoiceOption<string | number, TargetSpec>, value: unknown, target: TargetSpec) {
  return {
    code: part?.code ?? "bad-option",
    problem:
      part === undefined
        ? `is none of its choices on ${target.id}`
        : `names no ${part.what}: target ${target.id} has no ${part.what} \`${String(value)}\``,
    hint: `choose one of ${choices(target).join(", ")}`,
  } as const;
}

function within({ min, max, minOpen = false, maxOpen = false, whole = false }: Range, value: number): boolean {
  return (
    Number.isFinite(value) &&
    (minOpen ? value > min : value >= min) &&
    (maxOpen ? value < max : value <= max) &&
    (!whole || Number.isInteger(value))
  );
}

/** "a whole number from 1 to 14", "a number above 0 and at most 1". */
export function rangeText({ min, max, minOpen = false, maxOpen = false, whole = false }: Range): string {
  const what = whole ? "a whole number" : "a number";
  if (max === Infinity) return `${what} ${minOpen ? "above" : "of at least"} ${min}`;
  if (!minOpen && !maxOpen) return `${what} from ${min} to ${max}`;
  return `${what} ${minOpen ? "above" : "of at least"} ${min} and ${maxOpen ? "below" : "at most"} ${max}`;
}

function isRates(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.values(value).every((rate) => typeof rate === "number" && Number.isFinite(rate) && rate >= 0)
  );
}

/** The value that a text means, as the command line and sweeps write it. A text that means none is handed on, and the check refuses it. */
export function readValue(option: Option, text: string, target: TargetSpec): unknown {
  switch (option.type) {
    case "choice":
      return option.choices(target).find((word) => String(word) === text) ?? text;
    case "number":
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
    case "flag":
      return text === "true" ? true : text === "false" ? false : text;
    case "rates":
      return text;
  }
}
