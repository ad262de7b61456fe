/**
 * Saved verifications (.eqv): gzip of JSON in which typed arrays are base64 of their little-endian bytes.
 * gzip's checksum catches damage, the version field refuses files of another shape, and the schema what is whole but no verification. Nothing
 * grows beyond a limit on the way: a few bytes can unpack to a thousand times as many, and a few characters of JSON to many objects.
 */
import { gunzipSync, gzipSync } from "node:zlib";
import { fail } from "../diagnostics/diagnostic.js";
import { fileKindOf } from "../diagnostics/file-kind.js";
import { issueMessage } from "../diagnostics/issue-message.js";
import { packJson, unpackJson } from "./packed-json.js";
import type { Verification } from "./verification.js";
import { verificationSchema } from "./verification-schema.js";

/** Version of the format: files of another are refused. */
export const VERIFICATION_FORMAT = 2;
/** Bytes of JSON: a record of some 30 million spikes. */
const MOST_JSON = 400_000_000;
/** Values, keys and lists in it, arrays of numbers counted as one: a thousand seeds of a hundred populations have half of it. */
const MOST_VALUES = 10_000_000;
const MEGABYTE = 1e6;
const NEEDED = "give a .eqv file that `equipoise verify --out` wrote";

/** @throws EquipoiseError `verification-too-large` for one that could not be read again */
export function encodeVerification(verification: Verification): Uint8Array {
  const json = packJson({ format: VERIFICATION_FORMAT, verification });
  if (json.length > MOST_JSON) tooLarge("the verification");
  return gzipSync(json);
}

/** @throws EquipoiseError for a foreign, damaged, newer or too large file, and for one that is no verification */
export function decodeVerification(file: Uint8Array, name = "verification"): Verification {
  const kind = fileKindOf(file);
  if (kind !== null && !isGzip(file))
    fail("not-a-verification", `${name} is ${kind.what}, not a saved verification`, { hint: NEEDED });
  const parsed = parse(file, name);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) damaged(name);
  const { format, verification } = parsed as { format?: unknown; verification?: unknown };
  if (format !== VERIFICATION_FORMAT || verification === undefined)
    fail(
      "verification-version",
      `${name} was saved by another version of equipoise (format ${String(format)}, this one reads ${VERIFICATION_FORMAT})`,
      { hint: "run `equipoise verify` again" },
    );
  const checked = verificationSchema.safeParse(verification);
  if (!checked.success) {
    const { path, message } = checked.error.issues[0];
    fail(
      "verification-invalid",
      `${name} is not a whole verification: ${path.map(String).join(".") || "verification"}: ${issueMessage(message)}`,
      { hint: "run `equipoise verify` again" },
    );
  }
  // What the schema lets through is what was read: typed arrays and unknown fields included.
  return verification as Verification;
}

function parse(file: Uint8Array, name: string): unknown {
  let json: Buffer;
  try {
    json = gunzipSync(file, { maxOutputLength: MOST_JSON });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE" ? tooLarge(name) : damaged(name);
  }
  if (!valuesWithin(json, MOST_VALUES))
    fail("verification-too-large", `${name} has more than ${MOST_VALUES} values`, {
      hint: "verify with fewer seeds, or without attribution",
    });
  try {
    return unpackJson(new TextDecoder().decode(json));
  } catch {
    return damaged(name);
  }
}

function isGzip(file: Uint8Array): boolean {
  return file[0] === 0x1f && file[1] === 0x8b;
}

/** Whether JSON has at most so many values, from the commas, colons and brackets outside its strings. */
function valuesWithin(json: Uint8Array, most: number): boolean {
  const [QUOTE, BACKSLASH] = [0x22, 0x5c];
  const structural = new Uint8Array(256);
  for (const character of ",:[{") structural[character.charCodeAt(0)] = 1;
  let values = 0;
  for (let at = 0; at < json.length; at++) {
    if (json[at] === QUOTE) {
      // To the quote that ends the string: one with an even number of backslashes before it.
      for (at++; at < json.length && json[at] !== QUOTE; at++) if (json[at] === BACKSLASH) at++;
    } else if (structural[json[at]] === 1 && ++values > most) return false;
  }
  return true;
}

function damaged(name: string): never {
  return fail("not-a-verification", `${name} is damaged or not a saved verification`, {
    hint: NEEDED,
  });
}

function tooLarge(name: string): never {
  return fail("verification-too-large", `${name} has more than ${MOST_JSON / MEGABYTE} MB when it is unpacked`, {
    hint: "verify a shorter --duration, or fewer seeds",
  });
}
