/** Numbers of a verdict as the tables of the command line show them. */
import type { Verdict, VerdictRow } from "../verdict/verdict.js";

export function significant(x: number, digits = 4): string {
  return Number.isFinite(x) ? String(Number(x.toPrecision(digits))) : "–";
}

function signed(x: number, digits = 3): string {
  return x > 0 ? `+${significant(x, digits)}` : significant(x, digits);
}

/** "+0.54 [0.25, 0.84]"; a distance has no sign. */
export function effectText({
  kind,
  difference,
  interval: [lower, upper],
}: Pick<VerdictRow, "kind" | "difference" | "interval">): string {
  const change = kind === "mean" ? signed(difference) : significant(difference, 3);
  return `${change} ${Number.isFinite(lower) && Number.isFinite(upper) ? `[${significant(lower, 3)}, ${significant(upper, 3)}]` : "[no interval]"}`;
}

/** "±0.15", or for a distance its one bound. */
export function marginText({ kind, margin, unit }: Pick<VerdictRow, "kind" | "margin" | "unit">): string {
  return `${kind === "mean" ? "±" : "≤"}${significant(margin, 3)}${unit === "" ? "" : ` ${unit}`}`;
}

export function rateRows({ rows }: Verdict): readonly VerdictRow[] {
  return rows.filter((row) => row.id === "rate");
}
