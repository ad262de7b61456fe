/**
 * Fenced blocks of a page that are commands, the files that they need, and the markers that say how they are run. Markers are HTML
 * comments before the fence, one a line, so that a reader of the markdown sees them:
 *
 * - `<!-- not run: REASON -->`: the block needs what a test has not, or more than half a minute
 * - `<!-- run shorter: WORDS -->`: the words are added to each `equipoise` command, to make it quick, in place of the same options;
 *   `A→B` puts B in the place of A
 * - `<!-- before: COMMAND -->`: is run first, as a reader would have done something of the kind
 * - `<!-- file: PATH -->`: the block, of any language, is written to that file; with lines before `-->` they are the file, unseen
 * - `<!-- python: NAME -->`: `python` is that of `.python/NAME` from here on; a `python` block is then a script
 */

/** One command of a shell, continued lines joined, and what the page shows of its output. */
export interface Command {
  readonly text: string;
  /** Undefined where the page shows none. */
  readonly output?: string;
  readonly line: number;
}

/** One thing to be done on the way down a page. */
export type Step =
  | { readonly kind: "commands"; readonly commands: readonly Command[]; readonly line: number; readonly seen: boolean }
  | { readonly kind: "not run"; readonly reason: string; readonly line: number }
  | { readonly kind: "file"; readonly path: string; readonly text: string; readonly line: number }
  | { readonly kind: "python"; readonly environment: string; readonly line: number };

export class DocBlockError extends Error {}

const MARKER = /^<!-- (not run|run shorter|before|file|python): ([^\n]*?)(?: -->|\n([\s\S]*?)^-->)[^\S\n]*\n/m;
const FENCE = /^(?<indent> *)(?<ticks>`{3,})([\w-]*)[^\n]*\n([\s\S]*?)^\k<indent>\k<ticks>[^\S\n]*$/m;
const SHELL = ["sh", "bash", "console"];

/**
 * Reads the blocks of a page.
 *
 * @param text of the page
 * @throws DocBlockError for a marker that belongs to nothing, and for commands in a block without a language
 */
export function stepsOf(text: string): Step[] {
  const steps: Step[] = [];
  let at = 0;
  let marks: { name: string; value: string; line: number }[] = [];
  const lineAt = (offset: number) => text.slice(0, offset).split("\n").length;
  const both = new RegExp(`${MARKER.source}|${FENCE.source}`, "gm");
  for (const found of text.matchAll(both)) {
    const line = lineAt(found.index);
    if (marks.length > 0 && text.slice(at, found.index).trim() !== "") unused(marks[0]);
    at = found.index + found[0].length;
    const [, name, value, hidden, indent, , language, body] = found;
    if (name === "python") steps.push({ kind: "python", environment: value, line });
    if (name === "before") steps.push({ kind: "commands", commands: [{ text: value, line }], line, seen: false });
    if (name === "file" && hidden !== undefined) steps.push({ kind: "file", path: value, text: hidden, line });
    else if (name !== undefined && name !== "before") marks.push({ name, value, line });
    if (name !== undefined) continue;
    const plain = body.replace(new RegExp(`^${indent}`, "gm"), "");
    const mark = (wanted: string) => marks.find((m) => m.name === wanted)?.value;
    const [file, reason, more] = [mark("file"), mark("not run"), mark("run shorter")];
    const environment = mark("python");
    if (SHELL.includes(language) && reason === undefined) {
      const commands = language === "console" ? withOutput(plain, line) : lines(plain, line);
      if (commands.length > 0)
        steps.push({ kind: "commands", commands: commands.map((c) => lengthened(c, more)), line, seen: true });
    } else if (reason !== undefined) steps.push({ kind: "not run", reason, line });
    else if (file !== undefined) steps.push({ kind: "file", path: file, text: plain, line });
    else if (language === "python") {
      if (environment === undefined)
        throw new DocBlockError(`line ${line}: this Python says neither where nor why not`);
      const path = `block-at-line-${line}.py`;
      const command = { text: `python ${path}`, line };
      steps.push({ kind: "file", path, text: plain, line });
      steps.push({ kind: "commands", commands: [command], line, seen: true });
    } else if (language === "" && /^\s*(\$ )?(npx )?equipoise \w/m.test(plain))
      throw new DocBlockError(`line ${line}: commands in a block without a language; say sh or console`);
    marks = [];
  }
  const left = marks.filter((m) => m.name !== "python");
  if (left.length > 0) unused(left[0]);
  return steps;
}

function unused({ name, value, line }: { name: string; value: string; line: number }): void {
  if (name !== "python") throw new DocBlockError(`line ${line}: no block follows the marker "${name}: ${value}"`);
}

/** Commands of an `sh` block: a line each, those that end in a backslash go on. */
function lines(body: string, first: number): Command[] {
  return body
    .replace(/\\\n/g, "\\\0")
    .split("\n")
    .map((text, i) => ({ text: text.replaceAll("\\\0", "\\\n"), line: first + 1 + i }))
    .filter(({ text }) => text.trim() !== "" && !text.trim().startsWith("#"));
}

/** Commands of a `console` block, which begin with `$ `, each with the lines below it. */
function withOutput(body: string, first: number): Command[] {
  const commands: { text: string; line: number; output: string }[] = [];
  let goesOn = false;
  for (const [i, text] of body.replace(/\n$/, "").split("\n").entries()) {
    const last = commands.at(-1);
    if (goesOn && last !== undefined) last.text += `\n${text}`;
    else if (text.startsWith("$ ")) commands.push({ text: text.slice(2), line: first + 1 + i, output: "" });
    else if (last === undefined) throw new DocBlockError(`line ${first + 1 + i}: output before any "$ " command`);
    else last.output += `${text}\n`;
    goesOn = (goesOn || text.startsWith("$ ")) && text.endsWith("\\");
  }
  return commands.map(({ output, ...command }) => (output === "" ? command : { ...command, output }));
}

/** Adds the words to a command of equipoise, before its comment and before what it is joined to; an option that it has already gives way. */
function lengthened(command: Command, words: string | undefined): Command {
  if (words === undefined) return command;
  if (command.output !== undefined)
    throw new DocBlockError(`line ${command.line}: a command that is run shorter cannot be held to its output`);
  const given = words.split(/\s+/);
  const swaps = given.filter((word) => word.includes("→")).map((word) => word.split("→"));
  const added = given.filter((word) => !word.includes("→"));
  const swapped = swaps.reduce((text, [from, to]) => text.replaceAll(from, to), command.text);
  const names = added.filter((word) => word.startsWith("--")).map((word) => word.replace(/=.*/, ""));
  const without = (part: string) =>
    names.reduce((text, name) => text.replace(new RegExp(`\\s${name}(?:[= ][^\\s-]\\S*)?(?=\\s|$)`), ""), part);
  const text = swapped.replace(
    /(\bequipoise (?:[^#&|;>]|\n)+?)(\s*)(?=$|\s#|&&|\||;|>)/g,
    (_, part: string, space: string) => [without(part), ...added].join(" ") + space,
  );
  return { ...command, text };
}
