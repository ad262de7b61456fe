/**
 * Aligns a table of text: numbers to the right, words to the left; colour codes take no width. A table that is wider than the terminal wraps the
 * words of its cells; where even the longest words do not fit beside each other, every row becomes a block of its own, one line a cell.
 */

import { visibleLine } from "./visible-text.js";

const ANSI = /\x1b\[[0-9;]*m/g;
const GAP = 2;
/** Of what stands under a row. */
const INDENT = 4;
/** Words longer than this, as paths are, may be broken. */
const LONGEST_WORD = 24;
/** Columns up to this width stay whole while others can give way. */
const SHORT = 18;
/** Columns of a log or a pipe, where nobody says how wide it is. */
const COLUMNS = 80;

const NUMERIC = /^[-+±<>≤≥~]?\s*[\d.,\u202f]+(e[-+]?\d+)?(\s*(%|±.*|of [\d.,\u202f]+))?$|^[-–—]$/;

function plain(text: string): string {
  return text.replace(ANSI, "");
}

function width(text: string): number {
  return [...plain(text)].length;
}

function longestWord(text: string): number {
  return plain(text)
    .split(" ")
    .reduce((longest, word) => Math.max(longest, [...word].length), 0);
}

/** Columns of stdout. COLUMNS, which shells set, serves where it is no terminal. */
function outputWidth(): number {
  const told = Number(process.env.COLUMNS);
  return process.stdout.columns ?? (Number.isInteger(told) && told >= 20 ? told : COLUMNS);
}

export interface TableOptions {
  /** How wide the table may become; that of the terminal unless told. */
  readonly columns?: number;
  /** A sentence under each row, empty for none. */
  readonly below?: readonly string[];
}

export function formatTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  { columns = outputWidth(), below = [] }: TableOptions = {},
): string {
  const [header, ...cells] = [titles, ...rows].map((row) => titles.map((_, c) => visibleLine(row[c] ?? "", true)));
  const right = header.map(
    (_, c) => cells.length > 0 && cells.every((row) => NUMERIC.test(plain(row[c]).trim() || "-")),
  );
  const widths = columnWidths(header, cells, right, columns);
  const under = (k: number) =>
    (below[k] ?? "") === ""
      ? []
      : wrap(visibleLine(below[k]), columns - INDENT).map((text) => " ".repeat(INDENT) + text);
  if (widths === null) return cells.flatMap((row, k) => [...block(header, row, columns), ...under(k)]).join("\n");
  const line = (row: readonly string[]) => linesOf(row, widths, right);
  return [
    ...line(header),
    ...line(widths.map((w) => "─".repeat(w))),
    ...cells.flatMap((row, k) => [...line(row), ...under(k)]),
  ].join("\n");
}

/** As wide as the content where there is room; otherwise what the longest words need, and the rest for those that are cut most. Null: does not fit. */
function columnWidths(
  header: readonly string[],
  cells: readonly (readonly string[])[],
  right: readonly boolean[],
  columns: number,
): number[] | null {
  const all = [header, ...cells];
  const room = columns - GAP * (header.length - 1);
  const natural = header.map((_, c) => all.reduce((most, row) => Math.max(most, width(row[c])), 0));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  if (sum(natural) <= room) return natural;
  const least = (short: number) =>
    header.map((title, c) =>
      Math.max(
        Math.min(natural[c], short),
        cells.reduce((most, row) => Math.max(most, leastWidth(row[c], right[c])), longestWord(title)),
      ),
    );
  // Short cells are easier to read in one line; where they leave no room, they wrap too.
  const widths = [least(SHORT), least(0)].find((candidate) => sum(candidate) <= room);
  if (widths === undefined) return null;
  let left = room - sum(widths);
  while (left > 0) {
    const most = widths.reduce((best, w, c) => (natural[c] / w > natural[best] / widths[best] ? c : best), 0);
    if (natural[most] <= widths[most]) break;
    widths[most]++;
    left--;
  }
  return widths;
}

/** Numbers and coloured words stay whole. */
function leastWidth(cell: string, numeric: boolean): number {
  return numeric || plain(cell) !== cell ? width(cell) : Math.min(longestWord(cell), LONGEST_WORD);
}

function linesOf(row: readonly string[], widths: readonly number[], right: readonly boolean[]): string[] {
  const wrapped = row.map((cell, c) => wrap(cell, widths[c]));
  const height = wrapped.reduce((most, lines) => Math.max(most, lines.length), 1);
  return Array.from({ length: height }, (_, k) =>
    wrapped
      .map((lines, c) => {
        const text = lines[k] ?? "";
        const gap = " ".repeat(widths[c] - width(text));
        return right[c] ? gap + text : text + gap;
      })
      .join(" ".repeat(GAP))
      .trimEnd(),
  );
}

/** Breaks at spaces; a word that is longer than a line is cut. */
export function wrap(text: string, columns: number): string[] {
  if (width(text) <= columns) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (width(joined) <= columns) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const letters = [...word];
    while (letters.length > columns) lines.push(letters.splice(0, columns).join(""));
    line = letters.join("");
  }
  return line === "" && lines.length > 0 ? lines : [...lines, line];
}

/** The first cell heads its block; what is empty is left out. */
function block(header: readonly string[], row: readonly string[], columns: number): string[] {
  const label = header.slice(1).reduce((most, title) => Math.max(most, width(title)), 0);
  const lines = (cell: string, title: string) =>
    wrap(cell, Math.max(10, columns - label - 2 * GAP)).map((text, i) =>
      `${" ".repeat(GAP)}${(i === 0 ? title : "").padEnd(label)}${" ".repeat(GAP)}${text}`.trimEnd(),
    );
  return [
    ...wrap([header[0], row[0]].filter((text) => text !== "").join(" "), columns),
    ...row.slice(1).flatMap((cell, k) => (cell === "" ? [] : lines(cell, header[k + 1]))),
  ];
}
