/** Tells what is foreseen to overflow, when it is known which scale holds all of it: every message names that one. */
import { twoDigitsBelow } from "../../../src/numerics/two-digits.js";
import { fittingScaleHint } from "../../../src/options/fitting-scale.js";
import type { PassContext, Scaled } from "../stages.js";
import { enterArrivals, type ForeseenArrivals } from "./enter-arrivals.js";
import { thresholdRegister } from "./neuron-registers.js";

type Arithmetic = Pick<PassContext, "target" | "options">;

const leastOf = (values: Float64Array): number => values.reduce((a, b) => Math.min(a, b), Infinity);

/**
 * Gives the largest scale, of two digits, LSB per mV, that holds what is foreseen in all populations: pinned, it is that of all of them. It is no
 * larger than the smallest that was chosen; null where the threshold of a neuron would be below one step of its register.
 */
function fittingScale(
  { lowered, scale, stateScale }: Pick<Scaled, "lowered" | "scale" | "stateScale">,
  arrivals: readonly ForeseenArrivals[],
  context: Arithmetic,
): number | null {
  let fitting = Math.min(leastOf(scale), stateScale);
  lowered.network.populations.forEach(({ first, size }, k) => {
    if (size > 0) fitting = Math.min(fitting, leastOf(scale.subarray(first, first + size)) / (arrivals[k]?.times ?? 1));
  });
  const named = twoDigitsBelow(fitting);
  const holds = lowered.neurons.threshold.every((threshold) => thresholdRegister(named * threshold, context) >= 1);
  return holds ? named : null;
}

/** Enters and reports all of it. @param byScale whether a smaller scale makes the arrivals fit */
export function tellOverflows(
  scaled: Scaled,
  arrivals: readonly ForeseenArrivals[],
  byScale: boolean,
  context: PassContext,
): void {
  const nothing = scaled.foreseen.length === 0 && arrivals.every(({ times }) => times <= 1);
  const fitting = nothing ? null : fittingScale(scaled, byScale ? arrivals : [], context);
  const hint = fittingScaleHint(fitting, leastOf(scaled.scale));
  for (const { diagnostic, wayOut, entry } of scaled.foreseen) {
    context.report({ ...diagnostic, hint: "instead" in wayOut ? wayOut.instead : `${hint}, ${wayOut.beside}` });
    if (entry !== null) context.ledger.add({ ...entry, ...(fitting === null ? {} : { fittingScale: fitting }) });
  }
  for (const foreseen of arrivals) enterArrivals(foreseen, byScale ? fitting : undefined, context);
}
