/**
 * The noise generator of a core: (x + 64·mantissaOffset)·2^(exponent-7), x uniform integer in -127..127; a negative shift floors.
 *
 * x = floor(word·255 / 2^32) - 127, word = word (n mod 4) of Philox(key = (seed, stream "noise"), counter = (floor(n/4), neuron, 0, 0)):
 * a function of seed, neuron and step n only, so that every partition of the cores gives the same noise.
 * (The chip has one shift register per core, whose sequence is not public.)
 */
import { philox4x32, streamOf } from "../../src/numerics/philox.js";
import type { CoreNoise } from "../../src/program/types.js";

const STREAM = streamOf("noise");
/** The generator's amplitude and the exponent at which it is taken as it is (loihi spec §1.1). */
const VALUES = 255;
const LARGEST = 127;
const OFFSET_UNIT = 64;
const UNIT_EXPONENT = 7;

export class NoiseGenerator {
  private readonly block = new Uint32Array(4);
  private heldNeuron = -1;
  private heldStep = -1;

  constructor(private readonly seed: number) {}

  /** LSB of u or v. */
  sample(noise: CoreNoise, neuron: number, step: number): number {
    if (neuron !== this.heldNeuron || step >>> 2 !== this.heldStep) {
      this.heldNeuron = neuron;
      this.heldStep = step >>> 2;
      philox4x32(this.block, this.seed, STREAM, this.heldStep, neuron, 0, 0);
    }
    const x = Math.floor((this.block[step & 3] * VALUES) / 4294967296) - LARGEST;
    const value = x + OFFSET_UNIT * noise.mantissaOffset;
    const shift = noise.exponent - UNIT_EXPONENT;
    return shift >= 0 ? value << shift : value >> -shift;
  }
}
