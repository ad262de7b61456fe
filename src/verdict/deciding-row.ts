/** The one row of a verdict's table that says most. */
import { rowOf } from "./decide.js";
import type { Verdict, VerdictRow } from "./verdict.js";

/** The row that decides: the furthest outside, else the furthest undecided, else the one whose interval comes nearest to its margin. null without any. */
export function decidingRow({ deciding, rows }: Verdict): VerdictRow | null {
  if (deciding.length > 0) return rowOf(rows, deciding[0]);
  const reach = ({ interval, margin }: VerdictRow) => Math.max(Math.abs(interval[0]), Math.abs(interval[1])) / margin;
  return rows
    .filter((row) => row.role === "decides" && Number.isFinite(reach(row)))
    .reduce<VerdictRow | null>((most, row) => (most === null || reach(row) > reach(most) ? row : most), null);
}
