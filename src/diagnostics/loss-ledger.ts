/**
 * The loss ledger: every value clipped, wrapped, rounded to zero, every spike dropped, with who and how much.
 * Nothing is lost in silence (docs/architecture.md, rule 2). The compiler enters what it did; a run enters what its registers could not hold.
 */

import type { CompileLossKind, LossKind, RunLossKind } from "./loss-kinds.js";
import type { LossCounter } from "./run-counters.js";

export type { LossKind };

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
  /** Of what is foreseen to overflow: the largest scale for all populations, LSB per mV, at which nothing is. Absent where it is not known. */
  readonly fittingScale?: number;
  /** Absent: when it was compiled. */
  readonly when?: "run";
}

/** What a register of one population lost while it ran: `count` of `of` updates, `worst` the mean loss of the neuron that lost most a time. */
export interface RunLoss extends LossEntry {
  readonly when: "run";
  readonly kind: RunLossKind;
  /** The run-time counter it comes from. */
  readonly counter: LossCounter;
  readonly register: string;
  /** True where the counter stopped: `count` is at least so many. */
  readonly atLeast?: true;
  /** null where only the total over all populations is known. */
  readonly population: string | null;
  /** In `unit`, over all updates; NaN where it is not known. */
  readonly lost: number;
  /** The largest magnitude that the register was given, as a multiple of the largest that it holds; NaN where nobody looks. */
  readonly demand: number;
  /** Share of the input of this register that was lost; NaN where nobody counts the input. */
  readonly inputShare: number;
  /** How many neurons it touched, and those that it touched most, by global id; null where only totals are known. */
  readonly neurons: {
    readonly count: number;
    readonly of: number;
    readonly worst: readonly { readonly neuron: number; readonly count: number }[];
  } | null;
}

/** Collects the entries of the compiler; adds the counts of the same (kind, where, unit). */
export class LossLedger {
  private readonly byKey = new Map<string, LossEntry>();

  add(entry: Partial<LossEntry> & Pick<LossEntry, "where" | "count"> & { readonly kind: CompileLossKind }): void {
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
    const order = (a: LossEntry, b: LossEntry) =>
      a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.where < b.where ? -1 : a.where > b.where ? 1 : 0;
    return [...this.byKey.values()].sort(order);
  }
}
