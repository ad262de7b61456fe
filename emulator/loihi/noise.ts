/**
 * Draws the noise of cores (src/program/loihi/core-noise.ts):
 *   x = floor(word·255 / 2^32) - 127, word = word (n mod 4) of Philox(key = (seed, stream "noise"), counter = (floor(n/4), neuron, 0, 0)):
 * a function of seed, neuron and step n only, so that every partition of the cores gives the same noise.
 * (The chip has one shift register per core, whose sequence is not public.)
 */
import { philox4x32, streamOf } from "../../src/numerics/philox.js";
import { LARGEST_NOISE, NOISE_VALUES, noiseValue } from "../../src/program/loihi/core-noise.js";
import type { CoreNoise } from "../../src/program/loihi/program.js";

const STREAM = streamOf("noise");

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
    return noiseValue(noise, Math.floor((this.block[step & 3] * NOISE_VALUES) / 4294967296) - LARGEST_NOISE);
  }
}
