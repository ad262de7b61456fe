/**
 * Says of a projection that all its weights of one sign round to zero: nothing of it is left on the chip. That some become zero is the business
 * of the ledger, as rounding keeps the sum of a neuron's inputs where enough is left of it.
 */
import { counted } from "../../../src/diagnostics/counted.js";
import type { PassContext } from "../stages.js";

/** Weights of one sign that are not 0, how many of them became 0, the largest of all, and the finest step of their grids, in the unit of the network. */
export interface SignSilence {
  weights: number;
  silent: number;
  largest: number;
  step: number;
}

export function reportSilent(
  projection: string,
  silence: Readonly<Record<"excitatory" | "inhibitory", SignSilence>>,
  unit: string,
  { options, report }: PassContext,
): void {
  for (const sign of ["excitatory", "inhibitory"] as const) {
    const { weights, silent, largest, step } = silence[sign];
    if (weights === 0 || silent < weights) continue;
    const size = `${Number(largest.toPrecision(3))} ${unit}, and one step is ${Number(step.toPrecision(3))} ${unit}`;
    report({
      code: "projection-silent",
      severity: "warning",
      place: { object: `projection ${projection}` },
      message:
        weights === 1
          ? `The only ${sign} weight of projection ${projection} rounds to zero: it is ${size}.`
          : `All ${counted(weights, `${sign} weight`)} of projection ${projection} round to zero: the largest is ${size}.`,
      hint: remedyOf(options, sign),
    });
  }
}

/** Steps are coarse where the scale is small, or where an exponent or a range is shared with larger weights. */
function remedyOf({ weightExponent, signMode, scale }: PassContext["options"], sign: string): string {
  if (weightExponent === "network")
    return "compile with --weight-exponent projection, which gives every projection steps of its own";
  if (signMode === "mixed")
    return "compile with --sign-mode separate, whose steps are half as wide, or make these weights larger";
  if (scale !== null) return "compile with a larger --scale, or leave it out, or make these weights larger";
  return `make these weights larger, or the largest ${sign === "excitatory" ? "input" : "inhibition"} onto the same neurons smaller: the scale leaves room for it`;
}
