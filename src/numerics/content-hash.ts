/**
 * sha256 of the content of plain data: numbers, strings, typed arrays, lists and records, whatever the order of a record's keys.
 * Every value is hashed with its kind, key and length, so that no two different contents are written alike.
 */
import { startCopiedSha256, startSha256, type Sha256 } from "./sha256.js";

export function contentHash(value: unknown): Uint8Array {
  const hash = startSha256();
  write(hash, value);
  return hash.digest();
}

/**
 * Hashes the first property of a record now, which may then change or go, and gives what hashes the record with all others: the hash of
 * { ...others, [key]: value }. @throws Error for another property whose key comes first
 */
export function contentHashBeginning(key: string, value: unknown): (others: object) => Uint8Array {
  const beginning = startCopiedSha256();
  writeProperty(beginning, key, value);
  return (others) => {
    const early = Object.keys(others).find((other) => other <= key);
    if (early !== undefined) throw new Error(`${early} is hashed before ${key}`);
    const hash = beginning.copy();
    write(hash, others);
    return hash.digest();
  };
}

const encoder = new TextEncoder();

function write(hash: Sha256, value: unknown): void {
  const text = (text: string) => hash.update(encoder.encode(text));
  if (ArrayBuffer.isView(value)) {
    text(`${value.constructor.name}${value.byteLength}:`);
    hash.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
  } else if (Array.isArray(value)) {
    text(`[${value.length}:`);
    for (const item of value) write(hash, item);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      writeProperty(hash, key, item);
    text("}");
  } else {
    text(`${typeof value}${String(value)};`);
  }
}

function writeProperty(hash: Sha256, key: string, value: unknown): void {
  hash.update(encoder.encode(`${key}=`));
  write(hash, value);
}

/** The first 48 bits of a hash, exact in a float64. */
export function leading48Bits(hash: Uint8Array): number {
  return hash.subarray(0, 6).reduce((sum, byte) => 256 * sum + byte, 0);
}
