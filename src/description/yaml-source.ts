/**
 * Text → plain value, with the place of every key and value.
 *
 * The tree is expanded here, not by the YAML library, with a budget on nodes and depth: an alias bomb, a deep nest or a huge file
 * ends in one clear error. JSON is read by the same parser (YAML 1.2 contains it).
 */
import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Node, Pair, YAMLMap } from "yaml";
import { fail } from "../diagnostics/diagnostic.js";
import type { Diagnostic, TextPlace } from "../diagnostics/diagnostic.js";
import type { DocumentPath, Locator } from "./problems.js";

export interface SourceDocument {
  readonly value: unknown;
  readonly locate: Locator;
}

export const DESCRIPTION_LIMITS = {
  /** Characters of a description; larger connectivity belongs in a matrix file. */
  characters: 1_000_000,
  /** Values after aliases are expanded. */
  values: 300_000,
  depth: 40,
} as const;

interface Offsets {
  readonly key: number;
  readonly value: number;
}

type JsonObject = Record<string, unknown>;

class Expander {
  private values = 0;
  /** Anchored nodes seen so far; an alias means the latest one of its name. */
  private readonly anchors = new Map<string, Node>();
  private readonly open = new Set<Node>();
  readonly offsets = new WeakMap<object, Map<string | number, Offsets>>();

  constructor(private readonly placeOf: (offset: number) => TextPlace) {}

  expand(node: Node | null, depth: number): unknown {
    if (node === null) return null;
    const place = this.placeOf(offsetOf(node));
    if (++this.values > DESCRIPTION_LIMITS.values) {
      fail("description-too-large", "the description grows too large once its aliases are expanded", {
        place,
        limit: { what: "values", used: this.values, max: DESCRIPTION_LIMITS.values },
        hint: "put large connectivity into a .npy or .csv matrix",
      });
    }
    if (depth > DESCRIPTION_LIMITS.depth) {
      tooDeep(place, { what: "depth", used: depth, max: DESCRIPTION_LIMITS.depth });
    }
    if (isAlias(node)) return this.alias(node.source, place, depth);
    if (this.open.has(node)) fail("alias-loop", "an alias contains itself", { place, hint: "remove the inner alias" });
    if ("anchor" in node && node.anchor !== undefined) this.anchors.set(node.anchor, node);
    this.open.add(node);
    const value = isMap(node)
      ? this.map(node, depth)
      : isSeq(node)
        ? this.list(node.items as (Node | null)[], depth)
        : this.scalar(node, place);
    this.open.delete(node);
    return value;
  }

  private alias(name: string, place: TextPlace, depth: number): unknown {
    const target = this.anchors.get(name);
    if (!target) fail("unknown-alias", `the alias *${name} has no anchor &${name} before it`, { place });
    return this.expand(target, depth);
  }

  private scalar(node: Node, place: TextPlace): unknown {
    const value: unknown = isScalar(node) ? node.value : undefined;
    if (typeof value === "number" && !Number.isFinite(value)) {
      fail("not-finite", "numbers must be finite", { place, hint: "leave the key out where no limit is meant" });
    }
    if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      return value;
    fail("bad-yaml", "expected a string, a number, a boolean, a list or a map", { place });
  }

  private list(items: readonly (Node | null)[], depth: number): unknown[] {
    const places = new Map<number, Offsets>();
    const list = items.map((item, i) => {
      const at = item === null ? 0 : offsetOf(item);
      places.set(i, { key: at, value: at });
      return this.expand(item, depth + 1);
    });
    this.offsets.set(list, places);
    return list;
  }

  private map(node: YAMLMap, depth: number): JsonObject {
    const object: JsonObject = {};
    const places = new Map<string | number, Offsets>();
    const merges: unknown[] = [];
    for (const pair of node.items as Pair<Node | null, Node | null>[]) {
      const key = this.key(pair, offsetOf(node));
      const keyOffset = pair.key === null ? offsetOf(node) : offsetOf(pair.key);
      if (key === "<<") {
        const merged = this.expand(pair.value, depth + 1);
        merges.push(...(Array.isArray(merged) ? (merged as unknown[]) : [merged]));
        continue;
      }
      if (places.has(key))
        fail("duplicate-key", `the key \`${key}\` is given twice`, {
          place: this.placeOf(keyOffset),
          hint: "remove one of them",
        });
      places.set(key, { key: keyOffset, value: pair.value === null ? keyOffset : offsetOf(pair.value) });
      object[key] = this.expand(pair.value, depth + 1);
    }
    for (const merged of merges) this.merge(object, places, merged, this.placeOf(offsetOf(node)));
    this.offsets.set(object, places);
    return object;
  }

