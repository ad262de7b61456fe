/** Aligns a table of text for the terminal: numbers to the right, words to the left; colour codes take no width. */

import { visibleLine } from "./visible-text.js";

const ANSI = /\x1b\[[0-9;]*m/g;

function width(text: string): number {
  return [...text.replace(ANSI, "")].length;
}

const NUMERIC = /^[-+±<>≤≥~]?\s*[\d.,\u202f]+(\s*(%|±.*|e[-+]?\d+))?$|^[-–—]$/;

export function formatTable(titles: readonly string[], cells: readonly (readonly string[])[]): string {
  const [header, ...rows] = [titles, ...cells].map((row) => row.map((cell) => visibleLine(cell, true)));
  const widths = header.map((h, c) => Math.max(width(h), ...rows.map((r) => width(r[c] ?? ""))));
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
