/** Fields of a description by name: `constants.g`, `populations.E.neuron.tau_m`, `stimuli.step.steps.0.amplitude`; and a copy with fields changed. */
import { fail } from "../../diagnostics/diagnostic.js";
import { suggest } from "../../description/suggest.js";
import type { FieldPath } from "./plan.js";

type Json = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * The path that a dotted name means in a document. Names of populations may have dots themselves: of the keys that are there, the shortest one
 * that fits is taken. The last part may be a key that is not there yet, where the map it belongs to is.
 * @throws EquipoiseError `sweep-field` for what names no place of the document
 */
export function fieldPath(document: unknown, name: string): FieldPath {
  const parts = name.split(".");
  const path: (string | number)[] = [];
  let at = document;
  for (let k = 0; k < parts.length;) {
    if (Array.isArray(at)) {
      const index = /^\d+$/.test(parts[k]) ? Number(parts[k]) : -1;
      if (index < 0 || index >= at.length)
        unknownField(
          name,
          path,
          `has ${at.length} entries, the first of which is 0, and \`${parts[k]}\` is none of them`,
        );
      path.push(index);
      at = (at as unknown[])[index];
      k++;
      continue;
    }
    if (!isMap(at)) return unknownField(name, path, "has no fields");
    const map: Json = at;
    const ends = parts.map((_, end) => end + 1).filter((end) => end > k);
    const end = ends.find((e) => Object.hasOwn(map, parts.slice(k, e).join(".")));
    if (end === undefined && k < parts.length - 1)
      return unknownField(name, path, `has no \`${parts[k]}\``, hintOf(path, parts[k], Object.keys(map)));
    const key = parts.slice(k, end ?? parts.length).join(".");
    path.push(key);
    at = map[key];
    k = end ?? parts.length;
  }
  return path;
}

function hintOf(path: FieldPath, key: string, known: readonly string[]): string | undefined {
  if (path.length === 0 && key === "parameters") return "the named numbers of a description stand under `constants`";
  return suggest(key, known);
}

function unknownField(name: string, path: FieldPath, problem: string, hint?: string): never {
  const where = path.length === 0 ? "the description" : `\`${path.join(".")}\``;
  return fail("sweep-field", `\`${name}\` names no field of the network: ${where} ${problem}`, {
    hint: hint ?? "write the keys of the description with dots between them, e.g. constants.g",
  });
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(document: unknown, path: FieldPath): unknown {
  let at = document;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string | number, unknown>)[step];
  }
  return at;
}

/** A copy of a document with one field set; what does not change is shared. @param value null takes the field out, so that its default holds */
export function withField(document: unknown, path: FieldPath, value: unknown): unknown {
  if (path.length === 0) return value;
  const [step, ...rest] = path;
  if (Array.isArray(document)) {
    const list = document.slice() as unknown[];
    list[Number(step)] = withField(list[Number(step)], rest, value);
    return list;
  }
  const map = isMap(document) ? document : {};
  if (rest.length === 0 && value === null)
    return Object.fromEntries(Object.entries(map).filter(([key]) => key !== step));
  return { ...map, [step]: withField(Object.hasOwn(map, step) ? map[step] : undefined, rest, value) };
}

export function withFields(
  document: unknown,
  changes: readonly (readonly [path: FieldPath, value: unknown])[],
): unknown {
  return changes.reduce<unknown>((changed, [path, value]) => withField(changed, path, value), document);
}
