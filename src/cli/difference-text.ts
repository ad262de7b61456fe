/** What lockstep found, in words. */
import type { Difference, LockstepResult } from "../../firmware-bridge/lockstep.js";

/** Names a difference: "step 12, neuron 3, v: board 7, emulator 8". */
function placeOfDifference({ step, neuron, field, board, emulator }: Difference): string {
  const when = step < 0 ? "before the first step" : `step ${step}`;
  const where = neuron === null ? field : `neuron ${neuron}, ${field}`;
  return `${when}, ${where}: board ${board}, emulator ${emulator}`;
}

/** The same, with what it means. @throws RangeError where nothing differs (a fault of the caller) */
export function differenceText({ difference, disturbance }: LockstepResult): string {
  if (difference === null) throw new RangeError("there is no difference to be told");
  const place = placeOfDifference(difference);
  if (disturbance !== null) {
    const { from, to } = disturbance;
    return `steps ${from} to ${to - 1}: a disturbance that did not repeat: started once more, the board agreed; the first time, ${place}`;
  }
  const after: Readonly<Record<string, string>> = {
    "state sum": "; every word that can still be read agrees: one was wrong for a moment, or the sum itself is",
  };
  const before = difference.step > 0 ? `; the ${difference.step} steps before agree` : "";
  return `${place}${after[difference.field] ?? ""}${before}`;
}
