/** Writes a program file: encoded once where the file can be gone back in, since its first bytes are known last. */
import { streamProgram, type ProgramEnvelope } from "../program/encode.js";
import { HEADER_BYTES } from "../program/program-file.js";
import type { Program } from "../program/program.js";
import { writeHeaded } from "./files.js";

/** @returns its digest and length @throws EquipoiseError where the path cannot be written */
export function writeProgram(path: string, program: Program): ProgramEnvelope {
  const stream = streamProgram(program);
  writeHeaded(path, {
    headBytes: HEADER_BYTES,
    body: () => stream.body(),
    head: () => stream.envelope().head,
  });
  return stream.envelope();
}
