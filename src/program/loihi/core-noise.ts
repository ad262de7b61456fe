/**
 * The noise generator of a core in integers: (x + 64·mantissaOffset)·2^(exponent-7), x uniform integer in -127..127.
 * Source: loihi spec §1.1 (nengo-loihi, NoiseState and build_core). The chip has a quirk there: exponents below 7 act as one more.
 * So 6 is 7, exactly; from 5 down the value has fractions of an LSB, and how the chip rounds them is not public: they are refused.
 */
import type { CoreNoise } from "./program.js";

/** x is uniform over so many integers, the largest of which is LARGEST_NOISE. */
export const NOISE_VALUES = 255;
export const LARGEST_NOISE = 127;
const OFFSET_UNIT = 64;
/** The exponent at which the generator's value is taken as it is. */
export const UNIT_NOISE_EXPONENT = 7;
export const SMALLEST_NOISE_EXPONENT = UNIT_NOISE_EXPONENT - 1;
export const LARGEST_NOISE_EXPONENT = 23;

/** SD of x: √((255² - 1)/12). */
export const UNIT_NOISE_SD = Math.sqrt((NOISE_VALUES ** 2 - 1) / 12);

/** Bits by which the generator's value is shifted to the left, for the exponents from SMALLEST_NOISE_EXPONENT on. */
function shiftOf(exponent: number): number {
  return (exponent < UNIT_NOISE_EXPONENT ? exponent + 1 : exponent) - UNIT_NOISE_EXPONENT;
}

/** LSB of u or v that a drawn x adds. */
export function noiseValue({ exponent, mantissaOffset }: CoreNoise, x: number): number {
  return (x + OFFSET_UNIT * mantissaOffset) * 2 ** shiftOf(exponent);
}

/** Mean and standard deviation of one step's noise, LSB. */
export function noiseMoments(noise: CoreNoise): { readonly mean: number; readonly sd: number } {
  return { mean: noiseValue(noise, 0), sd: UNIT_NOISE_SD * 2 ** shiftOf(noise.exponent) };
}
