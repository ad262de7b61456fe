/** The table of codes against the sources: every code is said somewhere, with the severity and exit code of the table, and means one thing. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { messagesPage } from "../scripts/messages-page.js";
import { CODE_AREAS, CODES, exitCodeOf, isCode, type Code } from "../src/diagnostics/codes.js";
import type { CodeEntry } from "../src/diagnostics/codes/entry.js";
import { EquipoiseError, fail } from "../src/diagnostics/diagnostic.js";
import { ExitCode } from "../src/diagnostics/exit-codes.js";
import { isProduct, isTest, propertyOf, ROOT, sourcesOf, visit, wordsOf } from "./source-scan.js";

const FOLDERS = ["src", "compiler", "emulator", "firmware-bridge", "phenomena", "studies", "tests/golden/replay"];
const sources = sourcesOf(FOLDERS, isProduct).filter(({ path }) => !path.startsWith("src/diagnostics/codes"));
const entries = Object.entries(CODES) as [Code, CodeEntry][];

function listOf<Word extends string>(words: Word | readonly Word[]): readonly Word[] {
  return typeof words === "string" ? [words] : words;
}

/** One place where a code is said; severity and exit null: not written beside it. */
interface Saying {
  readonly code: string;
  readonly at: string;
  readonly severity: readonly string[] | null;
  readonly exit: readonly string[] | null;
}

/** Calls whose first word is a code: fail(code, …), problems.error(code, …), linkFailure(code, …). */
const SEVERITY_OF_CALL: Readonly<Record<string, string>> = {
  fail: "error",
  error: "error",
  linkFailure: "error",
  warn: "warning",
};

function exitNames(node: ts.Expression | undefined): string[] | null {
  if (node === undefined) return null;
  const names = [...node.getText().matchAll(/ExitCode\.(\w+)/g)].map(([, name]) => name);
  return names.length > 0 ? names : null;
}

