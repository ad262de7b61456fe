/** The order in which a reader wants the loss ledger: the heaviest first. */
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import { isRunLoss } from "./run-losses.js";

/** What was lost while running first, then the largest change of a mean input; entries without one by the share of values they touch. */
export function lossesByEffect(ledger: readonly LossEntry[]): LossEntry[] {
  const effect = (entry: LossEntry) => (Number.isFinite(entry.meanInputChange) ? Math.abs(entry.meanInputChange) : -1);
  const share = (entry: LossEntry) => (entry.of > 0 ? entry.count / entry.of : 0);
  const running = (entry: LossEntry) => (isRunLoss(entry) ? 1 : 0);
  return [...ledger].sort(
    (a, b) =>
      running(b) - running(a) ||
      effect(b) - effect(a) ||
      share(b) - share(a) ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0),
  );
}
