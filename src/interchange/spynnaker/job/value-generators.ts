/**
 * Draws values as the machine's expanders do: a constant or a distribution, S16.15, from the KISS64 stream of the core.
 *
 *   uniform                     low + floor(u·(high - low)), u the uniform in U0.32
 *   normal                      floor(z·sigma) + mu, z = norminv of one uniform
 *   normal_clipped              drawn again until low ≤ value ≤ high, at most 1000 times
 *   normal_clipped_to_boundary  held at low and high
 *   exponential                 floor(Exp(1)·beta)
 * Source: sPyNNaker, neural_modelling/src/synapse_expander/param_generators.
 */
import type { Kiss64 } from "../../../numerics/mars-kiss.js";
import { exponentialDraw } from "../../../numerics/kiss-exponential.js";
import { decayFloor, multiplyFloor } from "../../../numerics/s1615.js";
import { normalInverse } from "../../../numerics/s1615-normal-inverse.js";
import { notDone, type WordReader } from "./word-reader.js";

/** Next value, S16.15. */
export type ValueGenerator = () => number;

const MOST_REDRAWS = 1000;

/** By the number that sPyNNaker gives to each. */
const NAMES = [
  "constant",
  "uniform",
  "normal",
  "normal_clipped",
  "normal_clipped_to_boundary",
  "exponential",
  "exponential_clipped",
];

/**
 * Reads the parameters of a generator.
 * @param id which kind
 * @param random of the core
 * @throws EquipoiseError `spynnaker-not-done` for a kind that is none of these, or that finds no value within its bounds
 */
export function valueGenerator(id: number, parameters: WordReader, random: Kiss64): ValueGenerator {
  if (id === 0) {
    const value = parameters.signed();
    return () => value;
  }
  if (id === 1) {
    const low = parameters.signed();
    const range = (parameters.signed() - low) | 0;
    return () => (low + decayFloor(range, random.next())) | 0;
  }
  if (id === 5) {
    const beta = parameters.signed();
    return () => multiplyFloor(exponentialDraw(random), beta);
  }
  if (id < 2 || id > 4)
    return notDone(
      parameters.what,
      `values are drawn by the distribution ${NAMES[id] ?? `number ${id}`}`,
      `use one of ${NAMES.slice(0, 6).join(", ")}, or a FromListConnector`,
    );
  const mu = parameters.signed();
  const sigma = parameters.signed();
  const normal = () => (mu + multiplyFloor(normalInverse(random.next()), sigma)) | 0;
  if (id === 2) return normal;
  const low = parameters.signed();
  const high = parameters.signed();
  if (id === 4) return () => Math.min(Math.max(normal(), low), high);
  return () => {
    for (let draws = 0; draws < MOST_REDRAWS; draws++) {
      const value = normal();
      if (value >= low && value <= high) return value;
    }
    return notDone(
      parameters.what,
      `a normal_clipped distribution found no value within its bounds in ${MOST_REDRAWS} draws, and the machine would stop`,
      "widen its bounds",
    );
  };
}
