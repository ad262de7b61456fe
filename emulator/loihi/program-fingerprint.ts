/**
 * sha256 of everything in a program that decides its spikes, so that a checkpoint is only resumed where it belongs.
 * (The digest of the program file also covers names, ledger and compiler; a renamed program may resume.)
 */
import type { LoihiProgram } from "../../src/program/types.js";
import { contentHash } from "../kernel/content-hash.js";

export function programFingerprint(program: LoihiProgram): Uint8Array {
  const { profile, target, dt, seed, size, inputs, groups, cores, inputRouting, biasChanges } = program;
  return contentHash({ profile, target, dt, seed, size, inputs, groups, cores, inputRouting, biasChanges });
}
