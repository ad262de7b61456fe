/**
 * Refuses option values that the parser lets through as something else: an option without its value (which would count as not given),
 * a word where a number belongs (which would become NaN) or a truth value (which would become false), an option given twice (which would become a list).
 */
import { fail } from "../diagnostics/diagnostic.js";

/** What yargs knows of the options of the command that was parsed. */
export interface DeclaredOptions {
  /** Every name, aliases and camelCase too. */
  readonly key: Readonly<Record<string, unknown>>;
  readonly array: readonly string[];
  readonly boolean: readonly string[];
  readonly string: readonly string[];
  readonly number: readonly string[];
  readonly choices: Readonly<Record<string, readonly unknown[]>>;
}

type Parsed = Readonly<Record<string, unknown>>;

/** @param words the command line as it was typed. @throws EquipoiseError `bad-option` */
export function checkValues(argv: Parsed, options: DeclaredOptions, words: readonly string[]): void {
  const names = new Set([...options.number, ...options.string].filter((name) => wasTyped(name, words)));
  for (const name of names) checkValue(name, argv[name], options, words);
  for (const name of options.boolean) {
    if (wasTyped(name, words) && Array.isArray(argv[name])) twice(name);
    // The parser takes every word but "true" for false.
    const given = words.find((word) => word.startsWith(`${dashes(name)}=`))?.slice(dashes(name).length + 1);
    if (given !== undefined && given !== "true" && given !== "false")
      fail("bad-option", `${dashes(name)} ${JSON.stringify(given)} is neither true nor false`, {
        hint: `write ${dashes(name)} or --no-${name}`,
      });
  }
}

function checkValue(name: string, value: unknown, options: DeclaredOptions, words: readonly string[]): void {
  const list = options.array.includes(name);
  if (Array.isArray(value) && !list) twice(name);
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const choices = options.choices[name];
  const hint = choices === undefined ? undefined : `choose one of ${choices.join(", ")}`;
  if (values.length === 0 || endsWithout(name, words))
    fail("bad-option", `${dashes(name)} needs a value`, {
      hint: hint ?? `write ${dashes(name)} ${options.number.includes(name) ? "NUMBER" : "VALUE"}`,
    });
  if (values.some((v) => typeof v === "number" && Number.isNaN(v)))
    fail("bad-option", `${dashes(name)} ${typedValue(name, words)} is not a number`, { hint });
  const strange = choices === undefined ? [] : values.filter((v) => !choices.includes(v)).map(String);
  if (strange.length > 0) fail("bad-option", `${dashes(name)} ${strange[0]} is none of its choices`, { hint });
}

function twice(name: string): never {
  return fail("bad-option", `${dashes(name)} was given twice`, { hint: "give it once" });
}

function dashes(name: string): string {
  return `${name.length === 1 ? "-" : "--"}${name}`;
}

/** Also where the parser put the default in place of the value that is missing. */
function endsWithout(name: string, words: readonly string[]): boolean {
  return words.some(
    (word, at) =>
      word === `${dashes(name)}=` ||
      (word === dashes(name) && (words[at + 1] === undefined || /^-[^\d.]/.test(words[at + 1]))),
  );
}

function wasTyped(name: string, words: readonly string[]): boolean {
  return words.some((word) => word === dashes(name) || word.startsWith(`${dashes(name)}=`) || word === `--no-${name}`);
}

/** The first word behind the option that is no number. */
function typedValue(name: string, words: readonly string[]): string {
  const at = words.findIndex((word) => word === dashes(name) || word.startsWith(`${dashes(name)}=`));
  const behind = words[at].includes("=") ? [words[at].slice(words[at].indexOf("=") + 1)] : words.slice(at + 1);
  return JSON.stringify(behind.find((word) => Number.isNaN(Number(word))) ?? "");
}
