/** The JSON Schema of a description, for editors; schemas/network.schema.json is this, written by `npm run generate`. */
import { z } from "zod";
import { documentSchema, type DocumentSchema } from "./document-schema.js";

export type JsonSchema = { readonly [key: string]: unknown };

const made = new WeakMap<DocumentSchema, JsonSchema>();

/** @param of the schema of descriptions that may use further models; that of the models built in unless told */
export function networkJsonSchema(of: DocumentSchema = documentSchema): JsonSchema {
  const known = made.get(of);
  if (known !== undefined) return known;
  const schema = z.toJSONSchema(of, { target: "draft-7", io: "input" }) as JsonSchema;
  made.set(of, schema);
  return schema;
}

/** Definitions where a bare number has no meaning. */
const NEEDS_UNIT: ReadonlySet<string> = new Set(["Measured", "Spread", "Weight"]);
/** Anything but a plain number. */
const WITH_UNIT = "^(?!\\s*[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?\\s*$)";

/**
 * The schema for editors: as above, but a bare number where a unit is needed is an error at its place, and not only when the file is read.
 * Not for reading itself: there the message can say which unit is meant.
 */
export function editorJsonSchema(): JsonSchema {
  const schema = structuredClone(networkJsonSchema()) as Record<string, unknown>;
  const definitions = isObject(schema.definitions) ? schema.definitions : {};
  for (const [name, definition] of Object.entries(definitions)) {
    if (!NEEDS_UNIT.has(name) || !isObject(definition)) continue;
    // A union of plain types is written as a list of their names, without alternatives.
    const written: unknown[] = Array.isArray(definition.anyOf)
      ? definition.anyOf
      : Array.isArray(definition.type)
        ? definition.type.map((type: unknown) => ({ type }))
        : [];
    delete definition.type;
    definition.anyOf = written.map((alternative) => {
      if (!isObject(alternative)) return alternative;
      if (alternative.type === "number") return { const: 0 };
      return alternative.type === "string"
        ? { ...alternative, pattern: WITH_UNIT, patternErrorMessage: "give a unit, for example 20 ms" }
        : alternative;
    });
  }
  return schema;
}

/** The committed file's text. */
export function networkJsonSchemaText(): string {
  return `${JSON.stringify(editorJsonSchema(), null, 2)}\n`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The alternatives a schema stands for, references and unions resolved. */
function alternatives(schema: unknown, root: JsonSchema): JsonSchema[] {
  if (!isObject(schema)) return [];
  const reference = schema.$ref;
  if (typeof reference === "string") {
    const { definitions } = root;
    return isObject(definitions) ? alternatives(definitions[reference.split("/").at(-1) ?? ""], root) : [];
  }
  const nested = schema.allOf ?? schema.anyOf ?? schema.oneOf;
  return Array.isArray(nested) ? nested.flatMap((one) => alternatives(one, root)) : [schema];
}

/** False where a `const` property (the discriminator) excludes this alternative. */
function fits(schema: JsonSchema, value: unknown): boolean {
  if (!isObject(value)) return schema.type !== "object";
  if (schema.type !== "object" || !isObject(schema.properties)) return schema.type === "object";
  return Object.entries(schema.properties).every(
    ([key, property]) => !isObject(property) || property.const === undefined || property.const === value[key],
  );
}

function schemasAt(
  document: unknown,
  path: readonly PropertyKey[],
  of?: DocumentSchema,
): { schemas: JsonSchema[]; value: unknown } {
  const root = networkJsonSchema(of);
  let schemas = alternatives(root, root);
  let value = document;
  for (const step of path) {
    const here = value;
    schemas = schemas
      .filter((s) => fits(s, here) || Array.isArray(here))
      .flatMap((s) => {
        if (typeof step === "number") return alternatives(s.items, root);
        const property =
          isObject(s.properties) && typeof step === "string" && Object.hasOwn(s.properties, step)
            ? s.properties[step]
            : s.additionalProperties;
        return alternatives(property, root);
      });
    value =
      isObject(value) && typeof step === "string"
        ? value[step]
        : Array.isArray(value) && typeof step === "number"
          ? value[step]
          : undefined;
  }
  return { schemas, value };
}

/** Keys allowed in the object at a path. */
export function keysAt(document: unknown, path: readonly PropertyKey[], of?: DocumentSchema): string[] {
  const { schemas, value } = schemasAt(document, path, of);
  const keys = schemas
    .filter((s) => fits(s, value))
    .flatMap((s) => (isObject(s.properties) ? Object.keys(s.properties) : []));
  return [...new Set(keys)];
}

/** Words that may stand at a path. */
export function wordsAt(document: unknown, path: readonly PropertyKey[]): string[] {
  return schemasAt(document, path).schemas.flatMap((s) => (Array.isArray(s.enum) ? s.enum.map(String) : []));
}

/** Values a discriminating key may take in the object at a path. */
export function choicesAt(document: unknown, path: readonly PropertyKey[], key: string): string[] {
  const { schemas } = schemasAt(document, path);
  return schemas.flatMap((s) => {
    const property = isObject(s.properties) ? s.properties[key] : undefined;
    return isObject(property) && typeof property.const === "string" ? [property.const] : [];
  });
}
