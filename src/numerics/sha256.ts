/**
 * sha256 (FIPS 180-4), at once and without waiting, in every place where JavaScript runs. The environment may give a faster one: programs have
 * hundreds of megabytes, which Node's own hashes some twelve times as fast.
 */
import { sha256 as portable } from "@noble/hashes/sha2.js";
import { environment, type Sha256 } from "../environment/environment.js";

export type { Sha256 };

export function startSha256(): Sha256 {
  return environment().startSha256?.() ?? startPortableSha256();
}

/** The one that is always there. */
export function startPortableSha256(): Sha256 {
  const hash = portable.create();
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest(),
  };
}

export function sha256(bytes: Uint8Array): Uint8Array {
  const hash = startSha256();
  hash.update(bytes);
  return hash.digest();
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
