import type { Recording } from "./recording.js";

/**
 * The first step that measures count: the end of the burn-in, or of a recording that begins later or ends before, its first one.
 * Run, inspection and comparison go by it, so that they give the same numbers.
 */
export function measuredFrom({
  burnInSteps = 0,
  startStep,
  steps,
}: Pick<Recording, "burnInSteps" | "startStep" | "steps">): number {
  return burnInSteps < startStep + steps ? Math.max(burnInSteps, startStep) : startStep;
}
