/** The loss ledger as a table: what was clipped, rounded away or approximated, and by whom; the heaviest first, what is to be said of it below. */
import type { LossEntry } from "../diagnostics/loss-ledger.js";
import { atMost } from "../numerics/two-digits.js";
import { lossesByEffect } from "../program/losses-by-effect.js";
import { formatTable } from "./table.js";
import type { Terminal } from "./terminal.js";

/** Below this, of either sign, all figures of the table have an exponent: as the report's have. */
const SMALL = 1e-4;

/** A figure of at most three digits, or a whole number. */
function figure(x: number): string {
  return x !== 0 && Math.abs(x) < SMALL ? x.toExponential() : String(x);
}

function significant(x: number): string {
  return Number.isFinite(x) ? figure(Number(x.toPrecision(3))) : "–";
}

function ledgerRows(ledger: readonly LossEntry[]): string[][] {
  return ledger.map((e) => [
    e.kind,
    e.where,
    `${e.count} of ${e.of}`,
    e.worst === 0 ? "–" : `${figure(atMost(e.worst))} ${e.unit}`.trim(),
    Number.isFinite(e.meanInputChange) ? `${significant(100 * e.meanInputChange)} %` : "–",
  ]);
}

export function printLedger(terminal: Terminal, ledger: readonly LossEntry[]): void {
  if (ledger.length === 0) return terminal.print("loss ledger: nothing was lost");
  terminal.print("\nloss ledger");
  const heaviest = lossesByEffect(ledger);
  terminal.print(
    formatTable(["what", "where", "values", "worst", "mean input"], ledgerRows(heaviest), {
      below: heaviest.map(({ note }) => note),
    }),
  );
}
