/**
 * Real numbers to S16.15 as the host writes them: the nearest multiple of 2^-15, half to even. A number outside ±65,536 does not exist
 * on the chip. Source: SpiNNaker spec §1 (DataType.S1615 of the host tools).
 */
import { fail } from "../../src/diagnostics/diagnostic.js";
import { ExitCode } from "../../src/diagnostics/exit-codes.js";
import { valueAt, type PerNeuron } from "../../src/network/types.js";
import { roundHalfEven } from "../../src/numerics/round-half-even.js";
import { INT32_MAX, INT32_MIN, S1615_ONE } from "../../src/numerics/s1615.js";

/** @throws EquipoiseError with exit code 5 for a value that S16.15 cannot hold */
export function toS1615(value: number, what: string, where: string): number {
  const raw = roundHalfEven(value * S1615_ONE);
  if (!(raw >= INT32_MIN && raw <= INT32_MAX)) {
    fail("s1615-range", `${what} of ${where} is ${value}, which S16.15 cannot hold.`, {
      exitCode: ExitCode.doesNotFit,
      place: { object: where },
      limit: { what: "magnitude", used: Math.abs(value), max: 65_536 },
      hint: "give the neuron another time constant or capacitance, so that its currents are of the order of 1 nA",
    });
  }
  return raw;
}

export function fromS1615(raw: number): number {
  return raw / S1615_ONE;
}

/** A parameter of a population: one raw word where it is the same for all neurons, else one each. */
export function parameterWords(
  values: PerNeuron,
  size: number,
  scale: number,
  what: string,
  where: string,
): Int32Array {
  if (typeof values === "number") return Int32Array.of(toS1615(values * scale, what, where));
  return Int32Array.from({ length: size }, (_, i) => toS1615(valueAt(values, i) * scale, what, where));
}
