/** zod's issues as sentences with places and suggestions. */
import type { z } from "zod";
import { largestOf } from "../numerics/extrema.js";
import { foreignName } from "./foreign-names.js";
import type { DocumentSchema } from "./document-schema.js";
import { choicesAt, keysAt, wordsAt } from "./json-schema.js";
import { formatPath, shorten } from "./problems.js";
import type { DocumentPath, Problems } from "./problems.js";
import { nearest, suggest } from "./suggest.js";

type Issue = z.core.$ZodIssue;

function documentPath(path: readonly PropertyKey[]): DocumentPath {
  return path.map((step) => (typeof step === "symbol" ? String(step) : step));
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  const text = JSON.stringify(value) ?? typeof value;
  return shorten(text);
}

const TYPE_NAMES: ReadonlyMap<string, string> = new Map([
  ["object", "a map"],
  ["record", "a map"],
  ["array", "a list"],
  ["string", "text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
]);

function valueAt(document: unknown, path: DocumentPath): unknown {
  let value = document;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** The branch of a failed union that the user meant: the one whose first issue lies deepest. */
function deepestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  let best: readonly Issue[] | undefined;
  let bestDepth = 0;
  for (const branch of branches) {
    const depth = largestOf(
      branch.map(
        (issue) =>
          issue.path.length +
          (issue.code === "unrecognized_keys" || (issue.code === "invalid_union" && issue.errors.length === 0) ? 1 : 0),
      ),
      0,
    );
    if (depth > bestDepth) [best, bestDepth] = [branch, depth];
  }
  return best;
}

/** More are not worth counting. */
const MOST_ISSUES = 100;

export function reportIssues(
  problems: Problems,
  document: unknown,
  issues: readonly Issue[],
  schema: DocumentSchema,
  base: readonly PropertyKey[] = [],
): void {
  for (const issue of issues) {
    if (problems.count > MOST_ISSUES) return;
    reportIssue(problems, document, issue, schema, [...base, ...issue.path]);
  }
}

function reportIssue(
  problems: Problems,
  document: unknown,
  issue: Issue,
  schema: DocumentSchema,
  rawPath: readonly PropertyKey[],
): void {
  const path = documentPath(rawPath);
  const where = formatPath(path);
  const found = valueAt(document, path);
  const foreign =
    typeof found === "string" && (issue.code === "invalid_union" || issue.code === "invalid_value")
      ? foreignName(found)
      : undefined;
  if (foreign)
    return problems.error(
      "not-supported",
      path,
      `${where}: \`${shorten(String(found))}\` is not supported, because ${foreign.because}`,
      foreign.instead,
    );
  switch (issue.code) {
    case "unrecognized_keys":
      return reportUnknownKeys(problems, path, issue.keys, { document, known: keysAt(document, rawPath, schema) });
    case "invalid_union": {
      const choices = issue.discriminator ? choicesAt(document, rawPath.slice(0, -1), issue.discriminator) : [];
      if (choices.length > 0) {
        return problems.error(
          "unknown-choice",
          path,
          `${where}: expected one of ${choices.join(", ")}; got ${kindOf(found)}`,
          typeof found === "string" ? didYouMean(found, choices) : undefined,
        );
      }
      const branch = deepestBranch(issue.errors);
      if (branch) return reportIssues(problems, document, branch, schema, rawPath);
      if (found === undefined) return problems.error("missing-key", path, `${where} is missing: ${issue.message}`);
      return problems.error(
        "wrong-shape",
        path,
        `${where}: ${issue.message}, got ${kindOf(found)}`,
        typeof found === "string" ? didYouMean(found, wordsAt(document, rawPath)) : undefined,
      );
    }
    case "invalid_value": {
      const choices = issue.values.map(String);
      return problems.error(
        "unknown-choice",
        path,
        `${where}: expected ${choices.length > 1 ? "one of " : ""}${choices.join(", ")}; got ${kindOf(found)}`,
        typeof found === "string" ? didYouMean(found, choices) : undefined,
      );
    }
    case "invalid_type": {
      const expected = TYPE_NAMES.get(issue.expected) ?? issue.expected;
      if (found === undefined) return problems.error("missing-key", path, `${where} is missing: expected ${expected}`);
      return problems.error("wrong-shape", path, `${where}: expected ${expected}, got ${kindOf(found)}`);
    }
    case "invalid_key":
      return problems.error("bad-name", path, `${where}: a name has 1 to 64 printable characters`, undefined, "key");
    case "too_small":
    case "too_big": {
      const bound = issue.code === "too_small" ? `at least ${issue.minimum}` : `at most ${issue.maximum}`;
      const unit = issue.origin === "array" ? " entries" : issue.origin === "string" ? " characters" : "";
      return problems.error("out-of-range", path, `${where}: expected ${bound}${unit}`);
    }
    default:
      return problems.error("wrong-shape", path, `${where}: ${issue.message}`);
  }
}

/** A mechanism of another tool, named by the key or, as in `synapse_model: stdp_synapse`, by its value. */
function foreignAt(
  document: unknown,
  path: DocumentPath,
  key: string,
): (ReturnType<typeof foreignName> & { readonly word: string }) | undefined {
  const value = valueAt(document, [...path, key]);
  const inside: unknown[] =
    typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value) : [value];
  for (const word of [key, ...inside]) {
    const found = typeof word === "string" ? foreignName(word) : undefined;
    if (found !== undefined) return { ...found, word: word as string };
  }
  return undefined;
}

function reportUnknownKeys(
  problems: Problems,
  path: DocumentPath,
  keys: readonly string[],
  { document, known }: { readonly document: unknown; readonly known: readonly string[] },
): void {
  for (const key of keys.slice(0, MOST_ISSUES)) {
    const foreign = foreignAt(document, path, key);
    if (foreign)
      problems.error(
        "not-supported",
        [...path, key],
        `${formatPath(path)}: \`${foreign.word}\` is not supported, because ${foreign.because}`,
        foreign.instead,
        "key",
      );
    else
      problems.error(
        "unknown-key",
        [...path, key],
        `${formatPath(path)}: unknown key \`${shorten(key)}\``,
        suggest(key, known),
        "key",
      );
  }
}

function didYouMean(found: string, choices: readonly string[]): string | undefined {
  const near = nearest(found, choices);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}
