/**
 * sha256 of everything in a program that decided its spikes before a step, so that a checkpoint is only resumed where it belongs.
 * (The digest of the program file also covers names, ledger and compiler, the length of the run and input that is yet to come:
 * a program that differs in these may resume.)
 */
import { playedSource } from "../../src/program/played-input.js";
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import { contentHash } from "../../src/numerics/content-hash.js";

/** @param step the next one to run */
export function programFingerprint(program: LoihiProgram, step: number): Uint8Array {
  const { profile, target, dt, seed, size, inputs, groups, cores, inputRouting, biasChanges } = program;
  return contentHash({
    profile,
    target,
    dt,
    seed,
    size,
    groups,
    cores,
    inputRouting,
    played: inputs.map((input) => playedSource(input, step)),
    biasChanges: biasChanges.filter((change) => change.step < step),
  });
}
