/** The random stream of stochastic rounding on a core: part of what the emulator and every board that runs the program must agree on. */
import { Kiss64, validKiss64Seed } from "../../numerics/mars-kiss.js";
import { philox4x32, streamOf } from "../../numerics/philox.js";

const STREAM = streamOf("spinnaker stochastic rounding");

/** @param seed of the program */
export function roundingStream(seed: number, core: number): Kiss64 {
  const words = new Uint32Array(4);
  philox4x32(words, seed, STREAM, core, 0, 0, 0);
  return new Kiss64(validKiss64Seed([words[0], words[1], words[2], words[3]]));
}
