/** Verdict maps: cells from swept rows, the edge of survival down a column, and the boundary line through the columns. */
import type { SweepRow } from "../src/sweep/sweep.js";
import type { Verdict } from "../src/verdict/verdict.js";
import type { VerdictMap } from "./study.js";

export type Cell = VerdictMap["cells"][number][number];
export type Word = Cell["word"];

/** Of the population whose rate moved most, target over reference − 1. */
export function largestShift(rates: SweepRow["rates"]): number {
  const shifts = rates.map((r) => r.measuredTarget / r.measuredReference - 1);
  return shifts.reduce((most, s) => (Math.abs(s) > Math.abs(most) || Number.isNaN(s) ? s : most), 0);
}

export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  const value = 100 * share;
  const text = Math.abs(value) >= 10 ? value.toFixed(0) : value.toFixed(1);
  return `${value >= 0 ? "+" : "−"}${text.replace("-", "")} %`;
}

export function cellOf({ verdict, rates }: Pick<SweepRow, "verdict" | "rates">): Cell {
  return { word: verdict.verdict, note: percent(largestShift(rates)) };
}

/** A verdict of drifts or breaks; or one that could not be given while some metric is shown outside its margin (too few spikes for a CV). */
export function isLost({ verdict, rows }: Verdict): boolean {
  return (
    verdict === "drifts" ||
    verdict === "breaks" ||
    rows.some((row) => row.role === "decides" && row.equivalent === "no")
  );
}

/** Rows from the top (finest grid) before the first that is lost. */
export function rowsHeld(lost: readonly boolean[]): number {
  const first = lost.indexOf(true);
  return first < 0 ? lost.length : first;
}

/** A line between the last row that holds and the next, for every column. */
export function boundaryLine(label: string, held: readonly number[]): NonNullable<VerdictMap["boundary"]> {
  return { label, xs: held.map((_, k) => k), ys: held.map((rows) => rows - 0.5) };
}

/** [row][column] from columns of rows. */
export function transposed<T>(columns: readonly (readonly T[])[]): T[][] {
  return columns.length === 0 ? [] : columns[0].map((_, row) => columns.map((column) => column[row]));
}

/** The map as rows of text: the first column names the row. */
export function mapRows({ ys, cells }: VerdictMap): string[][] {
  return ys.map((y, row) => [y, ...cells[row].map(({ word, note }) => (note === "" ? word : `${word} ${note}`))]);
}