  /** YAML merge key: keys of the map itself win, then the earlier merged map. */
  private merge(object: JsonObject, places: Map<string | number, Offsets>, merged: unknown, place: TextPlace): void {
    if (typeof merged !== "object" || merged === null || Array.isArray(merged)) {
      fail("bad-yaml", "the merge key << needs a map or a list of maps", { place });
    }
    for (const [key, value] of Object.entries(merged)) {
      if (places.has(key)) continue;
      object[key] = value;
      places.set(key, this.offsets.get(merged)?.get(key) ?? { key: 0, value: 0 });
    }
  }

  private key(pair: Pair<Node | null, Node | null>, fallback: number): string {
    const { key } = pair;
    const place = this.placeOf(key === null ? fallback : offsetOf(key));
    const value: unknown = isScalar(key) ? key.value : undefined;
    if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
      fail("bad-key", "keys must be plain words", { place });
    }
    if (value === "__proto__")
      fail("bad-key", "the key `__proto__` is not allowed", { place, hint: "choose another name" });
    return String(value);
  }
}

/** @param limit absent where the parser gave up before any depth could be counted */
function tooDeep(place: TextPlace, limit?: Diagnostic["limit"]): never {
  return fail("description-too-deep", "the description is nested too deeply", { place, ...(limit && { limit }) });
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Parses YAML or JSON. Throws EquipoiseError with a place for anything that is not one well-formed document. */
export function readYaml(text: string, file: string): SourceDocument {
  if (text.length > DESCRIPTION_LIMITS.characters) {
    fail("description-too-large", "the description file is too large", {
      place: { file, line: 1, col: 1 },
      limit: { what: "characters", used: text.length, max: DESCRIPTION_LIMITS.characters },
      hint: "put large connectivity into a .npy or .csv matrix",
    });
  }
  const lines = new LineCounter();
  const placeOf = (offset: number): TextPlace => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), col: Math.max(1, col) };
  };
  const contents = parse(text, file, lines, placeOf);
  const expander = new Expander(placeOf);
  const value = expander.expand(contents, 0);
  const rootOffset = contents === null ? 0 : offsetOf(contents);
  return { value, locate: (path, part = "value") => placeOf(offsetAt(expander, value, path, part) ?? rootOffset) };
}

function parse(text: string, file: string, lines: LineCounter, placeOf: (offset: number) => TextPlace): Node | null {
  const document = (() => {
    try {
      return parseDocument(text, {
        lineCounter: lines,
        uniqueKeys: false,
        prettyErrors: false,
        version: "1.2",
        schema: "core",
        merge: false,
      });
    } catch (error) {
      // The parser is recursive: a nest of some thousand brackets exhausts the stack before any node exists.
      if (!(error instanceof Error)) throw error;
      const place = { file, line: 1, col: 1 };
      if (error instanceof RangeError) tooDeep(place);
      fail("bad-yaml", `cannot be read as YAML: ${error.message}`, { place });
    }
  })();
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const hint = problem.code === "TAB_AS_INDENT" ? "indent with spaces" : undefined;
    const place = placeOf(problem.pos[0]);
    if (problem.message.startsWith("Maximum call stack")) tooDeep(place);
    // The library's sentence is for programmers: it names a function of its own.
    if (problem.code === "MULTIPLE_DOCS")
      fail("bad-yaml", "the file holds more than one YAML document: a second one begins after a line of `---`", {
        place,
        hint: "keep one network a file",
      });
    fail("bad-yaml", problem.message, { place, ...(hint ? { hint } : {}) });
  }
  return document.contents;
}

/** Offset of a path, or of the deepest part of it that exists. */
function offsetAt(expander: Expander, root: unknown, path: DocumentPath, part: "key" | "value"): number | undefined {
  let parent: unknown = root;
  let found: number | undefined;
  for (const [depth, step] of path.entries()) {
    if (typeof parent !== "object" || parent === null) break;
    const offsets = expander.offsets.get(parent)?.get(step);
    if (!offsets) break;
    found = depth === path.length - 1 ? offsets[part] : offsets.value;
    parent = (parent as Record<string | number, unknown>)[step];
  }
  return found;
}
