/** Compares the neurons that fired in one step with those that a vector records. */
import { DifferenceFound, type Comparison } from "./difference.js";

/** @param fired ascending; `expected` in any order */
export function compareSpikeRow(
  expected: readonly number[],
  fired: readonly number[],
  name: string,
  step: number,
  comparison: Comparison,
): void {
  const recorded = [...expected].sort((a, b) => a - b);
  for (let k = 0; k < Math.max(recorded.length, fired.length); k++) {
    if (recorded[k] === fired[k]) {
      comparison.equal(1, 1, "spike", name, step);
      continue;
    }
    const missing = fired[k] === undefined || recorded[k] < fired[k];
    throw new DifferenceFound({
      step,
      neuron: `${name}[${missing ? recorded[k] : fired[k]}]`,
      field: "spike",
      expected: missing ? "a spike" : "no spike",
      actual: missing ? "no spike" : "a spike",
    });
  }
}
