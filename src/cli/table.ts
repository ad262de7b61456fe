/** Aligns a table of text for the terminal: numbers to the right, words to the left; colour codes take no width. */
import { largestOf } from "../numerics/extrema.js";

const ANSI = /\x1b\[[0-9;]*m/g;

function width(text: string): number {
  return [...text.replace(ANSI, "")].length;
}

const NUMERIC = /^[-+±<>≤≥~]?\s*[\d.,\u202f]+(\s*(%|±.*|e[-+]?\d+))?$|^[-–—]$/;

export function formatTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((h, c) => largestOf(rows.map((r) => width(r[c] ?? "")), width(h)));
  const right = header.map((_, c) => rows.length > 0 && rows.every((r) => NUMERIC.test((r[c] ?? "").replace(ANSI, "").trim() || "-")));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => {
        const gap = " ".repeat(widths[c] - width(cell));
        return right[c] ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd();
  return [line(header), line(widths.map((w) => "─".repeat(w))), ...rows.map((r) => line(header.map((_, c) => r[c] ?? "")))].join("\n");
}
