/** Content digest of a program: sha256 of its canonical bytes, hex. Time, machine, workers and key order do not change it. */
import { hex, sha256 } from "../numerics/sha256.js";
import { streamProgram } from "./encode.js";
import { unwrapBody } from "./program-file.js";
import type { Program } from "./program.js";

/** @param program a program, or the bytes of a whole program file */
export function programDigest(program: Program | Uint8Array): string {
  if (program instanceof Uint8Array) return hex(sha256(unwrapBody(program, "the program")));
  const stream = streamProgram(program);
  for (const piece of stream.body()) void piece;
  return stream.envelope().digest;
}
