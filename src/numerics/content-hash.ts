/**
 * sha256 of the content of plain data: numbers, strings, typed arrays, lists and records, whatever the order of a record's keys.
 * Every value is hashed with its kind, key and length, so that no two different contents are written alike.
 */
import { createHash } from "node:crypto";

export function contentHash(value: unknown): Uint8Array {
  const hash = createHash("sha256");
  visit(value);
  return hash.digest();

  function visit(value: unknown): void {
    if (ArrayBuffer.isView(value)) {
      hash.update(`${value.constructor.name}${value.byteLength}:`);
      hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    } else if (Array.isArray(value)) {
      hash.update(`[${value.length}:`);
      value.forEach(visit);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
        hash.update(`${key}=`);
        visit(item);
      }
      hash.update("}");
    } else {
      hash.update(`${typeof value}${String(value)};`);
    }
  }
}
