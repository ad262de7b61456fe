/** What Node gives the compiler and the emulators: its own hash and zlib, threads, and the memory of the machine. */
import { createHash, type Hash } from "node:crypto";
import { availableParallelism, totalmem } from "node:os";
import { deflateSync, inflateRawSync } from "node:zlib";
import { useEnvironment, type Environment, type Sha256 } from "../environment/environment.js";
import { HOW_TO_ALLOW_MORE, machineMemory } from "./machine-memory.js";
import { startSliceThread } from "./slice-thread.js";

function sha256From(hash: Hash): Sha256 {
  return {
    update: (bytes) => void hash.update(bytes),
    digest: () => new Uint8Array(hash.digest()),
    copy: () => sha256From(hash.copy()),
  };
}

export const nodeEnvironment: Environment = {
  startSha256() {
    return sha256From(createHash("sha256"));
  },
  memory: { total: totalmem, usable: machineMemory, howToAllowMore: HOW_TO_ALLOW_MORE },
  cores: availableParallelism,
  startSlice: startSliceThread,
  deflate: (bytes) => deflateSync(bytes, { level: 9 }),
  // Node wants to be allowed one byte at least.
  inflate: (bytes, most) => inflateRawSync(bytes, { maxOutputLength: Math.max(1, most) }),
};

useEnvironment(nodeEnvironment);
