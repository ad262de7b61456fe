/** What the parser of the command line refuses, as a sentence with a way out: it lists an unknown option twice, and suggests none. */
import { EquipoiseError } from "../diagnostics/diagnostic.js";
import { nearest } from "../description/suggest.js";

/**
 * Makes an error of the parser's message.
 * @param words the command line as it was typed
 * @param known options of the command, without dashes
 */
export function usageError(message: string, words: readonly string[], known: readonly string[]): EquipoiseError {
  const listed = /^Unknown arguments?: (.*)$/.exec(message)?.[1].split(", ");
  return listed === undefined ? refused(message, HELP) : unknownWords(listed, words, known);
}

const HELP = "`equipoise --help` lists the commands, `equipoise COMMAND --help` the options";

function unknownWords(listed: readonly string[], words: readonly string[], known: readonly string[]): EquipoiseError {
  const options = listed
    .map((name) => words.find((word) => /^--?[^-]/.test(word) && bare(word) === name))
    .filter((word) => word !== undefined)
    .map((word) => word.split("=")[0]);
  const others = listed.filter((name) => words.includes(name) && !options.some((option) => bare(option) === name));
  const near = [...new Set(options)].flatMap((option) => {
    const found = nearest(
      bare(option),
      known.filter((name) => !/[A-Z]/.test(name) && name.length > 1),
    );
    return found === undefined ? [] : [`--${found}`];
  });
  const parts = [
    ...(options.length > 0 ? [`no such option here: ${[...new Set(options)].join(", ")}`] : []),
    ...(others.length > 0 ? [`more words than this command takes: ${others.join(", ")}`] : []),
  ];
  if (parts.length === 0) return refused(`Unknown arguments: ${listed.join(", ")}`, HELP);
  return refused(parts.join("; "), near.length > 0 ? `did you mean ${near.join(", ")}?` : HELP);
}

function bare(word: string): string {
  return word
    .replace(/^--?/, "")
    .replace(/^no-(?=.)/, "")
    .split("=")[0];
}

function refused(message: string, hint: string): EquipoiseError {
  return new EquipoiseError([{ code: "usage", severity: "error", message, hint }]);
}
