/**
 * Saved verifications (.eqv): gzip of JSON in which typed arrays are base64 of their little-endian bytes.
 * gzip's checksum catches damage; the version field refuses files of another shape.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { fail } from "../diagnostics/diagnostic.js";
import type { Verification } from "./verification.js";

const FORMAT = 2;

const arrays = { Uint8Array, Uint16Array, Uint32Array, Int16Array, Int32Array, Float32Array, Float64Array } as const;
type ArrayName = keyof typeof arrays;

/** JSON has no NaN and no infinities; a report needs them. */
const specialNumbers: Readonly<Record<string, number>> = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };

function pack(_key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) return { $number: String(value) };
  if (ArrayBuffer.isView(value)) {
    const name = value.constructor.name as ArrayName;
    if (!(name in arrays)) throw new TypeError(`cannot save a ${name}`);
    return { $array: name, base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  }
  return value;
}

function unpack(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  if (typeof record.$number === "string") return specialNumbers[record.$number];
  if (typeof record.$array === "string" && typeof record.base64 === "string") {
    const bytes = Uint8Array.from(Buffer.from(record.base64, "base64"));
    return new arrays[record.$array as ArrayName](bytes.buffer);
  }
  return value;
}

export function encodeVerification(verification: Verification): Uint8Array {
  return gzipSync(JSON.stringify({ format: FORMAT, verification }, pack));
}

/** @throws EquipoiseError for a foreign, damaged or newer file */
export function decodeVerification(file: Uint8Array, name = "verification"): Verification {
  let parsed: { format?: unknown; verification?: Verification };
  try {
    parsed = JSON.parse(new TextDecoder().decode(gunzipSync(file)), unpack) as typeof parsed;
  } catch {
    return fail("not-a-verification", `${name} is damaged or not a saved verification`, { hint: "give a .eqv file that `equipoise verify --out` wrote" });
  }
  if (parsed.format !== FORMAT || parsed.verification === undefined)
    fail("verification-version", `${name} was saved by another version of equipoise (format ${String(parsed.format)}, this one reads ${FORMAT})`, { hint: "run `equipoise verify` again" });
  return parsed.verification!;
}
