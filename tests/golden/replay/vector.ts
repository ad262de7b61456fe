/** Reads a golden-vector file: JSON, plain or gzipped. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { fail } from "../../../src/diagnostics/diagnostic.js";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

const GZIP_MAGIC = [0x1f, 0x8b];

export function readVector(file: string): JsonObject {
  let parsed: unknown;
  try {
    const bytes = readFileSync(file);
    const gzipped = GZIP_MAGIC.every((b, i) => bytes[i] === b);
    parsed = JSON.parse(withoutNonFinite((gzipped ? gunzipSync(bytes) : bytes).toString("utf8")));
  } catch (error) {
    fail("file-unreadable", `${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    fail("golden-format", `${file} is not a golden vector: it holds no object`);
  return parsed as JsonObject;
}

/** Python writes NaN and Infinity, which JSON has not: they become null. */
function withoutNonFinite(text: string): string {
  return /NaN|Infinity/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|-?(?:NaN|Infinity)/g, (token) => (token.startsWith('"') ? token : "null"))
    : text;
}

/** Typed access to the fields of a vector; a missing or mistyped one names its path. */
export function numberOf(object: JsonObject, key: string, fallback?: number): number {
  const value = object[key] ?? fallback;
  if (typeof value !== "number") wrong(key, "a number");
  return value;
}

export function stringOf(object: JsonObject, key: string): string {
  const value = object[key];
  if (typeof value !== "string") wrong(key, "a string");
  return value;
}

export function objectsOf(object: JsonObject, key: string): readonly JsonObject[] {
  const value = object[key] ?? [];
  if (!Array.isArray(value)) wrong(key, "a list");
  return value as readonly JsonObject[];
}

export function objectOf(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  if (typeof value !== "object" || value === null || Array.isArray(value)) wrong(key, "an object");
  return value as JsonObject;
}

export function numbersOf(object: JsonObject, key: string): readonly number[] {
  const value = object[key];
  if (!Array.isArray(value)) wrong(key, "a list of numbers");
  return value as readonly number[];
}

/** A matrix, rows first. */
export function matrixOf(object: JsonObject, key: string): readonly (readonly number[])[] {
  const value = object[key];
  if (!Array.isArray(value) || !value.every((row) => Array.isArray(row))) wrong(key, "a matrix");
  return value as readonly (readonly number[])[];
}

/** A number for all of n, or n numbers. */
export function perItemOf(object: JsonObject, key: string, n: number, fallback?: number): readonly number[] {
  const value = object[key] ?? fallback;
  if (typeof value === "number") return new Array<number>(n).fill(value);
  if (!Array.isArray(value) || (value.length !== n && value.length !== 1)) wrong(key, `a number or ${n} numbers`);
  const values = value as readonly number[];
  return values.length === n ? values : new Array<number>(n).fill(values[0]);
}

export function has(object: JsonObject, key: string): boolean {
  return object[key] !== undefined && object[key] !== null;
}

function wrong(key: string, what: string): never {
  return fail("golden-format", `the field ${key} is not ${what}`);
}

/** Refuses a field that this version would silently ignore. */
export function onlyFields(object: JsonObject, known: readonly string[], where: string): void {
  const unknown = Object.keys(object).filter((key) => !known.includes(key));
  if (unknown.length > 0)
    fail(
      "golden-format",
      `${where} has the field${unknown.length > 1 ? "s" : ""} ${unknown.join(", ")}, which this version does not know`,
    );
}
