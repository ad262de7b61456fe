/**
 * sha256 of everything in a program that decides its spikes, so that a checkpoint is only resumed where it belongs.
 * (The digest of the program file also covers names, ledger and compiler; a renamed program may resume.)
 */
import { createHash } from "node:crypto";
import type { Program } from "../../src/program/types.js";

export function programFingerprint(program: Program): Uint8Array {
  const { profile, target, dt, seed, size, inputs, groups, cores, inputRouting, biasChanges } = program;
  const hash = createHash("sha256");
  visit({ profile, target, dt, seed, size, inputs, groups, cores, inputRouting, biasChanges });
  return hash.digest();

  /** Every value with its key and kind, in the order of sorted keys. */
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
