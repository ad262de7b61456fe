/** The memory image of a Loihi-style program, as the FPGA board takes it that it is for. */
import type { LoihiProgram } from "../../src/program/loihi/program.js";
import type { LoihiTarget } from "../../src/targets/loihi/target.js";
import { layOutFpgaImage } from "./fpga-image.js";
import type { FpgaImage, FpgaLimits } from "./fpga-program.js";
import { layOutUlx3sImage } from "./ulx3s-image.js";

/** What the ULX3S calls itself in HELLO: ECP5. */
const ULX3S_NAME = 0x35504345;

/** Lays out the image for a board that says this of itself. @throws EquipoiseError with exit code 5 where the program does not fit */
export function imageForBoard(
  program: LoihiProgram,
  target: LoihiTarget,
  board: FpgaLimits & { readonly board: number },
): FpgaImage {
  return board.board === ULX3S_NAME
    ? layOutUlx3sImage(program, target, board)
    : layOutFpgaImage(program, target, board);
}

/** Lays out the image for the board that a target is; undefined where it is none. @throws likewise */
export function imageForTarget(program: LoihiProgram, { image, ...target }: LoihiTarget): FpgaImage | undefined {
  if (image === undefined) return undefined;
  const limits = { imageBytes: image.bytes.value!, neurons: image.neurons!.value!, sources: image.sources!.value! };
  return image.layout === "cores-and-sdram"
    ? layOutUlx3sImage(program, target, limits)
    : layOutFpgaImage(program, target, limits);
}
