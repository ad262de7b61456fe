/**
 * Images of families that are not part of equipoise: a program of such a family is a header like every other, and bytes that only the family
 * reads. Loihi and SpiNNaker have fields of their own in program.proto.
 */
import type { MemoryAllowance } from "./memory-allowance.js";
import type { ProgramHeader } from "./header.js";
import type { Program } from "./program.js";

export interface ProgramImage {
  /** The image without the header. The same program gives the same bytes. */
  encode(program: Program): Uint8Array;
  /** @throws EquipoiseError where the bytes are no image */
  decode(header: ProgramHeader & { readonly profile: string }, image: Uint8Array): Program;
  /**
   * Whether the image means something, and what running it takes of `memory`; the header, and that `cores` hold every neuron once, is checked before.
   * @param sources ids: neurons, and spike sources behind them
   * @throws EquipoiseError `program-invalid`, `program-too-large`
   */
  validate(program: Program, sources: number, memory: MemoryAllowance): void;
}

const images = new Map<string, ProgramImage>();

/** Adds the image of a family from elsewhere (src/families/register-family.ts). */
export function addProgramImage(family: string, image: ProgramImage): void {
  images.set(family, image);
}

/** undefined for the families whose images are fields of the program. */
export function otherImage(family: string): ProgramImage | undefined {
  return images.get(family);
}
