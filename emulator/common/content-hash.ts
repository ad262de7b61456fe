/** sha256 of a tree of objects, arrays and typed arrays: every value with its key and kind, in the order of sorted keys. */
import { createHash } from "node:crypto";

export function contentHash(tree: unknown): Uint8Array {
  const hash = createHash("sha256");
  visit(tree);
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
