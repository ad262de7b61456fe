/**
 * sha256 of the content of plain data: numbers, strings, typed arrays, lists and records, whatever the order of a record's keys.
 * Every value is hashed with its kind, key and length, so that no two different contents are written alike.
 */
import { startSha256 } from "./sha256.js";

export function contentHash(value: unknown): Uint8Array {
  const hash = startSha256();
  const encoder = new TextEncoder();
  const write = (text: string) => hash.update(encoder.encode(text));
  visit(value);
  return hash.digest();

  function visit(value: unknown): void {
    if (ArrayBuffer.isView(value)) {
      write(`${value.constructor.name}${value.byteLength}:`);
      hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    } else if (Array.isArray(value)) {
      write(`[${value.length}:`);
      value.forEach(visit);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
        write(`${key}=`);
        visit(item);
      }
      write("}");
    } else {
      write(`${typeof value}${String(value)};`);
    }
  }
}

/** The first 48 bits of a hash, exact in a float64. */
export function leading48Bits(hash: Uint8Array): number {
  return hash.subarray(0, 6).reduce((sum, byte) => 256 * sum + byte, 0);
}
