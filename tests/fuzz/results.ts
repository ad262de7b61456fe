import type { FuzzResult } from "./supervise.js";

const COLUMNS = ["format", "inputs", "accepted", "rejected", "kept", "faults", "covered", "slowest"];

/** A table of what was run, one row a format. */
export function formatResults(results: readonly FuzzResult[]): string {
  const rows = results.map(({ format, counts, covered, slowestMs }) =>
    [
      ...[format, counts.inputs, counts.accepted, counts.rejected, counts.kept, counts.faults],
      ...[`${Math.round(covered / 1000)} kB`, `${slowestMs} ms`],
    ].map(String),
  );
  const widths = COLUMNS.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k].length)));
  const line = (row: readonly string[]) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join("  ");
  return [COLUMNS, ...rows].map((row) => `${line(row)}\n`).join("");
}
