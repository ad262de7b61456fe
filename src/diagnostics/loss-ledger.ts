/**
 * The loss ledger: every value clipped, wrapped, rounded to zero, every spike dropped, with who and how much.
 * Nothing is lost in silence (docs/architecture.md, rule 2).
 */

export type LossKind =
  | "weight-rounded" // mantissa differs from the ideal weight (the ordinary rounding error, aggregated)
  | "weight-rounded-to-zero"
  | "weight-clipped"
  | "weight-sign-dropped"
  | "decay-rounded"
  | "bias-rounded"
  | "bias-clipped"
  | "threshold-rounded"
  | "threshold-clipped"
  | "time-rounded" // a time off the grid of steps, other than a delay
  | "delay-rounded"
  | "delay-clipped"
  | "refractory-clipped"
  | "refractory-dropped"
  | "initial-state-clipped"
  | "parameter-merged" // per-neuron spread snapped to the profiles a core can hold
  | "model-approximated" // e.g. conductances lowered to currents, two synaptic time constants to one
  | "input-approximated" // e.g. Poisson drive lowered to bias and noise
  | "state-rounded" // products of the state that round one way, so that it drifts
  | "state-wrapped"
  | "state-clipped"
  | "accumulator-wrapped"
  | "spike-dropped";

export interface LossEntry {
  readonly kind: LossKind;
  /** Who: `projection E→I`, `population E`, `core 12`. */
  readonly where: string;
  /** How many values were touched, out of `of`. */
  readonly count: number;
  readonly of: number;
  /** Largest absolute error of one value, in `unit`. */
  readonly worst: number;
  readonly unit: string;
  /** Relative change of the mean input of the postsynaptic population that follows; NaN where it has no meaning. */
  readonly meanInputChange: number;
  /** One sentence for humans; may be empty. */
  readonly note: string;
}

/** Collects entries; `merge` adds counts of the same (kind, where, unit). */
export class LossLedger {
  private readonly byKey = new Map<string, LossEntry>();

  add(entry: Partial<LossEntry> & Pick<LossEntry, "kind" | "where" | "count">): void {
    if (entry.count === 0) return;
    const full: LossEntry = { of: entry.count, worst: 0, unit: "", meanInputChange: NaN, note: "", ...entry };
    const key = `${full.kind}\u0000${full.where}\u0000${full.unit}`;
    const old = this.byKey.get(key);
    this.byKey.set(
      key,
      old === undefined
        ? full
        : { ...old, count: old.count + full.count, of: old.of + full.of, worst: Math.max(old.worst, full.worst) },
    );
  }

  /** Sorted by kind, then place: the order does not depend on the order of the passes. */
  entries(): LossEntry[] {
    const order = (a: LossEntry, b: LossEntry) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.where < b.where ? -1 : a.where > b.where ? 1 : 0);
    return [...this.byKey.values()].sort(order);
  }
}
