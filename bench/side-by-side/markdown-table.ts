/** Tables that read well in a terminal of 80 columns and are Markdown at the same time. */

const width = (text: string) => [...text].length;

/** @param rows cells; the first column is left-aligned, the others right-aligned */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = columns.map((name, c) => Math.max(3, width(name), ...rows.map((row) => width(row[c]))));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, c) => (c === 0 ? cell + " ".repeat(widths[c] - width(cell)) : " ".repeat(widths[c] - width(cell)) + cell)).join(" | ")} |`;
  const rule = `|${widths.map((w, c) => (c === 0 ? "-".repeat(w + 2) : `${"-".repeat(w + 1)}:`)).join("|")}|`;
  return [line(columns), rule, ...rows.map(line)].join("\n");
}