function sayingsOf(path: string, tree: ts.SourceFile): Saying[] {
  const found: Saying[] = [];
  visit(tree, (node) => {
    const at = `${path}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
    const say = (words: string[], severity: string[] | null, exit: string[] | null) =>
      found.push(...words.filter(isCode).map((code) => ({ code, at, severity, exit })));
    if (ts.isCallExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const severity = SEVERITY_OF_CALL[callee.getText()];
      if (severity === undefined) return;
      const exit = callee.getText() === "fail" ? exitNames(propertyOf(node.arguments[2], "exitCode")) : null;
      say(wordsOf(node.arguments[0]), [severity], exit);
    } else if (ts.isObjectLiteralExpression(node)) {
      const severity = wordsOf(propertyOf(node, "severity"));
      say(wordsOf(propertyOf(node, "code")), severity.length > 0 ? severity : null, null);
    } else if (ts.isVariableDeclaration(node) || ts.isBindingElement(node)) say(wordsOf(node.initializer), null, null);
  });
  return found;
}

const sayings = sources.flatMap(({ path, tree }) => sayingsOf(path, tree));

describe("the table of codes", () => {
  it("has every code in one area", () => {
    const all = CODE_AREAS.flatMap(({ codes }) => Object.keys(codes));
    expect(all.filter((code, k) => all.indexOf(code) !== k)).toEqual([]);
    expect(new Set(all)).toEqual(new Set(Object.keys(CODES)));
    expect(all.length).toBeGreaterThan(190);
  });

  it("has no two codes of the same words, in whatever order (board-unknown, unknown-board)", () => {
    const key = (code: string) => code.replace(/s\b/g, "").split("-").sort().join(" ");
    const keys = Object.keys(CODES).map(key);
    expect(Object.keys(CODES).filter((code, k) => keys.indexOf(key(code)) !== k)).toEqual([]);
  });

  it("has no two codes of one meaning: the same words, but for their order and the small ones", () => {
    const LITTLE = new Set("a an the is are of it that or and to in at no not its".split(" "));
    const meaning = ({ when }: CodeEntry) =>
      [
        ...new Set(
          when
            .slice(0, when.indexOf(":"))
            .toLowerCase()
            .match(/[a-z0-9]+/g),
        ),
      ]
        .filter((word) => !LITTLE.has(word))
        .sort()
        .join(" ");
    const meanings = entries.map(([, entry]) => meaning(entry));
    expect(meanings.filter((words) => words === "")).toEqual([]);
    expect(entries.filter((_, k) => meanings.indexOf(meanings[k]) !== k).map(([code]) => code)).toEqual([]);
  });

  it("says of each what it means and what to do, in one sentence", () => {
    const bad = entries.filter(
      ([, { when }]) => !/^[a-zA-Z].{10,}: .{5,}\.$/.test(when) || /[a-z]\. [A-Z]/.test(when) || when.includes("|"),
    );
    expect(bad.map(([code]) => code)).toEqual([]);
  });

  it("has no code that no source says", () => {
    const said = new Set(sayings.map(({ code }) => code));
    expect(Object.keys(CODES).filter((code) => !said.has(code))).toEqual([]);
  });

  it("has the severity with which the sources say each code, and no other", () => {
    const wrong = sayings
      .filter(({ code, severity }) => severity?.some((s) => !listOf<string>(CODES[code as Code].severity).includes(s)))
      .map(({ code, severity, at }) => `${at}: ${code} is said as ${severity!.join()}`);
    expect(wrong).toEqual([]);
    const never = entries.flatMap(([code, { severity }]) => {
      const here = sayings.filter((s) => s.code === code);
      if (here.some((s) => s.severity === null)) return [];
      return listOf<string>(severity).flatMap((s) =>
        here.some((h) => h.severity!.includes(s)) ? [] : [`${code}: ${s}`],
      );
    });
    expect(never).toEqual([]);
  });

  it("has the exit code with which the sources end, and fail() takes it from there", () => {
    const exitsOf = (code: string) => listOf<string>((CODES[code as Code] as CodeEntry).exit ?? "badInput");
    const wrong = sayings
      .filter(({ code, exit }) => exit?.some((name) => !exitsOf(code).includes(name)))
      .map(({ code, exit, at }) => `${at}: ${code} ends with ${exit!.join()}`);
    expect(wrong).toEqual([]);
    expect(exitCodeOf("scale-infeasible")).toBe(ExitCode.doesNotFit);
    expect(exitCodeOf("usage")).toBe(ExitCode.badInput);
    const thrown = (run: () => never): EquipoiseError => {
      try {
        return run();
      } catch (error) {
        return error as EquipoiseError;
      }
    };
    expect(thrown(() => fail("scale-infeasible", "no scale")).exitCode).toBe(ExitCode.doesNotFit);
    expect(thrown(() => fail("s1615-range", "too large")).exitCode).toBe(ExitCode.badInput);
    expect(thrown(() => fail("s1615-range", "too large", { exitCode: ExitCode.doesNotFit })).exitCode).toBe(
      ExitCode.doesNotFit,
    );
  });
});

it("a code that is not in the table does not compile", () => {
  // @ts-expect-error: no such code
  expect(() => fail("no-such-code", "")).toThrow();
  // @ts-expect-error: no such code
  const code: Code = "no-such-code";
  expect(isCode(code)).toBe(false);
});

describe("codes that are mentioned", () => {
  const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)+$/;

  it("in the comments of sources exist", () => {
    const wrong = sources.flatMap(({ path, tree }) =>
      [...tree.text.matchAll(/@throws EquipoiseError([^*]*?)(?:\*\/|\n|\. )/g)]
        .flatMap(([, words]) => [...words.matchAll(/`([^`]+)`/g)].map(([, word]) => word))
        .filter((word) => KEBAB.test(word) && !isCode(word))
        .map((word) => `${path}: ${word}`),
    );
    expect(wrong).toEqual([]);
  });

  it("in tests exist", () => {
    const wrong = sourcesOf([...FOLDERS.filter((f) => !f.startsWith("tests")), "tests"], isTest).flatMap(
      ({ path, tree }) => {
        const words: string[] = [];
        visit(tree, (node) => {
          if (ts.isObjectLiteralExpression(node)) words.push(...wordsOf(propertyOf(node, "code")));
          if (
            ts.isCallExpression(node) &&
            /^expect\(.*\bcode\)?\)\s*\.(toBe|toEqual)$/s.test(node.expression.getText())
          )
            words.push(...wordsOf(node.arguments[0]));
          // As a message ends, " [code]"; in a regular expression the bracket is escaped, or it would be a class of characters.
          const bracket = ts.isStringLiteralLike(node) ? / \[([a-z0-9]+(?:-[a-z0-9]+)+)\]/g : / \\\[([a-z0-9-]+)\\\]/g;
          if (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node))
            words.push(...[...node.getText().matchAll(bracket)].map(([, word]) => word));
        });
        return words.filter((word) => KEBAB.test(word) && !isCode(word)).map((word) => `${path}: ${word}`);
      },
    );
    expect(wrong).toEqual([]);
  });

  it("in docs exist: in brackets, and in tables of codes", () => {
    const pages = ["", "docs"].flatMap((folder) =>
      readdirSync(join(ROOT, folder))
        .filter((name) => name.endsWith(".md"))
        .map((name) => join(folder, name)),
    );
    let seen = 0;
    const wrong = pages.flatMap((page) => {
      const text = readFileSync(join(ROOT, page), "utf8");
      const bracketed = [...text.matchAll(/\[([a-z0-9]+(?:-[a-z0-9]+)+)\](?!\()/g)].map(([, word]) => word);
      const listed = [...text.matchAll(/^\| code \|.*\n\|[-| ]+\n((?:\|.*\n)+)/gm)].flatMap(([, rows]) =>
        [...rows.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, word]) => word),
      );
      seen += bracketed.length + listed.length;
      return [...bracketed, ...listed].filter((word) => !isCode(word)).map((word) => `${page}: ${word}`);
    });
    expect(wrong).toEqual([]);
    expect(seen).toBeGreaterThan(5);
  });
});

it("docs/messages.md is what the tables make", () => {
  expect(readFileSync(join(ROOT, "docs/messages.md"), "utf8")).toBe(messagesPage());
});
