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
export function startPortableSha256(): CopiedSha256 {
  return portableFrom(portable.create());
}

function portableFrom(hash: ReturnType<typeof portable.create>): CopiedSha256 {
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => hash.digest(),
    copy: () => portableFrom(hash.clone()),
  };
}

/** One that can be gone on from more than once. */
export type CopiedSha256 = Sha256 & Required<Pick<Sha256, "copy">>;

export function startCopiedSha256(): CopiedSha256 {
  const hash = environment().startSha256?.();
  return hash?.copy === undefined ? startPortableSha256() : (hash as CopiedSha256);
}

export function sha256(bytes: Uint8Array): Uint8Array {
  const hash = startSha256();
  hash.update(bytes);
  return hash.digest();
}

export function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
